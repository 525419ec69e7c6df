// The linker against its naive twin, on random texts whose names are cut out of them.

import Documents
import Notes
import Testing
import Text

@testable import Linking

struct RandomNameTests {
  static let alphabets: [(String, [String])] = [
    ("Latin", ["a", "b", "A", "B", "s", "es", "y", "x", "ies", "é", "7", "'s "]),
    ("Cyrillic", ["м", "і", "М", "І", "ё", "Ґ", "ґ", "s"]),
    ("Greek", ["σ", "ς", "Σ", "ά", "α", "Α", "ω"]),
    ("CJK", ["中", "北", "京", "カ", "ー", "ひ", "a", "S", "한"]),
  ]

  @Test(arguments: alphabets.indices, 1...40)
  func agreesWithTheTwin(script: Int, seed: Int) {
    let letters = Self.alphabets[script].1
    let others = [" ", " ", " ", "\n", "  ", "\u{A0}", "'", "’", "-", "+", ".", "\u{301}"]
    var numbers = SeededNumbers(seed: UInt64(seed * 4 + script + 1))
    func random(_ count: Int) -> String {
      (0..<count).map { _ in
        let isLetter = Int.random(in: 0..<10, using: &numbers) < 7
        return (isLetter ? letters : others).randomElement(using: &numbers) ?? ""
      }.joined()
    }
    // One paragraph: without blank lines.
    let text = ("q" + random(40) + "q").split(separator: "\n").joined(separator: "\n")
      .replacing("\n \n", with: "\n").replacing("\n  \n", with: "\n")
    let scalars = Array(text.unicodeScalars)
    var names: [String] = []
    for _ in 0..<14 {
      let start = Int.random(in: 0..<scalars.count, using: &numbers)
      let end = min(scalars.count, start + Int.random(in: 1...5, using: &numbers))
      let cut = String(String.UnicodeScalarView(scalars[start..<end]))
      var name = Bool.random(using: &numbers) ? cut : random(Int.random(in: 1...4, using: &numbers))
      if Int.random(in: 0..<4, using: &numbers) == 0 { name = name.lowercased() }
      let trimmed = name.unicodeScalars.split { WordClass.isSpace($0) }.map { String($0) }.joined(
        separator: " ")
      var folded = FoldedText()
      if NameRules.signs(of: trimmed, in: &folded) != nil { names.append(trimmed) }
    }
    let notes = names.enumerated().map { makeNote(String(100 + $0.offset), $0.element) }
    let document = makeDocument(text)
    let links = link(notes, document)
    let actual = Set(
      links.flatMap(\.links).flatMap { link in
        link.matches.map { match in
          NaiveTwin.Hit(
            start: match.range.start.value, end: match.range.end.value,
            name: (Int(link.note.value) ?? 0) - 100, isInflected: match.reason == .inflected)
        }
      })
    let expected = Set(NaiveTwin(names: names).hits(in: document.text(of: 0)))
    #expect(
      actual == expected,
      "\(text.debugDescription) \(names) \(actual.symmetricDifference(expected))")
  }
}
