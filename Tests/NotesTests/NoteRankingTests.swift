// Which note a few typed letters mean, and which lies closest to selected words.

import Notes
import Testing
import Text

@Suite struct NoteRankingTests {
  private static let catalogue: Catalogue = {
    let names: [(String, [String])] = [
      ("Vladimir Medinsky", ["Владимир Мединский"]), ("Medina", []), ("Mediation in law", []),
      ("National Anti-Corruption Bureau of Ukraine", ["NABU", "НАБУ"]),
      ("National Bank of Ukraine", []), ("Nebula", []), ("Škoda", []),
      ("北京大学", ["Peking University"]),
      ("C++", []), ("The 2022 talks", []), ("McDonald", []), ("Kyiv", ["Київ", "Kiev"]),
      ("Αθήνα", []), ("Bank", []),
    ]
    return Catalogue(
      notes: names.enumerated().map { place, name in
        var note = Note(
          id: NoteID(String(100 + place)), title: name.0, revision: ContentHash(of: name.0))
        note.aliases = name.1
        return note
      })
  }()

  private func names(_ typed: String, _ selection: String = "", limit: Int = 10) -> [String] {
    NoteRanking.best(typed, selection: selection, in: Self.catalogue, limit: limit).map(\.name)
  }

  @Test(arguments: [
    ("med", ["Medina", "Mediation in law", "Vladimir Medinsky"]),
    ("vmed", ["Vladimir Medinsky"]), ("vlad med", ["Vladimir Medinsky"]),
    ("мединс", ["Владимир Мединский"]), ("nabu", ["NABU"]), ("НаБу", ["НАБУ"]),
    ("NBU", ["National Bank of Ukraine", "National Anti-Corruption Bureau of Ukraine"]),
    ("skoda", ["Škoda"]), ("ŠKO", ["Škoda"]),
    ("北学", ["北京大学"]), ("c++", ["C++"]), ("2022", ["The 2022 talks"]), ("αθη", ["Αθήνα"]),
    ("mcd", ["McDonald"]), ("kiev", ["Kiev"]),
    ("bank", ["Bank", "National Bank of Ukraine"]), ("qqq", []), ("xkcd", []),
    ("nabux", []), ("medinskyv", []),
  ])
  func lettersInTheirOrder(_ typed: String, _ expected: [String]) {
    #expect(Array(names(typed).prefix(expected.count)) == expected)
    if expected.isEmpty { #expect(names(typed) == []) }
  }

  @Test(arguments: [
    ("Medinskiy", "Vladimir Medinsky"), ("Wladimir Medinskij", "Vladimir Medinsky"),
    ("Мединского", "Владимир Мединский"), ("NBU", "National Bank of Ukraine"),
    ("National Bureau", "National Anti-Corruption Bureau of Ukraine"), ("Kyivs", "Kyiv"),
    ("北京", "北京大学"), ("the Bank", "Bank"), ("Nabu", "NABU"),
  ])
  func closeToTheSelection(_ selection: String, _ expected: String) {
    #expect(names("", selection).first == expected)
    #expect(names(" ", selection).first == expected)
  }

  @Test(arguments: ["", " ", "Xylophone", "of", "…", "Z", "Washington"])
  func whatSharesNothingIsLeftOut(_ selection: String) { #expect(names("", selection) == []) }

  @Test func oneHitForEachNoteAndNoMoreThanAskedFor() {
    #expect(names("k", limit: 0) == [])
    #expect(names("ki", limit: 1) == ["Kiev"])
    let hits = NoteRanking.best("n", in: Self.catalogue, limit: 50).map(\.note.id)
    #expect(Set(hits).count == hits.count)
  }

  @Test func cancellingGivesNothing() {
    #expect(NoteRanking.best("m", in: Self.catalogue, limit: 5, isCancelled: { true }) == [])
  }

  @Test func theBestOfVeryManyAreFound() {
    let notes = (0..<20_000).map { number in
      Note(id: NoteID("n\(number)"), title: "Note \(number)", revision: ContentHash(of: ""))
    }
    let catalogue = Catalogue(notes: notes)
    #expect(NoteRanking.best("n19999", in: catalogue, limit: 3).first?.name == "Note 19999")
    #expect(
      NoteRanking.best("note", in: catalogue, limit: 3).map(\.name) == [
        "Note 0", "Note 1", "Note 2",
      ])
  }

  @Test func hostileNamesAreRead() {
    let long = String(repeating: "a\u{301}é\u{202E}\u{0}", count: 5_000)
    var note = Note(id: NoteID("x"), title: long, revision: ContentHash(of: ""))
    note.aliases = ["", "\u{301}", "\u{FEFF}", "İ", "🇺🇦", String(repeating: " ", count: 400)]
    let catalogue = Catalogue(notes: [note])
    for typed in ["ae", long, "\u{301}", "İ", "🇺🇦", "  "] {
      #expect(NoteRanking.best(typed, selection: long, in: catalogue, limit: 2).count <= 1)
    }
    #expect(NoteRanking.best("🇺🇦", in: catalogue, limit: 2).map(\.name) == ["🇺🇦"])
  }
}
