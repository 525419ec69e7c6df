// A line of text being typed, with the editing that people expect. Pure: keys come as commands.

import Text

/// A one-line field.
public struct TextField: Hashable, Sendable {
  public private(set) var characters: [Character] = []
  /// Characters before the cursor.
  public private(set) var cursor = 0

  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  public var text: String { String(characters) }
  public var beforeCursor: String { String(characters[..<cursor]) }

  /// Characters that a field holds; what is pasted beyond them stays out.
  public static let longest = 4_096

  /// Puts text in at the cursor; line ends become blanks, other controls stay out.
  public mutating func insert(_ text: String) {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(max(0, Self.longest - characters.count)) {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        plain.append(" ")
      } else if VisibleScalar.replacement(for: scalar) == nil {
        plain.append(scalar)
      }
    }
    // A mark joins the character before it, so the whole is cut into characters anew.
    let before = String(characters[..<cursor]) + String(plain)
    let after = String(characters[cursor...])
    characters = Array(before) + Array(after)
    cursor = Array(before).count
  }

  /// Performs an editing command; false when it is none.
  public mutating func edit(_ command: Command) -> Bool {
    switch command {
    case .fieldLeft: cursor = max(0, cursor - 1)
    case .fieldRight: cursor = min(characters.count, cursor + 1)
    case .fieldWordLeft: cursor = wordStart()
    case .fieldWordRight: cursor = wordEnd()
    case .fieldStart: cursor = 0
    case .fieldEnd: cursor = characters.count
    case .fieldDeleteBack: delete(from: max(0, cursor - 1), to: cursor)
    case .fieldDelete: delete(from: cursor, to: min(characters.count, cursor + 1))
    case .fieldDeleteWord: delete(from: wordStart(), to: cursor)
    case .fieldDeleteToStart: delete(from: 0, to: cursor)
    case .fieldDeleteToEnd: delete(from: cursor, to: characters.count)
    default: return false
    }
    return true
  }

  private mutating func delete(from start: Int, to end: Int) {
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private func wordStart() -> Int {
    var index = cursor
    while index > 0, characters[index - 1] == " " { index -= 1 }
    while index > 0, characters[index - 1] != " " { index -= 1 }
    return index
  }

  private func wordEnd() -> Int {
    var index = cursor
    while index < characters.count, characters[index] == " " { index += 1 }
    while index < characters.count, characters[index] != " " { index += 1 }
    return index
  }
}
