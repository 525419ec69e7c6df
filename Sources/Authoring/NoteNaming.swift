// Names for the files of new notes: readable, and good on every file system that a folder of notes
// may travel to.

import Anchoring
public import Notes
import Text

/// Makes ids out of titles.
public enum NoteNaming {
  public enum Style: Hashable, Sendable {
    /// `anti-corruption-bureau`: letters and digits in lower case, words parted by hyphens.
    case slug
    /// The title itself, as Obsidian names files, without what no file name or link can hold.
    case title
  }

  /// Longest names made here, without a number at the end.
  static let scalarLimit = 80
  static let byteLimit = 200

  /// Ids for a title, best first: the base, then base-2, base-3 and so on.
  public static func candidates(for title: String, style: Style) -> some Sequence<NoteID> {
    let base = base(for: title, style: style)
    return (1...9_999).lazy.map { NoteID($0 == 1 ? base : "\(base)-\($0)") }
  }

  /// The name that a title wants; never empty, never one that a file system or a rule keeps.
  public static func base(for title: String, style: Style) -> String {
    let name: String
    switch style {
    case .slug: name = slug(title)
    case .title: name = plain(title)
    }
    guard isReserved(name) else { return name.isEmpty ? "note" : name }
    return name + (style == .slug ? "-note" : " note")
  }

  /// The words by which a draft is named: its title, else the beginning of what there is.
  static func words(of draft: NoteDraft) -> String {
    let fields = [
      draft.title, draft.passage?.selector.quote ?? "", draft.description, draft.body,
    ]
    guard let field = fields.first(where: { !$0.trimmed.isEmpty }) else { return "" }
    if field == draft.title { return field }
    let head = field.slice(ScalarRange(ScalarOffset(0), ScalarOffset(400)))
    return head.split(whereSeparator: \.isWhitespace).prefix(6).joined(separator: " ")
  }

  /// Names that Windows keeps for devices, whatever follows a dot, and the file that is no note.
  private static func isReserved(_ name: String) -> Bool {
    let stem = Folding.fold(name.prefix { $0 != "." }).trimmed
    if ["con", "prn", "aux", "nul", "conin$", "conout$", "readme"].contains(stem) { return true }
    guard stem.utf8.count == 4, stem.hasPrefix("com") || stem.hasPrefix("lpt") else { return false }
    return stem.utf8.last.map { (0x30...0x39).contains($0) } ?? false
  }

  // MARK: - Slugs

  private static func slug(_ title: String) -> String {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for character in lowered(title) {
      if let plain = ComposedLetters.plainLatin(character) {
        word.append(contentsOf: plain.unicodeScalars)
        continue
      }
      let composed = ComposedLetters.composed(character).map { [$0] }
      for scalar in composed ?? Array(character.unicodeScalars) {
        switch part(scalar) {
        case .letter: word.append(scalar)
        case .mark: if isWanted(scalar, after: word) { word.append(scalar) }
        case .nothing: break
        case .gap:
          if !word.isEmpty { words.append(String(word)) }
          word = String.UnicodeScalarView()
        }
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return joined(words, by: "-")
  }

  private enum Part { case letter, mark, nothing, gap }

  private static func part(_ scalar: Unicode.Scalar) -> Part {
    if WordClass.isApostrophe(scalar) || scalar.properties.isDefaultIgnorableCodePoint {
      return .nothing
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber:
      return .letter
    case .nonspacingMark, .spacingMark: return .mark
    default: return .gap
    }
  }

  /// Marks belong to the letter before them, not by the dozen; Latin letters lose theirs.
  private static func isWanted(_ mark: Unicode.Scalar, after word: String.UnicodeScalarView)
    -> Bool
  {
    guard let last = word.last, !last.isASCII else { return false }
    return !word.suffix(3).allSatisfy { part($0) == .mark } || word.count < 3
  }

  private static func lowered(_ title: String) -> String {
    var lower = String.UnicodeScalarView()
    // What is longer than any name is cut anyway.
    for scalar in title.unicodeScalars.prefix(1_000) {
      lower.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return String(lower)
  }

  // MARK: - Titles

  private static func plain(_ title: String) -> String {
    let scalars = Array(composed(title).unicodeScalars.prefix(1_000))
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if WordClass.isSpace(scalar) {
        kept.append(" ")
      } else if "/\\:|".unicodeScalars.contains(scalar) {
        // 9/11 stays two numbers; "Rome: a history" needs no sign.
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        if let last = kept.last, last != " ", last != "-", !WordClass.isSpace(next) {
          kept.append("-")
        }
      } else if !"*?\"<>#^[]`".unicodeScalars.contains(scalar),
        VisibleScalar.replacement(for: scalar) == nil, !isNonCharacter(scalar)
      {
        kept.append(scalar)
      }
    }
    let words = String(kept).split(separator: " ").map(String.init)
    var name = Substring(joined(words, by: " ")).unicodeScalars
    while let first = name.first, first == "." || first == " " || first == "-" {
      name.removeFirst()
    }
    var text = String(name)
    while let last = text.unicodeScalars.last, last == "." || last == " " || last == "-" {
      text.unicodeScalars.removeLast()
    }
    // A link [[name.md]] is read without its ending.
    return text.lowercased().hasSuffix(".md") ? String(text.dropLast(3)) + "-md" : text
  }

  private static func composed(_ title: String) -> String {
    guard title.unicodeScalars.contains(where: { $0.value >= 0x300 }) else { return title }
    var out = String.UnicodeScalarView()
    for character in String(title.unicodeScalars.prefix(1_000)) {
      if let scalar = ComposedLetters.composed(character) {
        out.append(scalar)
      } else {
        out.append(contentsOf: character.unicodeScalars)
      }
    }
    return String(out)
  }

  private static func isNonCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value & 0xFFFE == 0xFFFE || scalar.value == 0xFEFF
      || scalar.properties.generalCategory == .privateUse
  }

  // MARK: - Length

  /// As many words as fit; of a first word that is too long, its beginning.
  private static func joined(_ words: [String], by separator: String) -> String {
    var name = ""
    for word in words {
      let longer = name.isEmpty ? word : name + separator + word
      if fits(longer) {
        name = longer
        continue
      }
      if name.isEmpty { name = beginning(of: word) }
      break
    }
    return name
  }

  private static func beginning(of word: String) -> String {
    var name = String.UnicodeScalarView()
    var bytes = 0
    for scalar in word.unicodeScalars.prefix(scalarLimit) {
      bytes += UTF8.width(scalar)
      if bytes > byteLimit { break }
      name.append(scalar)
    }
    return String(name)
  }

  private static func fits(_ name: String) -> Bool {
    name.unicodeScalars.count <= scalarLimit && name.utf8.count <= byteLimit
  }
}
