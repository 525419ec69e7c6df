// Character sets: found by the names that iconv knows, and turned into UTF-8 piece by piece.

#if canImport(Glibc)
  import Glibc
#endif

/// A character set that bytes may be in. Unicode's own forms and all sets of one byte a character are
/// decoded here, so that each character is known by its place; the others go through iconv.
enum Charset: Equatable {
  case utf8
  case utf16(littleEndian: Bool)
  case utf32(littleEndian: Bool)
  /// The scalar of each byte, U+FFFD where there is none.
  case table([UInt32])
  case iconv(name: String)

  static let replacement: UInt32 = 0xFFFD

  /// Bytes of the smallest unit.
  var unitBytes: Int {
    switch self {
    case .utf8, .table, .iconv: 1
    case .utf16: 2
    case .utf32: 4
    }
  }

  /// The name without what people write in different ways.
  static func plainName(_ name: String) -> String {
    String(
      decoding: name.utf8.filter { $0 != 0x2D && $0 != 0x5F }
        .map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
  }

  /// The character set of a name as iconv takes it. Unicode without a byte order is taken as little
  /// endian, as the systems write it that leave the mark out.
  /// Throws `.unusable` for a name that nobody knows.
  static func named(_ name: String) throws(DocumentError) -> Charset {
    switch plainName(name) {
    case "UTF8": return .utf8
    case "UTF16", "UTF16LE", "UCS2", "UCS2LE", "UNICODE", "UNICODELITTLE":
      return .utf16(littleEndian: true)
    case "UTF16BE", "UCS2BE", "UNICODEBIG": return .utf16(littleEndian: false)
    case "UTF32", "UTF32LE", "UCS4LE": return .utf32(littleEndian: true)
    case "UTF32BE", "UCS4", "UCS4BE": return .utf32(littleEndian: false)
    default: break
    }
    // So written by people and by us, but not by iconv.
    let known = plainName(name) == "LATIN1" ? "ISO-8859-1" : name
    guard isName(name), let converter = IconvConverter(from: known) else {
      let shown = isName(name) ? "\"\(name)\"" : "that name"
      throw .unusable("cannot be read as \(shown): no encoding is called so (see iconv -l)")
    }
    return converter.table().map { .table($0) } ?? .iconv(name: name)
  }

  /// Windows' names for what is called otherwise elsewhere, and the bounds of a name: iconv takes a
  /// slash for the start of options, and nothing for the set of the locale.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x5F, 0x2E, 0x3A, 0x2B, 0x28, 0x29].contains($0)
      }
  }
}

/// One character of a source: its bytes there, and its scalar. `isBad` for what is none.
struct SourceCharacter {
  var length: Int
  var scalar: UInt32
  var isBad = false

  /// Bytes in UTF-8.
  var utf8Length: Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4 }
}

extension Charset {
  /// The character that begins at `index`. What is cut by the end is bad. Not for `iconv`.
  @inline(__always)
  func character(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> SourceCharacter {
    switch self {
    case .utf8:
      let lead = bytes[index]
      if lead < 0x80 { return SourceCharacter(length: 1, scalar: UInt32(lead)) }
      return Self.longUTF8(bytes, at: index)
    case .table(let scalars):
      let scalar = scalars[Int(bytes[index])]
      return SourceCharacter(length: 1, scalar: scalar, isBad: scalar == Self.replacement)
    case .utf16(let isLittle): return Self.utf16(bytes, at: index, isLittle: isLittle)
    case .utf32(let isLittle): return Self.utf32(bytes, at: index, isLittle: isLittle)
    case .iconv: return SourceCharacter(length: 1, scalar: Self.replacement, isBad: true)
    }
  }

  private static func longUTF8(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int)
    -> SourceCharacter
  {
    let length = UTF8Survey.wellFormedLength(bytes, at: index)
    guard length > 1 else {
      return SourceCharacter(length: max(1, -length), scalar: replacement, isBad: true)
    }
    var scalar = UInt32(bytes[index]) & (0x7F >> UInt32(length))
    for step in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + step]) & 0x3F }
    return SourceCharacter(length: length, scalar: scalar)
  }

  private static func unit16(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, isLittle: Bool
  ) -> UInt32 {
    let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }

  private static func utf16(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, isLittle: Bool
  ) -> SourceCharacter {
    guard index + 1 < bytes.count else {
      return SourceCharacter(length: bytes.count - index, scalar: replacement, isBad: true)
    }
    let unit = unit16(bytes, at: index, isLittle: isLittle)
    guard unit & 0xF800 == 0xD800 else { return SourceCharacter(length: 2, scalar: unit) }
    if unit < 0xDC00, index + 3 < bytes.count {
      let low = unit16(bytes, at: index + 2, isLittle: isLittle)
      if low & 0xFC00 == 0xDC00 {
        let scalar = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
        return SourceCharacter(length: 4, scalar: scalar)
      }
    }
    return SourceCharacter(length: 2, scalar: replacement, isBad: true)
  }

  private static func utf32(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, isLittle: Bool
  ) -> SourceCharacter {
    guard index + 3 < bytes.count else {
      return SourceCharacter(length: bytes.count - index, scalar: replacement, isBad: true)
    }
    var scalar: UInt32 = 0
    for step in 0..<4 {
      scalar = scalar << 8 | UInt32(bytes[index + (isLittle ? 3 - step : step)])
    }
    let isBad = scalar > 0x10FFFF || scalar & 0xFFFF_F800 == 0xD800
    return SourceCharacter(length: 4, scalar: isBad ? replacement : scalar, isBad: isBad)
  }
}

/// Turns bytes into UTF-8, piece by piece; line ends stay as they are.
struct CharsetDecoder {
  let charset: Charset
  /// Places that could not be decoded; each became U+FFFD.
  private(set) var bad = 0
  private let converter: IconvConverter?

  init(_ charset: Charset) throws(DocumentError) {
    self.charset = charset
    guard case .iconv(let name) = charset else {
      converter = nil
      return
    }
    guard let converter = IconvConverter(from: name) else {
      throw .unusable("cannot be read as \"\(name)\": no encoding is called so (see iconv -l)")
    }
    self.converter = converter
  }

  /// Decodes what it can and says how many bytes that were: a character cut by the end is left
  /// for the next call, unless there is none (`isLast`). `room` bounds the bytes given; it must lie
  /// between two characters, and nothing is given beyond it.
  mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8], room: Int? = nil
  ) -> Int {
    if let converter {
      return converter.decode(bytes, isLast: isLast, into: &output, room: room, bad: &bad)
    }
    if case .table(let scalars) = charset {
      // Eight bits each and nothing to wait for: not worth asking what the set is every time.
      for byte in bytes {
        let scalar = scalars[Int(byte)]
        if scalar == Charset.replacement { bad += 1 }
        Self.append(scalar, to: &output)
      }
      return bytes.count
    }
    var index = 0
    while index < bytes.count {
      let character = charset.character(bytes, at: index)
      if character.isBad, !isLast, isCut(bytes, at: index, character) { break }
      if character.isBad { bad += 1 }
      Self.append(character.scalar, to: &output)
      index += character.length
    }
    return index
  }

  /// Whether a bad character may only want the bytes that have not come yet.
  private func isCut(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ character: SourceCharacter
  ) -> Bool {
    switch charset {
    case .utf8:
      let lead = bytes[index]
      return lead >= 0xC2 && lead < 0xF5 && index + character.length == bytes.count
    case .utf16(let isLittle):
      if index + 1 >= bytes.count { return true }
      return index + 3 >= bytes.count && bytes[isLittle ? index + 1 : index] & 0xFC == 0xD8
    case .utf32: return index + 3 >= bytes.count
    case .table, .iconv: return false
    }
  }

  @inline(__always)
  private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    if scalar < 0x80 {
      output.append(UInt8(scalar))
    } else if scalar < 0x800 {
      output.append(UInt8(0xC0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      if scalar < 0x10000 {
        output.append(UInt8(0xE0 | scalar >> 12))
      } else {
        output.append(UInt8(0xF0 | scalar >> 18))
        output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      }
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
