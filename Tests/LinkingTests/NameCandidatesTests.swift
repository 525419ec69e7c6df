// Which capitalised names of a paragraph are offered for a new note, in three scripts.

import Linking
import Testing
import Text

@Suite struct NamesWithoutNotes {
  @Test(arguments: [
    (
      "It is worth pausing to consider the factor of Vladimir Medinsky. Many mistakenly believed",
      ["Vladimir Medinsky"]
    ),
    ("The Ukrainian Nazis are still unprepared.", ["Ukrainian Nazis"]),
    ("Thus, now, he is perceived as a new “General Armageddon.”", ["General Armageddon"]),
    (
      "The Ministry of Foreign Affairs of the Russian Federation met NABU and the EU in The Hague.",
      ["Ministry of Foreign Affairs of the Russian Federation", "NABU", "EU", "The Hague"]
    ),
    ("Medinsky spoke. Then Medinsky left. Negotiations failed.", ["Medinsky"]),
    (
      "Vladimir Medinsky spoke; later Medinsky left for Istanbul.",
      ["Vladimir Medinsky", "Istanbul"]
    ),
    ("Russia's President Vladimir Putin", ["Russia", "President Vladimir Putin"]),
    (
      "J. K. Rowling and J.R.R. Tolkien met Mr. Smith.",
      ["J. K. Rowling", "J.R.R. Tolkien", "Mr. Smith"]
    ),
    (
      "Bashar al-Assad, Ludwig van Beethoven and Vincent van Gogh",
      ["Bashar al-Assad", "Ludwig van Beethoven", "Vincent van Gogh"]
    ),
    ("On Monday I saw nobody. In January, too.", []),
    (
      "Sean O'Brien saw an F-16 near Stratford-upon-Avon.",
      ["Sean O'Brien", "F-16", "Stratford-upon-Avon"]
    ),
    ("It gave Ukraine the Patriot.", ["Ukraine", "Patriot"]),
    ("A name broken by\na line: Boris\n Johnson.", ["Boris Johnson"]),
    ("ALL IN CAPITALS SAY NOTHING AT ALL", []),
    (
      "the behaviour of the U.S. turned out; U.S. President Biden",
      ["U.S.", "U.S. President Biden"]
    ),
    ("nothing here", []), ("", []),
  ])
  func latin(text: String, names: [String]) {
    #expect(NameCandidates.names(in: text) == names)
  }

  @Test(arguments: [
    (
      "В Москве заявил Владимир Мединский. Однако Киев молчит.",
      ["Москве", "Владимир Мединский", "Киев"]
    ),
    ("Это сказал Дж. Байден. Возможно, ООН ответит.", ["Дж. Байден", "ООН"]),
    ("Важное решение. Медведев приехал в Нью-Йорк.", ["Медведев", "Нью-Йорк"]),
    ("Президент молчал, и президент ушёл.", []),
    (
      "У Києві вчора Володимир Зеленський зустрів НАБУ. Проте Європа чекає.",
      ["Києві", "Володимир Зеленський", "НАБУ", "Європа"]
    ),
  ])
  func cyrillic(text: String, names: [String]) {
    #expect(NameCandidates.names(in: text) == names)
  }

  @Test(arguments: [
    (
      "Ο Κυριάκος Μητσοτάκης μίλησε στην Αθήνα. Ωστόσο η ΕΕ περιμένει.",
      ["Κυριάκος Μητσοτάκης", "Αθήνα", "ΕΕ"]
    ),
    ("Το Πανεπιστήμιο του Αιγαίου και της Κρήτης", ["Πανεπιστήμιο του Αιγαίου", "Κρήτης"]),
    ("Της Ελλάδας. Χθες ήρθε ο Γιώργος.", ["Ελλάδας", "Γιώργος"]),
  ])
  func greek(text: String, names: [String]) {
    #expect(NameCandidates.names(in: text) == names)
  }

  @Test func namesThatHaveANoteAreLeftOut() {
    let text = "President Putin met Kyiv Mayor Klitschko."
    func range(_ words: String) -> ScalarRange {
      let all = Array(text.unicodeScalars)
      let wanted = Array(words.unicodeScalars)
      let offset = all.indices.first { all[$0...].starts(with: wanted) } ?? 0
      return ScalarRange(ScalarOffset(offset), ScalarOffset(offset + words.unicodeScalars.count))
    }
    #expect(
      NameCandidates.names(in: text, leavingOut: [range("Putin"), range("Kyiv")])
        == ["Mayor Klitschko"])
  }

  @Test func eachOnceAndAtMostFifty() {
    let many = (0..<200).map { "met Name\(Character(Unicode.Scalar(97 + UInt8($0 % 26))))x\($0)" }
    let text = many.joined(separator: ", ")
    #expect(NameCandidates.names(in: text).count == 50)
    #expect(NameCandidates.names(in: text, limit: 3).count == 3)
    #expect(NameCandidates.names(in: "he met Ada, then Ada, then ADA") == ["Ada"])
  }

  @Test(arguments: [
    "\u{1B}[2J\u{202E}Evil Name\u{0} A\u{301}\u{301} ''' --- ...A.B.C.D", "'s 'S A's", "A-", "-A",
    ".A.",
    "\u{301}\u{301}", "漢字かな Tokyo 東京",
  ])
  func hostileTextIsSurvived(text: String) {
    for name in NameCandidates.names(in: text) {
      #expect(!name.unicodeScalars.contains { VisibleScalar.replacement(for: $0) != nil })
    }
  }

  @Test func aLongTextOfCapitalsTakesNoLongTime() {
    let text = String(repeating: "Ab cd ", count: 11_000)
    let clock = ContinuousClock()
    let time = clock.measure { _ = NameCandidates.names(in: text) }
    #expect(time < .seconds(5))
    let one = String(repeating: "Ab ", count: 22_000)
    #expect(NameCandidates.names(in: one).isEmpty)
  }
}
