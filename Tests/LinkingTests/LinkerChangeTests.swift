// A linker kept up with changes against one made from scratch.

import Anchoring
import Documents
import Linking
import Notes
import Testing
import Text

struct LinkerChangeTests {
  private static let words = [
    "Anna", "Petrova", "anna", "bank", "Bank", "SAP", "of", "Kyiv", "city", "cities", "Київ",
    "NATO",
    "war", "War", "run", "2024", "C++", ".NET", "北京",
  ]
  private static let ids = (0..<12).map { "n\($0)" }
  private static let path = "/text"

  private static func phrase(_ count: ClosedRange<Int>, _ numbers: inout SeededNumbers) -> String {
    (0..<Int.random(in: count, using: &numbers)).map { _ in
      words.randomElement(using: &numbers) ?? ""
    }.joined(separator: " ")
  }

  private static func text(_ numbers: inout SeededNumbers) -> String {
    (0..<6).map { _ in
      (0..<Int.random(in: 2...30, using: &numbers)).map { _ in
        let word = words.randomElement(using: &numbers) ?? ""
        return word + (["", "", "", "s", "'s", ","].randomElement(using: &numbers) ?? "")
      }.joined(separator: " ")
    }.joined(separator: "\n\n")
  }

  private static func note(_ text: String, _ numbers: inout SeededNumbers) -> Note {
    func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &numbers) == 0 }
    var note = makeNote(
      ids.randomElement(using: &numbers) ?? "", phrase(1...3, &numbers),
      (0..<Int.random(in: 0...2, using: &numbers)).map { _ in phrase(1...2, &numbers) },
      kind: [.person, .term, nil].randomElement(using: &numbers) ?? nil,
      near: chance(3) ? [phrase(1...1, &numbers)] : [],
      matchCase: chance(5) ? Bool.random(using: &numbers) : nil, surfaces: !chance(8))
    if chance(4) {
      let scalars = Array(text.unicodeScalars)
      let start = Int.random(in: 0..<scalars.count - 1, using: &numbers)
      let end = min(scalars.count, start + Int.random(in: 1...40, using: &numbers))
      let quote = String(String.UnicodeScalarView(scalars[start..<end]))
      note.passage = Passage(
        document: nil, documentPath: path, hash: nil,
        selector: TextSelector(
          quote: chance(4) ? "never there, not once" : quote,
          position: ScalarRange(ScalarOffset(start), ScalarOffset(end))))
    }
    return note
  }

  @Test(arguments: 1...80) func changesGiveWhatANewLinkerGives(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let text = Self.text(&numbers)
    let document = makeDocument(text)
    let identity = DocumentIdentity(path: Self.path)
    var now: [NoteID: Note] = [:]
    for _ in 0..<Int.random(in: 0...8, using: &numbers) {
      let note = Self.note(text, &numbers)
      now[note.id] = note
    }
    var linker = Linker(catalogue: Catalogue(notes: Array(now.values)))
    for _ in 0..<8 {
      var change = CatalogueChange()
      for _ in 0..<Int.random(in: 0...2, using: &numbers) {
        let note = Self.note(text, &numbers)
        if !change.notes.contains(where: { $0.id == note.id }) { change.notes.append(note) }
      }
      if Bool.random(using: &numbers), let gone = now.keys.sorted().randomElement(using: &numbers) {
        change.gone = [gone]
        now[gone] = nil
      }
      for note in change.notes { now[note.id] = note }
      let before = linker
      let old = before.links(in: document, paragraphs: 0..<6, identity: identity)
      linker.apply(change)
      #expect(before.links(in: document, paragraphs: 0..<6, identity: identity) == old)
      let fresh = Linker(catalogue: Catalogue(notes: Array(now.values)))
      for range in [0..<6, 3..<5] {
        #expect(
          linker.links(in: document, paragraphs: range, identity: identity)
            == fresh.links(in: document, paragraphs: range, identity: identity), "seed \(seed)")
      }
      #expect(
        linker.lostPassages(in: document, identity: identity)
          == fresh.lostPassages(in: document, identity: identity), "seed \(seed)")
    }
  }

  @Test func aNoteIsFoundReplacedAndGone() {
    let document = makeDocument("The NABU and Anna Petrova; Petrova again.")
    func lines(_ linker: Linker) -> [String] {
      linker.links(in: document, paragraphs: 0..<1, identity: DocumentIdentity())[0].links.map {
        $0.note.value + "=" + $0.matches.map(\.text).joined(separator: ",")
      }
    }
    var linker = Linker(catalogue: .empty)
    linker.apply(CatalogueChange(notes: [makeNote("b", "NABU"), makeNote("a", "Nabu", ["NABU"])]))
    #expect(lines(linker) == ["a=NABU", "b=NABU"])
    linker.apply(CatalogueChange(notes: [makeNote("b", "Anna Petrova", kind: .person)]))
    #expect(lines(linker) == ["a=NABU", "b=Anna Petrova,Petrova"])
    linker.apply(CatalogueChange(gone: [NoteID("b"), NoteID("unknown")]))
    #expect(lines(linker) == ["a=NABU"])
    linker.apply(CatalogueChange(notes: [makeNote("b", "Petrova")], gone: [NoteID("a")]))
    #expect(lines(linker) == ["b=Petrova,Petrova"])
  }

  @Test func rebuildingIsAskedForInTime() {
    let notes = (0..<100).map { makeNote("n\($0)", "Name\($0)") }
    var linker = Linker(catalogue: Catalogue(notes: notes))
    linker.apply(CatalogueChange(gone: notes[..<25].map(\.id)))
    #expect(!linker.needsRebuilding)
    linker.apply(CatalogueChange(gone: [notes[25].id]))
    #expect(linker.needsRebuilding)
    var grown = Linker(catalogue: .empty)
    grown.apply(CatalogueChange(notes: (0..<2_500).map { makeNote("n\($0)", "Name\($0)") }))
    #expect(grown.needsRebuilding)
  }
}
