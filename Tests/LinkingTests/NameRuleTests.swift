// Tables for the rules of names: whole words, capitals, folding, endings, ordinary words, dates.

import Documents
import Notes
import Testing
import Text

@testable import Linking

struct WholeWordTests {
  @Test(arguments: [
    ("Kiev", "in Kiev, now", ["Kiev"]),
    ("Kiev", "Kievan Rus", []),
    ("art", "art his art", ["art", "art"]),
    ("art", "start arts_x art_x", []),
    ("talks", "peace-talks", ["talks"]),
    ("brien", "O’Brien", []),
    ("don", "don’t don", ["don"]),
    ("O'Brien", "O’Brien and O'Brien", ["O’Brien", "O'Brien"]),
    ("C++", "C++, C++11, (C++)", ["C++", "C++"]),
    (".NET", "ASP.NET or .NET.", [".NET"]),
    ("U.S.", "the U.S. turned; U.S.A.", ["U.S."]),
    ("C++", "用C++写", ["C++"]),
    ("北京", "我在北京工作", ["北京"]),
    ("ロシア", "ロシア人とベラルロシア", ["ロシア"]),
    ("НАБУ", "НАБУ і САП", ["НАБУ"]),
    ("caf", "caf\u{E9} cafe\u{301} caf", ["caf"]),
    ("cafe", "cafe\u{301}", []),
    ("total war", "total\n  war, total\u{A0}war", ["total\n  war", "total\u{A0}war"]),
    ("total war", "total\u{A0} \u{202F}war", ["total\u{A0} \u{202F}war"]),
    ("anti-corruption", "anti\u{2011}corruption", ["anti\u{2011}corruption"]),
    ("coordinate", "co\u{AD}ordinate", ["co\u{AD}ordinate"]),
    ("Νίκος", "ΝΊΚΟΣ", ["ΝΊΚΟΣ"]),
    ("Kiev", "\u{0}Kiev\u{0}", ["Kiev"]),
    ("  Kiev ", "Kiev", ["Kiev"]),
    ("...", "well ... no", []),
    ("5", "5 x", []),
    ("中", "中国", ["中"]),
    ("", "x", []),
    (" ", "x y", []),
  ])
  func wholeWords(name: String, text: String, expected: [String]) {
    #expect(words(name, in: text) == expected)
  }

  @Test func longestOfAllNames() {
    let notes = [
      makeNote("a", "General"), makeNote("b", "General Armageddon"),
      makeNote("c", "Armageddon Prophecy"), makeNote("d", "general armageddon"),
    ]
    #expect(
      found(notes, "A General Armageddon Prophecy, a General.") == [
        "b=General Armageddon/title d=General Armageddon/title a=General/title"
      ])
  }

  @Test func longestFallsBackWhereCapitalsRefuse() {
    let notes = [makeNote("a", "bureau"), makeNote("b", "Bureau of Ukraine", kind: .organization)]
    #expect(found(notes, "the bureau of Ukraine") == ["a=bureau/title"])
    #expect(found(notes, "the Bureau of ukraine") == ["b=Bureau of ukraine/title"])
  }

  @Test func offsetsAreScalars() throws {
    let document = makeDocument("\u{1F600} é Kiev")
    let match = try #require(
      link([makeNote("k", "Kiev")], document).first?.links.first?.matches.first)
    #expect(match.range == ScalarRange(ScalarOffset(4), ScalarOffset(8)))
    #expect(match.name == "Kiev")
  }
}

struct CapitalsTests {
  @Test(arguments: [
    ("SAP", "SAP sap Sap", ["SAP"]),
    ("NABUs", "NABUs nabus NABUS", ["NABUs"]),
    ("Cabinet", "cabinet Cabinet CABINET", ["Cabinet", "CABINET"]),
    ("RIA Novosti", "Ria Novosti, ria novosti", ["Ria Novosti"]),
    ("total war", "Total War, TOTAL WAR, total war", ["Total War", "TOTAL WAR", "total war"]),
    ("iPhone", "iphone IPHONE", ["iphone", "IPHONE"]),
    ("“Azov”", "“azov” “Azov”", ["“Azov”"]),
    ("Мединский", "мединский МЕДИНСКИЙ", ["МЕДИНСКИЙ"]),
  ])
  func capitals(name: String, text: String, expected: [String]) {
    #expect(words(name, in: text) == expected)
  }

  @Test func matchCaseOverrides() {
    #expect(words("Cabinet", in: "cabinet Cabinet CABINET", matchCase: true) == ["Cabinet"])
    #expect(words("SAP", in: "sap Sap SAP", matchCase: false) == ["sap", "Sap", "SAP"])
    #expect(words("O’Neil", in: "O'Neil o'neil", matchCase: true) == ["O'Neil"])
  }
}

struct EndingTests {
  @Test(arguments: [
    ("Trump", "Trump’s and Trump's", "Trump/title,Trump/title"),
    ("Members", "the Members’ vote", "Members/title"),
    ("Ukrainian Nazi", "Ukrainian Nazis", "Ukrainian Nazis/inflected"),
    (
      "neocon", "neocons, neocons’, neocon's, neocons's",
      "neocons/inflected,neocons/inflected,neocon/title,neocons/inflected"
    ),
    ("box", "boxes", "boxes/inflected"),
    ("Tim", "Times of Tims", "Tims/inflected"),
    ("party", "parties partys", "parties/inflected,partys/inflected"),
    ("NGO", "NGOs NGOS NGO’s", "NGOs/inflected,NGO/title"),
    ("AID", "AIDS", ""),
    ("Vitamin A", "Vitamin As", ""),
    ("Agenda 203", "Agenda 203s", ""),
    ("talks", "talks talk", "talks/title"),
    ("Levi’s", "Levi's Levi", "Levi's/title"),
    ("U.S.", "U.S.’s", "U.S./title"),
  ])
  func endings(name: String, text: String, expected: String) {
    #expect(found([makeNote("x", name)], text) == [expected.isEmpty ? "" : "x=" + expected])
  }

  @Test func exactFormHidesTheDerived() {
    let notes = [makeNote("a", "Adam"), makeNote("b", "Adams")]
    #expect(found(notes, "Adams, Adam") == ["b=Adams/title a=Adam/title"])
  }

  @Test func pluralsAreEnglishOnly() {
    #expect(words("neocon", in: "neocons neocon's", language: "de") == ["neocon"])
    #expect(words("neocon", in: "neocons", language: nil) == ["neocons"])
  }
}

struct OrdinaryNameTests {
  @Test(arguments: ["Future", "nothing", "Discipline", "History", "Monday", "May", "Talks", "Its"])
  func ordinaryWordsNeedMore(word: String) {
    #expect(OrdinaryWords.contains(word, language: "en"))
    #expect(words(word, in: word + " here", kind: nil).isEmpty)
    #expect(words(word, in: word + " here", kind: .term) == [word])
  }

  @Test(arguments: ["Medinsky", "NABU", "éclair\n", "", "a\nb", "zzz", "London"])
  func otherWordsDoNot(word: String) {
    #expect(!OrdinaryWords.contains(word, language: "en"))
  }

  @Test func listKnowsItsEnds() {
    for word in ["a", "aardvark", "éclairs", "Éclair", "zucchinis", "it's", "don’t", "I"] {
      #expect(OrdinaryWords.contains(word, language: "en-GB"), "\(word)")
    }
    #expect(OrdinaryWords.contains("future", language: nil))
    #expect(!OrdinaryWords.contains("future", language: "ru"))
  }

  @Test func acronymsAreNotTheWordsTheyLookLike() {
    #expect(words("SAP", in: "SAP and sap", kind: nil) == ["SAP"])
    #expect(words("A", in: "A man", kind: nil).isEmpty)
    #expect(words("The Future", in: "The Future", kind: nil) == ["The Future"])
  }

  @Test func nearWordsCount() {
    let note = makeNote("sap", "Sap", kind: nil, near: ["prosecutor", "tree ring"])
    #expect(
      found([note], "Sap.\n\nSap and prosecutors.\n\nThe tree  ring, Sap.\n\nTree, Sap.") == [
        "", "sap=Sap/title", "sap=Sap/title", "",
      ])
    let document = makeDocument(
      String(repeating: "Sap ", count: 30) + "prosecutor", pieces: 20)
    #expect(link([note], document).first?.links.first?.matches.count == 30)
  }

  @Test func hiddenNotesStayHidden() {
    #expect(found([makeNote("x", "Kiev", surfaces: false)], "Kiev") == [""])
  }

  @Test(arguments: [
    "2024-05-06", "2024-05", "2024", "20240506", "202405061230", "05.06.2024", "5/6/2024",
    "6 May 2025", "May 2025", "May 6, 2025", "6th of May", "Monday, 6 May 2025", "2025-W30",
    "2025-W30-3", "2025W30", "Week 30, 2025", "2024-Q1", "Q1 2024", "1990s", "1914–1918", "2014-15",
    "2024-05-06T10:00", "2024-05-06 10:30", "12 июля 2025", "24 лютого 2022", "5.6.24",
    "2024.05.06",
  ])
  func datesNeverSurface(date: String) {
    #expect(DateNames.isDate(date))
    #expect(words(date, in: date, kind: .event).isEmpty)
  }

  @Test(arguments: [
    "Kiev", "9/11", "24/7", "Agenda 2030", "The 2022 talks", "May", "March on Rome", "Article 5",
    "1.2.3", "Boeing 737", "B-52", "July 20 plot", "Q", "T-72", "",
  ])
  func otherNamesAreNotDates(name: String) {
    #expect(!DateNames.isDate(name))
  }

  @Test func ordinaryVaultLightsUpNothing() {
    let text = "nothing is the future of discipline, and history talks about friends in May. "
    let words = Array(Set(text.split { !$0.isLetter }.map(String.init)))
    var notes: [Note] = []
    for (index, word) in words.enumerated() {
      notes.append(makeNote("a\(index)", word, kind: nil))
      notes.append(makeNote("b\(index)", word.prefix(1).uppercased() + word.dropFirst(), kind: nil))
    }
    #expect(found(notes, text + text.uppercased()) == [""])
  }
}
