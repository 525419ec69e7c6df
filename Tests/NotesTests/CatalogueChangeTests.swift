// A catalogue kept up with changes against one made from scratch, and both against a naive twin.

import Notes
import Testing
import Text

/// The same random numbers in every run.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// Answers by looking at every note, in the order in which the contract names the ways.
private struct Twin {
  let notes: [Note]

  private func component(_ note: Note) -> String {
    note.id.value.split(separator: "/").last.map(String.init) ?? ""
  }

  func resolve(_ name: String) -> LinkTarget {
    if notes.contains(where: { $0.id.value == name }) { return .note(NoteID(name)) }
    let key = Folding.fold(name)
    let ways: [(Note) -> [String]] = [
      { [$0.id.value] }, { [component($0)] }, { [$0.title] }, { $0.aliases },
    ]
    var several: [NoteID] = []
    for way in ways {
      let found = notes.filter { way($0).contains { Folding.fold($0) == key } }.map(\.id)
      if found.count == 1 { return .note(found[0]) }
      if several.isEmpty { several = found }
    }
    return several.isEmpty ? .missing : .ambiguous(several)
  }

  func backlinks(of id: NoteID, in catalogue: Catalogue) -> [Backlink] {
    notes.flatMap { note in
      note.references.filter { reference in
        let target =
          reference.isPath
          ? catalogue.resolve(reference, from: note.id) : resolve(reference.target)
        return target == .note(id) && note.id != id
      }.map { Backlink(note: note.id, line: $0.line, label: $0.label) }
    }
  }

  func titled(_ title: String) -> NoteID? {
    let key = Folding.fold(title)
    var found = notes.filter { Folding.fold($0.title) == key }
    if found.isEmpty { found = notes.filter { $0.aliases.contains { Folding.fold($0) == key } } }
    return found.count == 1 ? found[0].id : nil
  }
}

@Suite struct CatalogueChangeTests {
  private static let ids = ["a/x", "b/x", "c", "C", "d/é", "kyiv", "x", "b/c", "long/one two"]
  private static let names = [
    "Kyiv", "kyiv", "Київ", "київ", "One", "one two", "x", "c", "É", "e\u{301}", "Zed", "a/x", "",
  ]
  private static let paths = [
    "x.md", "../b/x.md", "c.md", "./c", "../../q.md", "../README.md", "lessons/y.md", "../c.md",
  ]

  private static func note(_ numbers: inout SeededNumbers) -> Note {
    func pick(_ list: [String]) -> String { list.randomElement(using: &numbers) ?? "" }
    let id = NoteID(pick(ids))
    let body = pick(["One came to Kyiv.", "Nothing.", "zed again"])
    var note = Note(
      id: id, title: pick(names), body: body,
      revision: ContentHash(of: String(UInt64.random(in: 0...99, using: &numbers))))
    note.path = id.value + ".md"
    note.aliases = (0..<Int.random(in: 0...2, using: &numbers)).map { _ in pick(names) }
    note.references = (0..<Int.random(in: 0...4, using: &numbers)).map { line in
      Bool.random(using: &numbers)
        ? NoteReference(target: pick(ids + names), label: "n\(line)", isPath: false, line: line)
        : NoteReference(target: pick(paths), label: "p\(line)", isPath: true, line: line)
    }
    return note
  }

  private static func problems(_ path: String, _ numbers: inout SeededNumbers) -> [NoteProblem] {
    (0..<Int.random(in: 0...2, using: &numbers)).map { line in
      NoteProblem(path: path, line: line, severity: .error, rule: "broken-yaml", message: "m")
    }
  }

  @Test(arguments: 1...25) func changesGiveWhatAFullReadingGives(seed: Int) {
    var numbers = SeededNumbers(seed: seed)
    var now: [NoteID: Note] = [:]
    var wrong: [String: [NoteProblem]] = [:]
    for _ in 0..<6 {
      let note = Self.note(&numbers)
      now[note.id] = note
    }
    var catalogue = Catalogue(notes: now.values.shuffled(using: &numbers))
    for _ in 0..<12 {
      var change = CatalogueChange()
      for _ in 0..<Int.random(in: 0...2, using: &numbers) {
        let note = Self.note(&numbers)
        if change.notes.contains(where: { $0.id == note.id }) { continue }
        change.notes.append(note)
        change.problems[note.path] = Self.problems(note.path, &numbers)
      }
      if Bool.random(using: &numbers), let gone = now.keys.sorted().randomElement(using: &numbers),
        !change.notes.contains(where: { $0.id == gone })
      {
        change.gone = [gone]
        now[gone] = nil
        wrong[gone.value + ".md"] = nil
      }
      for note in change.notes { now[note.id] = note }
      wrong.merge(change.problems) { $1 }
      let before = catalogue
      let countBefore = before.notes
      catalogue = catalogue.applying(change)
      #expect(before.notes == countBefore)
      let whole = Catalogue(
        notes: now.values.shuffled(using: &numbers), problems: wrong.values.flatMap { $0 })
      expectSame(catalogue, whole, "seed \(seed)")
      expectSame(catalogue.compacted(), whole, "seed \(seed), compacted")
      if Int.random(in: 0..<5, using: &numbers) == 0 { catalogue = catalogue.compacted() }
    }
  }

  private func expectSame(_ one: Catalogue, _ other: Catalogue, _ comment: Comment) {
    let twin = Twin(notes: other.notes)
    #expect(one.notes == other.notes, comment)
    #expect(one.count == other.notes.count, comment)
    func sorted(_ catalogue: Catalogue) -> [String] {
      catalogue.problems.map { "\($0.path) \($0.line)" }.sorted()
    }
    #expect(sorted(one) == sorted(other), comment)
    for name in Self.ids + Self.names {
      #expect(one.resolve(name: name) == twin.resolve(name), comment)
      #expect(other.resolve(name: name) == twin.resolve(name), comment)
      #expect(one.note(matchingTitle: name)?.id == twin.titled(name), comment)
      #expect(one.search(name) == other.search(name), comment)
      #expect(
        NoteRanking.best(name, in: one, limit: 3) == NoteRanking.best(name, in: other, limit: 3),
        comment)
    }
    for id in Self.ids.map({ NoteID($0) }) {
      #expect(one.note(id) == other.note(id), comment)
      #expect(one.backlinks(of: id) == twin.backlinks(of: id, in: other), comment)
      #expect(other.backlinks(of: id) == twin.backlinks(of: id, in: other), comment)
    }
    for note in other.notes {
      for reference in note.references {
        #expect(
          one.resolve(reference, from: note.id) == other.resolve(reference, from: note.id), comment)
      }
    }
  }

  private func plain(_ id: String, _ title: String, links: [String] = []) -> Note {
    var note = Note(id: NoteID(id), title: title, revision: ContentHash(of: title))
    note.path = id + ".md"
    note.references = links.enumerated().map {
      NoteReference(target: $0.element, label: $0.element, isPath: false, line: $0.offset + 1)
    }
    return note
  }

  @Test func aNewNoteIsLinkedByThoseThatWaitedForIt() {
    let nabu = NoteID("nabu")
    let start = Catalogue(notes: [plain("a", "A", links: ["NABU"])])
    #expect(start.backlinks(of: nabu) == [])
    let added = start.applying(CatalogueChange(notes: [plain("nabu", "Bureau")]))
    #expect(added.backlinks(of: nabu).map(\.note.value) == ["a"])
    let two = added.applying(CatalogueChange(notes: [plain("b", "nabu")]))
    #expect(two.backlinks(of: nabu).map(\.note.value) == ["a"])
    let gone = two.applying(CatalogueChange(gone: [nabu]))
    #expect(gone.backlinks(of: nabu) == [])
    #expect(gone.backlinks(of: NoteID("b")).map(\.note.value) == ["a"])
    #expect(start.backlinks(of: nabu) == [] && start.count == 1)
  }

  @Test func ofTwoChangedNotesWithOneIDTheEarlierStays() {
    var second = plain("a", "Second")
    second.path = "pack/a.md"
    let change = CatalogueChange(notes: [plain("a", "First"), second])
    let catalogue = Catalogue.empty.applying(change)
    #expect(catalogue.notes.map(\.title) == ["First"])
    #expect(catalogue.problems.map(\.rule) == ["shadowed-id"])
    #expect(catalogue.problems.map(\.path) == ["pack/a.md"])
  }

  @Test func theProblemsOfAFileAreReplaced() {
    func problem(_ path: String, _ message: String) -> NoteProblem {
      NoteProblem(path: path, line: 1, severity: .error, rule: "broken-yaml", message: message)
    }
    let start = Catalogue(
      notes: [plain("a", "A"), plain("b", "B")],
      problems: [problem("a.md", "1"), problem("q", "2")]
    )
    let change = CatalogueChange(problems: ["q": [], "b.md": [problem("b.md", "3")]])
    #expect(start.applying(change).problems.map(\.message) == ["1", "3"])
    let gone = start.applying(change).applying(CatalogueChange(gone: [NoteID("a"), NoteID("b")]))
    #expect(gone.problems.isEmpty && gone.compacted().problems.isEmpty)
  }

  @Test func manyChangesAskForCompacting() {
    var catalogue = Catalogue(notes: [plain("a", "A")])
    #expect(!catalogue.needsCompacting)
    catalogue = catalogue.applying(
      CatalogueChange(notes: (0..<3_000).map { plain("n\($0)", "Title \($0)") }))
    #expect(catalogue.needsCompacting && catalogue.count == 3_001)
    catalogue = catalogue.compacted()
    #expect(!catalogue.needsCompacting && catalogue.count == 3_001)
    #expect(catalogue.note(matchingTitle: "title 2999")?.id == NoteID("n2999"))
  }
}
