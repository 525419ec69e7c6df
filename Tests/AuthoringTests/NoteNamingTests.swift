// Names for files: readable, the same on every file system, never somebody else's.

import Notes
import Testing
import Text

@testable import Authoring

@Suite struct NoteNamingTests {
  @Test(arguments: [
    ("National Anti-Corruption Bureau", "national-anti-corruption-bureau"),
    ("Ukraine’s “law” & order: 9/11", "ukraines-law-order-9-11"),
    ("Zürich, Łódź, Straße, Ærø", "zurich-lodz-strasse-aero"),
    ("Zu\u{308}rich Việt Nam Vie\u{323}\u{302}t", "zurich-viet-nam-viet"),
    ("НАБУ та Київ", "набу-та-київ"), ("Киі\u{308}в", "київ"), ("漢字 かな", "漢字-かな"),
    ("हिन्दी", "हिन्दी"), ("각\u{200B}", "각"), ("\u{1100}\u{1161}\u{11A8}", "각"),
    ("../../etc/passwd", "etc-passwd"), ("...", "note"), ("", "note"), ("😀", "note"),
    ("CON", "con-note"), ("nul.txt", "nul-txt"), ("com1", "com1-note"), ("Aux", "aux-note"),
    ("README", "readme-note"), ("a\u{0}b\u{202E}c\u{1B}d", "a-bc-d"), ("--x--", "x"),
    ("İstanbul", "istanbul"),
  ])
  func slugs(_ title: String, _ slug: String) {
    #expect(NoteNaming.base(for: title, style: .slug).isByteForByte(slug))
  }

  @Test(arguments: [
    ("Rome: a history", "Rome a history"), ("9/11 and AC/DC", "9-11 and AC-DC"),
    ("What? [no] #tag ^ref <b>|*", "What no tag ref b"), ("C:\\Windows", "C-Windows"),
    (".hidden. ", "hidden"), ("con", "con note"), ("Con.x", "Con.x note"), ("..", "note"),
    ("a\u{202E}b\u{0}\n  c", "ab c"), ("Zu\u{308}rich", "Zürich"), ("ReadMe", "ReadMe note"),
    ("- x", "x"), ("notes.md", "notes-md"), ("НАБУ", "НАБУ"),
    ("The `ls` command", "The ls command"),
  ])
  func titles(_ title: String, _ name: String) {
    #expect(NoteNaming.base(for: title, style: .title).isByteForByte(name))
  }

  @Test func longTitlesAreCutAtAWord() {
    let title = Array(repeating: "слово", count: 40).joined(separator: " ")
    let slug = NoteNaming.base(for: title, style: .slug)
    #expect(slug.unicodeScalars.count <= 80 && slug.utf8.count <= 200 && slug.hasSuffix("-слово"))
    let one = NoteNaming.base(for: String(repeating: "漢", count: 500), style: .title)
    #expect(one.utf8.count <= 200 && one.unicodeScalars.count > 60)
  }

  @Test func everyNameIsGoodForAFile() {
    var chance = Chance(7)
    for _ in 0..<3_000 {
      let title = chance.text(Int.random(in: 0...40, using: &chance))
      for style in [NoteNaming.Style.slug, .title] {
        let id = NoteID(NoteNaming.base(for: title, style: style))
        #expect(id.reasonAgainst == nil, "\(title.debugDescription)")
        let scalars = id.value.unicodeScalars
        #expect(scalars.count <= 80 + 5 && id.value.utf8.count <= 205)
        #expect(!scalars.contains { "/\\:*?\"<>|#^[]".unicodeScalars.contains($0) })
        #expect(scalars.last != "." && scalars.last != " " && scalars.first != " ")
        #expect(!scalars.contains { VisibleScalar.replacement(for: $0) != nil })
      }
    }
  }

  @Test func hostileTitlesCostNoMoreThanALook() {
    let stacked = "a" + String(repeating: "\u{301}", count: 100_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(NoteNaming.base(for: stacked, style: .slug).unicodeScalars.count <= 80)
      #expect(NoteNaming.base(for: stacked, style: .title).utf8.count <= 200)
    }
    #expect(time < .seconds(2))
  }

  @Test func candidatesGoOnWithNumbers() {
    let some = NoteNaming.candidates(for: "NABU", style: .slug).prefix(3).map(\.value)
    #expect(some == ["nabu", "nabu-2", "nabu-3"])
  }
}
