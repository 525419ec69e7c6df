// The file of decisions: round trips, edits that leave the rest alone, damage, and others who write.

import Glibc
import Notes
import Testing
import Text

@testable import Vault

private let one = ContentHash(of: "one")
private let two = ContentHash(of: "two")

private func pin(_ note: String, _ document: ContentHash = one) -> DocumentChoice {
  DocumentChoice(document: document, note: NoteID(note), decision: .pin)
}

private func refusal(_ note: String, _ words: String) -> DocumentChoice {
  DocumentChoice(document: one, note: NoteID(note), words: words, decision: .notHere)
}

private func failure(_ body: () throws -> Void) -> NoteStoreError? {
  do {
    try body()
    return nil
  } catch { return error as? NoteStoreError }
}

@Suite struct ChoicesFileTests {
  private let folder = TemporaryFolder()
  private let name = ChoicesFile.name
  private var file: ChoicesFile {
    ChoicesFile(folder: NotesFolder(path: folder.path, displayPath: "notes"))
  }

  @Test func folderWithoutTheFileHasNoDecisions() throws {
    #expect(file.choices().choices.isEmpty)
    #expect(file.choices().problems.isEmpty)
    try file.set(pin("a"), isOn: false)
    #expect(folder.names.isEmpty)
  }

  @Test func newFileSaysWhatItIs() throws {
    try file.set(pin("people/vladimir-medinsky"), isOn: true)
    try file.set(refusal("nabu", "General Armageddon"), isOn: true)
    let text = try #require(folder.read(name))
    #expect(text.hasPrefix("# Decisions"))
    #expect(
      text.hasSuffix(
        """
        - document: \(one.hex)
          note: people/vladimir-medinsky
          decision: pin
        - document: \(one.hex)
          note: nabu
          words: General Armageddon
          decision: not-here

        """))
    #expect(
      file.choices().choices == [
        pin("people/vladimir-medinsky"), refusal("nabu", "General Armageddon"),
      ])
  }

  @Test(arguments: [
    "null", "~", "yes", "12", "a: b", "a #b", "- a", "[x", "{y", "*z", "&w", "!t", "\"q\"", "'s'",
    "back\\slash", "tab\tline\nend\r", " blanks ", "Мединский, В.", "平和", "e\u{301}",
    "\u{85}\u{2028}",
    "\u{0}\u{1B}[31m\u{7F}", "x\u{FEFF}\u{FFFE}\u{1FFFF}", "🙂", "\u{202E}x", "soft\u{AD}hyphen",
    "%",
    "@", "`",
    "|", ">", "?", "a\u{A0}b", "true", "#", "x  y", "",
  ])
  func everyWordComesBack(_ words: String) throws {
    try file.set(refusal("a", words), isOn: true)
    try file.set(pin("n" + words), isOn: true)
    let found = file.choices()
    #expect(found.problems.isEmpty)
    #expect(found.choices == [refusal("a", words), pin("n" + words)])
    #expect(found.choices.first.map { Array($0.words.utf8) } == Array(words.utf8))
    try file.set(refusal("a", words), isOn: false)
    #expect(file.choices().choices == [pin("n" + words)])
  }

  @Test func settingWhatStandsSoAlreadyTouchesNothing() throws {
    let text = "- {document: \(one.hex), note: a, decision: pin}"
    try folder.write(text, to: name)
    try file.set(pin("a"), isOn: true)
    try file.set(pin("b"), isOn: false)
    #expect(folder.read(name) == text)
  }

  private let handMade = """
    # by hand
    - document: \(one.hex.uppercased())   # the article
      note: a
      decision: pin
      colour: blue

    # for later
    - document: \(two.hex)
      note: b
      words: "x"
      decision: choose

      # about c
    -
      decision: "not-here"
      note: c
      words: >-
        two
        words
      document: \(one.hex)
    # the end

    """

  @Test func editsLeaveCommentsUnknownEntriesAndOrderAlone() throws {
    try folder.write(handMade, to: name)
    #expect(file.choices().choices == [pin("a"), refusal("c", "two words")])
    #expect(file.choices().problems.isEmpty)
    try file.set(pin("d"), isOn: true)
    let entry = "- document: \(one.hex)\n  note: d\n  decision: pin\n"
    #expect(
      folder.read(name) == handMade.replacingEnd("# the end\n", with: entry + "# the end\n"))
    try file.set(pin("d"), isOn: false)
    #expect(folder.read(name) == handMade)
  }

  @Test func removedEntryTakesItsLinesOnly() throws {
    try folder.write(handMade, to: name)
    try file.set(refusal("c", "two words"), isOn: false)
    let start = handMade.range("-\n", "# the end")
    #expect(folder.read(name) == start.before + "# the end\n")
    try file.set(pin("a"), isOn: false)
    #expect(
      folder.read(name)?.hasPrefix("# by hand\n\n# for later\n- document: \(two.hex)") == true)
    #expect(folder.read(name)?.contains("decision: choose") == true)
  }

  @Test func decisionsFollowARenamedNoteInTheirPlaces() throws {
    try folder.write(handMade, to: name)
    try file.rename(NoteID("c"), to: NoteID("people/no: c"))
    try file.rename(NoteID("a"), to: NoteID("aa"))
    try file.rename(NoteID("b"), to: NoteID("bb"))
    let text = try #require(folder.read(name))
    #expect(file.choices().choices == [pin("aa"), refusal("people/no: c", "two words")])
    #expect(text.contains("colour: blue") && text.contains("note: b\n"))
    try file.rename(NoteID("people/no: c"), to: NoteID("c"))
    try file.rename(NoteID("aa"), to: NoteID("a"))
    #expect(folder.read(name) == handMade)
  }

  @Test(arguments: [
    ("note: a # why", "note: \"b'c\" # why"), ("note: 'a'  ", "note: \"b'c\"  "),
    ("note: \"a\" # no", "note: \"b'c\" # no"), ("NOTE: a\r", "NOTE: \"b'c\"\r"),
    ("'note': a", "note: \"b'c\""), ("note: >-\n    a", "note: \"b'c\""),
  ])
  func aRenamedNoteIsFoundHoweverItIsWritten(_ line: String, _ new: String) throws {
    let text =
      "- document: \(one.hex)\n  \(line)\n  decision: pin\n- {document: \(one.hex), "
      + "note: z, decision: pin}\n"
    try folder.write(text, to: name)
    try file.rename(NoteID("a"), to: NoteID("b'c"))
    #expect(folder.read(name)?.contains("\n  \(new)\n  decision: pin") == true)
    #expect(Set(file.choices().choices.map(\.note)) == [NoteID("b'c"), NoteID("z")])
    try file.rename(NoteID("z"), to: NoteID("y"))
    #expect(Set(file.choices().choices.map(\.note)) == [NoteID("b'c"), NoteID("y")])
    try file.rename(NoteID("none"), to: NoteID("some"))
    #expect(file.choices().problems.isEmpty)
  }

  @Test func decisionThatStandsTwiceGoesWholly() throws {
    let entry = "- document: \(one.hex)\n  note: a\n  decision: pin\n"
    try folder.write("# x\n" + entry + "# y\n" + entry, to: name)
    try file.set(pin("a"), isOn: false)
    #expect(folder.read(name) == "# x\n# y\n")
    try file.set(pin("a"), isOn: true)
    #expect(folder.read(name) == "# x\n# y\n" + entry)
  }

  @Test func lineEndsIndentationAndMissingLastLineEndAreKept() throws {
    let text = "---\r\n  - document: \(one.hex)\r\n    note: a\r\n    decision: pin"
    try folder.write(text, to: name)
    #expect(file.choices().choices == [pin("a")])
    try file.set(pin("b"), isOn: true)
    #expect(
      folder.read(name)
        == text + "\r\n  - document: \(one.hex)\r\n    note: b\r\n    decision: pin\r\n")
  }

  @Test func emptyListInBracketsGivesWay() throws {
    try folder.write("# mine\n[]\n", to: name)
    try file.set(pin("a"), isOn: true)
    #expect(folder.read(name) == "# mine\n- document: \(one.hex)\n  note: a\n  decision: pin\n")
  }

  @Test(arguments: [
    ("- document: [\n", 1), ("a: b\n", 1), ("# x\nwords\n", 2), ("- a: 1\n  a: 2\n", 2),
    ("- x: &a 1\n- y: *a\n", 1), ("- document: \u{1}\n", 1), ("- a\n--- \n- b\n", 2),
  ])
  func brokenFileIsAProblemAndNeverOverwritten(_ text: String, _ line: Int) throws {
    try folder.write(text, to: name)
    let found = file.choices()
    #expect(found.choices.isEmpty)
    #expect(found.problems.map(\.path) == ["notes/.sidelight/choices.yaml"])
    #expect(found.problems.first.map { $0.line >= 1 && $0.line <= line } == true)
    #expect(found.problems.map(\.severity) == [.error])
    let error = failure { try file.set(pin("a"), isOn: true) }
    guard case .malformed(let path, _, _) = error else {
      Issue.record("expected malformed, got \(String(describing: error))")
      return
    }
    #expect(path == "notes/.sidelight/choices.yaml")
    #expect(folder.read(name) == text)
  }

  @Test func listThatCannotBeEditedIsLeftAlone() throws {
    let text = "[{document: \(one.hex), note: a, decision: pin}]\n"
    try folder.write(text, to: name)
    #expect(file.choices().choices == [pin("a")])
    #expect(failure { try file.set(pin("b"), isOn: true) } != nil)
    #expect(failure { try file.set(pin("a"), isOn: false) } != nil)
    #expect(folder.read(name) == text)
  }

  @Test func textThatIsNotUTF8IsLeftAlone() throws {
    let path = try folder.write("# \n- x\n", to: name)
    let bytes: [UInt8] = Array("# \n".utf8) + [0xFF, 0x0A]
    let handle = open(path, O_WRONLY | O_TRUNC)
    _ = bytes.withUnsafeBytes { write(handle, $0.baseAddress, $0.count) }
    close(handle)
    #expect(file.choices().problems.map(\.line) == [2])
    #expect(failure { try file.set(pin("a"), isOn: true) } != nil)
    #expect(try FileAccess.read(path, limit: 99) == bytes)
  }

  @Test func entriesThatMakeNoSenseAreNamedWithTheirLine() throws {
    try folder.write(
      """
      - document: 12
        note: a
        decision: pin
      - note: b
      - words
      - document: \(one.hex)
        decision: not-here
      - document: \(one.hex)
        note: good
        decision: pin

      """, to: name)
    let found = file.choices()
    #expect(found.choices == [pin("good")])
    #expect(found.problems.map(\.line) == [1, 4, 5, 6])
    #expect(found.problems.allSatisfy { $0.severity == .warning })
    try file.set(pin("more"), isOn: true)
    #expect(file.choices().choices == [pin("good"), pin("more")])
  }

  @Test func folderThatCannotBeWrittenGivesAReason() throws {
    let readOnly = ChoicesFile(
      folder: NotesFolder(path: folder.path, displayPath: "pack", isWritable: false))
    #expect(
      failure { try readOnly.set(pin("a"), isOn: true) }
        == .unavailable("the notes in pack are read-only"))
    try folder.write("", to: ".sidelight")
    #expect(file.choices().choices.isEmpty)
    guard case .unavailable(let why) = failure({ try file.set(pin("a"), isOn: true) }) else {
      Issue.record("expected unavailable")
      return
    }
    #expect(why.contains(".sidelight"))
  }

  @Test func whatIsNoFileDoesNotHang() throws {
    _ = try folder.folder(".sidelight")
    mkfifo(folder.path + "/" + name, 0o600)
    #expect(file.choices().problems.count == 1)
    guard case .unavailable = failure({ try file.set(pin("a"), isOn: true) }) else {
      Issue.record("expected unavailable")
      return
    }
  }

  @Test func linkKeepsPointingWhereItPoints() throws {
    let entry = "- document: \(one.hex)\n  note: a\n  decision: pin\n"
    try folder.write(entry, to: "elsewhere.yaml")
    _ = try folder.folder(".sidelight")
    symlink("../elsewhere.yaml", folder.path + "/" + name)
    try file.set(pin("b"), isOn: true)
    #expect(folder.read("elsewhere.yaml")?.contains("note: b") == true)
    #expect(
      FileAccess.status(folder.path + "/" + name, followLinks: false)
        .map { $0.st_mode & S_IFMT } == S_IFLNK)
  }

  @Test func writersAtOnceLoseNothing() async throws {
    let path = folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let file = ChoicesFile(folder: NotesFolder(path: path))
          for index in 0..<10 { try file.set(pin("\(writer)-\(index)"), isOn: true) }
        }
      }
      try await group.waitForAll()
    }
    let notes = file.choices().choices.map(\.note.value)
    #expect(notes.count == 40)
    #expect(Set(notes).count == 40)
  }

  @Test func nothingIsLeftBehind() throws {
    for index in 0..<5 { try file.set(pin("\(index)"), isOn: true) }
    #expect(folder.names == [".sidelight"])
    let inside = TemporaryFolder.names(of: folder.path + "/.sidelight")
    #expect(inside == ["choices.yaml"])
  }
}

extension TemporaryFolder {
  fileprivate static func names(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

extension String {
  fileprivate func replacingEnd(_ end: String, with text: String) -> String {
    hasSuffix(end) ? dropLast(end.count) + text : self
  }

  /// What stands before a line and from another on.
  fileprivate func range(_ start: String, _ end: String) -> (before: String, after: String) {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    let first = lines.firstIndex { $0 == start } ?? 0
    let last = lines.firstIndex { $0.hasPrefix(end) } ?? 0
    return (lines[..<first].joined(), lines[last...].joined())
  }
}
