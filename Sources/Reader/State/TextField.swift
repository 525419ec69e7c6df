// Text being typed, of one line or of several, with the editing that people expect. Pure: keys come as
// commands. The cursor is kept as a place among the bytes, so that typing costs the same at the end
// of a megabyte as in an empty field.

import Text

/// A field for text, and its cursor.
public struct TextField: Hashable, Sendable {
  public private(set) var text: String
  /// UTF-8 bytes before the cursor, which always stands between two characters.
  public private(set) var place: Int
  public let isMultiline: Bool
  /// UTF-8 bytes that the field holds; what is typed or pasted beyond them stays out.
  public let limit: Int
  /// The column that moves from line to line try to keep.
  var goal: Int?
  /// Where the first row that was shown last begins, so that the text moves only when it must.
  var top = 0
  /// Grows with every change of the text.
  private(set) var changes = 0

  /// UTF-8 bytes of a field of one line.
  public static let longest = 4_096

  /// Marks kept on one character; a heap of them can only be meant to do harm.
  private static let mostMarks = 32

  /// A field with a text, the cursor at its end.
  public init(_ text: String = "", isMultiline: Bool = false, limit: Int = Self.longest) {
    self.isMultiline = isMultiline
    self.limit = limit
    self.text = ""
    place = 0
    insert(text)
    changes = 0
  }

  /// Characters before the cursor. Costs a pass over them.
  public var cursor: Int { beforeCursor.count }
  public var beforeCursor: String { String(text[..<index(place)]) }
  public var isEmpty: Bool { text.isEmpty }

  /// Puts text in at the cursor; in a field of one line, line ends become blanks; controls stay out.
  /// False when not all of it found room.
  @discardableResult
  public mutating func insert(_ text: String) -> Bool {
    var room = limit - self.text.utf8.count
    var plain = String.UnicodeScalarView()
    var isWhole = true
    var marks = 0
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      if scalar == "\n", last == "\r" { continue }
      guard let kept = kept(scalar) else { continue }
      marks = kept.value >= 0x300 && CellWidth.of(kept) == 0 ? marks + 1 : 0
      if marks > Self.mostMarks { continue }
      room -= UTF8.width(kept)
      if room < 0 {
        isWhole = false
        break
      }
      plain.append(kept)
    }
    if !plain.isEmpty {
      self.text.insert(contentsOf: String(plain), at: index(place))
      // A mark joins the character before it, and a letter may join the marks after it.
      place = boundary(atOrAfter: place + String(plain).utf8.count)
      changes += 1
    }
    goal = nil
    return isWhole
  }

  private func kept(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: isMultiline ? "\n" : " "
    case 0x09: isMultiline ? scalar : " "
    default: VisibleScalar.replacement(for: scalar) == nil ? scalar : nil
    }
  }

  /// Performs an editing command; false when it is none.
  public mutating func edit(_ command: Command) -> Bool {
    switch command {
    case .fieldLeft: place = before(place)
    case .fieldRight: place = after(place)
    case .fieldWordLeft: place = wordStart()
    case .fieldWordRight: place = wordEnd()
    case .fieldStart: place = lineStart(place)
    case .fieldEnd: place = lineEnd(place)
    case .fieldDeleteBack: delete(from: before(place), to: place)
    case .fieldDelete: delete(from: place, to: after(place))
    case .fieldDeleteWord: delete(from: wordStart(), to: place)
    case .fieldDeleteToStart: delete(from: lineStart(place), to: place)
    case .fieldDeleteToEnd:
      let end = lineEnd(place)
      // At the end of a line the line end itself goes, so that the next key goes on deleting.
      delete(from: place, to: end == place ? after(place) : end)
    default: return false
    }
    goal = nil
    return true
  }

  /// Puts the cursor at a place counted in bytes, else at the start of the character that holds it.
  mutating func move(to place: Int) {
    let wanted = max(0, min(text.utf8.count, place))
    let end = boundary(atOrAfter: wanted)
    self.place = end == wanted ? wanted : before(end)
  }

  private mutating func delete(from start: Int, to end: Int) {
    guard start < end else { return }
    text.removeSubrange(index(start)..<index(end))
    // What stood apart may now be one character.
    place = boundary(atOrAfter: start)
    changes += 1
  }
}

// Places in the text, all counted in UTF-8 bytes.
extension TextField {
  private func index(_ place: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: place)
  }

  private func offset(_ index: String.Index) -> Int {
    text.utf8.distance(from: text.startIndex, to: index)
  }

  private func boundary(atOrAfter place: Int) -> Int {
    let at = index(place)
    return String.Index(at, within: text) == nil ? offset(text.index(after: at)) : place
  }

  private func before(_ place: Int) -> Int {
    place > 0 ? offset(text.index(before: index(place))) : 0
  }

  private func after(_ place: Int) -> Int {
    place < text.utf8.count ? offset(text.index(after: index(place))) : place
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    text.utf8.withContiguousStorageIfAvailable(body)
      ?? Array(text.utf8).withUnsafeBufferPointer(body)
  }

  /// Where the line that holds a place begins.
  func lineStart(_ place: Int) -> Int {
    withBytes { bytes in
      var at = place
      while at > 0, bytes[at - 1] != 0x0A { at -= 1 }
      return at
    }
  }

  /// Where the line that holds a place ends, before its line end.
  func lineEnd(_ place: Int) -> Int {
    withBytes { bytes in
      var at = place
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      return at
    }
  }

  /// The text of a stretch whose ends lie between scalars.
  func text(in range: Range<Int>) -> Substring {
    text[index(range.lowerBound)..<index(range.upperBound)]
  }

  /// The nearest place between two scalars, not before the given one.
  func scalarStart(atOrAfter place: Int) -> Int {
    withBytes { bytes in
      var at = place
      while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
      return at
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09
  }

  private func wordStart() -> Int {
    let found = withBytes { bytes in
      var at = place
      while at > 0, Self.isBlank(bytes[at - 1]) { at -= 1 }
      while at > 0, !Self.isBlank(bytes[at - 1]) { at -= 1 }
      return at
    }
    return min(place, boundary(atOrAfter: found))
  }

  private func wordEnd() -> Int {
    let found = withBytes { bytes in
      var at = place
      while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
      while at < bytes.count, !Self.isBlank(bytes[at]) { at += 1 }
      return at
    }
    return boundary(atOrAfter: found)
  }
}
