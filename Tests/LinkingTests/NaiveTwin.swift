// The rules of names once more, tried on every stretch of a text with every name: slow, and plain
// enough to be believed. Random runs hold the linker against it.

import Notes
import Text

struct NaiveTwin {
  let names: [String]

  struct Hit: Hashable {
    let start: Int
    let end: Int
    let name: Int
    let isInflected: Bool
  }

  /// Leftmost-longest hits of all names.
  func hits(in text: String) -> [Hit] {
    let scalars = Array(text.unicodeScalars)
    var result: [Hit] = []
    var start = 0
    while start < scalars.count {
      var best: [Hit] = []
      for end in stride(from: scalars.count, to: start, by: -1) where best.isEmpty {
        best = names.indices.compactMap { hit($0, scalars, start, end) }
      }
      if best.contains(where: { !$0.isInflected }) { best.removeAll(where: \.isInflected) }
      result += best
      start = best.first?.end ?? start + 1
    }
    return result
  }

  private func hit(_ name: Int, _ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> Hit? {
    let wanted = plain(names[name].unicodeScalars)
    let stretch = text[start..<end]
    if let first = stretch.first, WordClass.isSpace(first) { return nil }
    if let last = stretch.last, WordClass.isSpace(last) { return nil }
    guard isBoundary(text, start), isBoundary(text, end) || isBeforePossessive(text, end),
      touchesNoLetter(text, start, end)
    else { return nil }
    let standing = plain(stretch)
    if Folding.fold(standing) == Folding.fold(wanted) {
      guard allows(wanted, standing) else { return nil }
      return Hit(start: start, end: end, name: name, isInflected: false)
    }
    for (stem, ending) in plurals(of: wanted) {
      guard Folding.fold(standing) == Folding.fold(stem) + ending else { continue }
      let head = String(
        String.UnicodeScalarView(standing.unicodeScalars.dropLast(ending.unicodeScalars.count)))
      if rule(wanted) == .exact, standing != head + ending { continue }
      if allows(rule(wanted) == .exact ? stem : wanted, head, as: rule(wanted)) {
        return Hit(start: start, end: end, name: name, isInflected: true)
      }
    }
    return nil
  }

  /// White space as one space, apostrophes straight, case kept.
  private func plain(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in scalars {
      if WordClass.isSpace(scalar) {
        if let last = result.last, last != " " { result.append(" ") }
      } else {
        result.append(WordClass.isApostrophe(scalar) ? "'" : scalar)
      }
    }
    while result.last == " " { result.removeLast() }
    return String(result)
  }

  private func plurals(of name: String) -> [(stem: String, ending: String)] {
    let scalars = Array(name.unicodeScalars)
    var word: [Unicode.Scalar] = []
    for scalar in scalars.reversed() {
      guard WordClass.role(of: scalar.value) == .word || scalar == "'" || isMark(scalar) else {
        break
      }
      word.append(scalar)
    }
    while word.last == "'" { word.removeLast() }
    guard word.count >= 2, let last = word.first, WordClass.isLetter(last), !isMark(last) else {
      return []
    }
    let lower = Folding.fold(String(Character(last)))
    var forms = [(name, "s")]
    if ["s", "x", "z", "h", "o"].contains(lower) { forms.append((name, "es")) }
    if lower == "y", word.count >= 3 { forms.append((String(name.dropLast()), "ies")) }
    return forms
  }

  private enum Rule { case exact, capital, fold }

  private func rule(_ name: String) -> Rule {
    let letters = name.unicodeScalars.filter { WordClass.isLetter($0) }
    let capitals = letters.filter { WordClass.isUppercase($0) }
    if !letters.isEmpty, Double(capitals.count) / Double(letters.count) >= 0.75 { return .exact }
    return firstWordSign(name).map { WordClass.isUppercase($0) } == true ? .capital : .fold
  }

  private func firstWordSign(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { WordClass.isWord($0) && !isMark($0) }
  }

  private func allows(_ name: String, _ standing: String, as given: Rule? = nil) -> Bool {
    switch given ?? rule(name) {
    case .exact: Array(name.unicodeScalars) == Array(standing.unicodeScalars)
    case .capital: firstWordSign(standing).map { WordClass.isUppercase($0) } == true
    case .fold: true
    }
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    WordClass.role(of: scalar.value) == .mark
  }

  /// The role of a place, marks counting as what they stand on.
  private func role(_ text: [Unicode.Scalar], _ place: Int) -> WordRole? {
    guard text.indices.contains(place) else { return nil }
    var base = place
    while base > 0, isMark(text[base]) { base -= 1 }
    let role = WordClass.role(of: text[base].value)
    return isMark(text[base]) || (role == .space && base != place) ? .word : role
  }

  private func isBoundary(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0, place < text.count else { return true }
    let before = role(text, place - 1)
    let after = role(text, place)
    // A mark joins whatever it stands on; on a space it stands by itself.
    if isMark(text[place]) { return before == .space }
    if before == .word, after == .word { return false }
    if before == .katakana, after == .katakana { return false }
    if before == .word, WordClass.isApostrophe(text[place]),
      place + 1 < text.count, WordClass.role(of: text[place + 1].value) == .word
    {
      return false
    }
    // An apostrophe with a mark on it stands by itself.
    if WordClass.isApostrophe(text[place - 1]), place > 1, role(text, place - 2) == .word,
      WordClass.role(of: text[place].value) == .word
    {
      return false
    }
    return true
  }

  private func isBeforePossessive(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place + 1 < text.count, WordClass.isApostrophe(text[place]),
      text[place + 1] == "s" || text[place + 1] == "S"
    else { return false }
    return role(text, place - 1) == .word && isBoundary(text, place + 2)
  }

  private func touchesNoLetter(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
    func isSign(_ place: Int) -> Bool {
      let role = role(text, place)
      return role == .sign || role == .apostrophe
    }
    if isSign(start), role(text, start - 1) == .word { return false }
    if isSign(end - 1), role(text, end) == .word { return false }
    return true
  }
}
