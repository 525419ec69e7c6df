// Decisions about the notes of documents, as text that people and git can read:
// `.sidelight/choices.yaml` in the first notes folder. Edits are made as spans of lines, so that
// comments, order and what only a newer program understands survive.

import Glibc
public import Notes
import Text

/// The file of decisions. Holds nothing in memory; several programs can use one file.
public struct ChoicesFile: ChoiceStore {
  /// Where the file stands in its folder.
  public static let name = ".sidelight/choices.yaml"
  /// Bytes beyond which a file is not read.
  static let largest = 4 << 20
  /// How often a decision is written anew when others write at the same time.
  private static let attempts = 200

  private let folder: NotesFolder
  private let yaml: any YAMLReading

  /// The decisions kept in a notes folder, the first one.
  public init(folder: NotesFolder, yaml: any YAMLReading = YAMLReader()) {
    self.folder = folder
    self.yaml = yaml
  }

  private var path: String { folder.path + "/" + Self.name }
  /// The file as the user would name it.
  public var displayPath: String { folder.displayPath + "/" + Self.name }

  /// All decisions in the order of the file; entries that only a newer program understands are left
  /// out. A file that cannot be read gives none, and the problem.
  public func choices() -> (choices: [DocumentChoice], problems: [NoteProblem]) {
    do throws(Fault) {
      guard let text = try read() else { return ([], []) }
      let list = try list(in: text)
      return (list.choices, list.odd.map { problem(line: $0.line, .warning, $0.reason) })
    } catch {
      return ([], [problem(line: error.line, .error, error.reason)])
    }
  }

  /// Writes a decision at the end of the file, or takes it out wherever it stands. Errors:
  /// malformed, for a file that cannot be understood, which is left alone; unavailable.
  public func set(_ choice: DocumentChoice, isOn: Bool) throws(NoteStoreError) {
    guard !choice.note.value.isEmpty else { throw .unavailable("a decision needs a note") }
    try change { text, list in
      guard list.choices.contains(choice) != isOn else { return [] }
      return isOn
        ? [(ChoicesText.appending(choice, to: text, list), list.choices + [choice])]
        : [
          (ChoicesText.removing(choice, from: text, list), list.choices.filter { $0 != choice })
        ]
    }
  }

  /// Writes another id where decisions about a note stand. Errors as of `set`.
  public func rename(_ old: NoteID, to new: NoteID) throws(NoteStoreError) {
    guard !new.value.isEmpty else { throw .unavailable("a decision needs a note") }
    try change { text, list in
      let mine = list.choices.filter { $0.note == old }
      if mine.isEmpty || old == new { return [] }
      let inPlace = list.choices.map { $0.note == old ? $0.about(new) : $0 }
      var plans = [(ChoicesText.renaming(old, to: new, in: text, list), inPlace)]
      // Written in a way of its own, an entry is written anew at the end.
      var (moved, now) = (text, list)
      for choice in mine where now.choices.contains(choice) {
        moved = ChoicesText.removing(choice, from: moved, now)
        guard let without = try? self.list(in: moved) else { return plans }
        now = without
        if now.choices.contains(choice.about(new)) { continue }
        moved = ChoicesText.appending(choice.about(new), to: moved, now)
        guard let with = try? self.list(in: moved) else { return plans }
        now = with
      }
      var expected = list.choices.filter { $0.note != old }
      for choice in mine where !expected.contains(choice.about(new)) {
        expected.append(choice.about(new))
      }
      plans.append((moved, expected))
      return plans
    }
  }

  /// A text of the file and the decisions that it must be read as.
  private typealias Plan = (text: String, expected: [DocumentChoice])

  /// Writes the first plan that says what it should; nothing happens when there is none.
  private func change(_ plans: (String, ChoiceList) -> [Plan]) throws(NoteStoreError) {
    guard folder.isWritable else {
      throw .unavailable("the notes in \(folder.displayPath) are read-only")
    }
    if try edited(plans) == nil { return }
    try FileWriting.makeFolder(above: path, root: folder.path)
    for _ in 0..<Self.attempts {
      guard let edit = try edited(plans) else { return }
      if try write(edit.new, over: edit.old) { return }
    }
    throw .unavailable("\(displayPath) is being changed by another program all the time")
  }

  /// The file's text and what it becomes; nil when nothing has to be done.
  private func edited(_ plans: (String, ChoiceList) -> [Plan]) throws(NoteStoreError)
    -> (old: String?, new: String)?
  {
    do throws(Fault) {
      let old = try read()
      let list = try list(in: old ?? "")
      let plans = plans(old ?? "", list)
      if plans.isEmpty { return nil }
      // Every way of writing a list in YAML cannot be known here; what would say anything else than
      // meant is not written.
      for (new, expected) in plans {
        let check = try? self.list(in: new)
        if let check, check.choices == expected,
          check.count == list.count + expected.count - list.choices.count
        {
          return (old, new)
        }
      }
      throw Fault(line: list.line, reason: "write the decisions as lines beginning with a dash")
    } catch {
      if let why = error.system { throw .unavailable("\(displayPath): \(why)") }
      throw .malformed(file: displayPath, line: error.line, why: error.reason)
    }
  }

  /// False when the file is not what it was when it was read.
  private func write(_ new: String, over old: String?) throws(NoteStoreError) -> Bool {
    guard let old else { return try FileWriting.create(path, with: new) }
    // A link keeps pointing where it points; its target is what changes.
    let target = FileAccess.realPath(path) ?? path
    try FileWriting.requirePermission(target)
    do {
      try FileWriting.replace(target, with: new, expecting: Array(old.utf8))
      return true
    } catch {
      if case .conflict = error { return false }
      throw error
    }
  }

  private func problem(
    line: Int, _ severity: NoteProblem.Severity, _ message: String
  ) -> NoteProblem {
    NoteProblem(
      path: displayPath, line: line, severity: severity, rule: "broken-yaml", message: message)
  }

  /// Nil when there is no such file.
  private func read() throws(Fault) -> String? {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try FileAccess.read(path, limit: Self.largest)
    } catch {
      switch error {
      case .vanished: return nil
      case .notAFile: throw Fault(system: "no ordinary file")
      case .tooLarge: throw Fault(system: "larger than 4 MB")
      case .failed(let reason): throw Fault(system: reason)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // To write it back as decoded would change bytes that nobody asked to change.
      let decoded = String(decoding: bytes, as: UTF8.self)
      let before = decoded.unicodeScalars.prefix { $0 != "\u{FFFD}" }
      throw Fault(line: before.count { $0 == "\n" } + 1, reason: "not UTF-8 text")
    }
    return text
  }

  private func list(in text: String) throws(Fault) -> ChoiceList {
    do throws(YAMLProblem) {
      return try ChoiceList(text, yaml)
    } catch {
      throw Fault(line: error.line, reason: error.reason)
    }
  }

  /// Why the file cannot be used: its text, or with `system` the disk.
  private struct Fault: Error {
    var line = 1
    var reason: String
    var system: String?
    init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
    init(system: String) {
      reason = system
      self.system = system
    }
  }
}

extension DocumentChoice {
  /// The same decision about another note.
  fileprivate func about(_ note: NoteID) -> DocumentChoice {
    var other = self
    other.note = note
    return other
  }
}
