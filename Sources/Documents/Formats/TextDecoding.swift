// Bytes to normalised UTF-8: byte-order marks, UTF-16, Latin-1, ill-formed parts, line ends.
// What cannot be told for certain is refused with a sentence that says what to do.

/// Normalised text and how it came about.
struct DecodedText {
  var bytes: [UInt8]
  var encoding: String
  var remarks: [String]
}

enum TextDecoding {
  static func decode(_ bytes: [UInt8], isComplete: Bool) throws(DocumentError) -> DecodedText {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw .unusable("is UTF-32, which cannot be read; convert it with iconv -t UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes, littleEndian: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes, littleEndian: false) }
    try refuseBinary(bytes)
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let survey = UTF8Survey(body, isComplete: isComplete)
    if survey.illFormed == 0 {
      return DecodedText(
        bytes: withPlainLineEnds(body[..<survey.end]), encoding: "UTF-8", remarks: [])
    }
    if survey.looksLikeLatin1 {
      return DecodedText(
        bytes: withPlainLineEnds(fromLatin1(body)[...]), encoding: "Latin-1",
        remarks: ["not UTF-8; read as Latin-1"])
    }
    if survey.looksLikeAnotherCharacterSet {
      throw .unusable(
        "is not UTF-8 but in an older character set; convert it, for Cyrillic perhaps with"
          + " iconv -f WINDOWS-1251 -t UTF-8")
    }
    let repaired = Array(String(decoding: body[..<survey.end], as: UTF8.self).utf8)
    let places = survey.illFormed == 1 ? "1 place" : "\(survey.illFormed) places"
    return DecodedText(
      bytes: withPlainLineEnds(repaired[...]), encoding: "UTF-8",
      remarks: ["invalid UTF-8 in \(places), shown as \u{FFFD}"])
  }

  private static func utf16(_ bytes: [UInt8], littleEndian: Bool) -> DecodedText {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 2
    while index + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(littleEndian ? second << 8 | first : first << 8 | second)
      index += 2
    }
    let odd = bytes.count % 2 == 1
    return DecodedText(
      bytes: withPlainLineEnds(Array(String(decoding: units, as: UTF16.self).utf8)[...]),
      encoding: "UTF-16", remarks: odd ? ["UTF-16 with half a character at the end"] : [])
  }

  /// Throws for what is no text by its first bytes.
  static func refuseBinary(_ bytes: [UInt8]) throws(DocumentError) {
    let sample = bytes.prefix(4096)
    guard sample.count >= 8 else { return }
    var zeros = (even: 0, odd: 0)
    var controls = 0
    for (index, byte) in sample.enumerated() {
      if byte == 0 {
        if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
      } else if byte < 0x08 || (0x0E..<0x1B).contains(byte) {
        controls += 1
      }
    }
    let third = sample.count / 6
    if max(zeros.even, zeros.odd) > third * 2, min(zeros.even, zeros.odd) <= third / 4 {
      throw .unusable(
        "looks like UTF-16 without a byte-order mark; convert it with iconv -f UTF-16LE -t UTF-8")
    }
    if controls + zeros.even + zeros.odd > sample.count / 4 {
      throw .unusable("is not text (a quarter of its first bytes are control codes)")
    }
  }

  private static func fromLatin1(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        result.append(0xC0 | byte >> 6)
        result.append(0x80 | byte & 0x3F)
      }
    }
    return result
  }

  /// The length of a well-formed sequence, or minus the length of the maximal ill-formed part
  /// (Unicode 3.9, table 3-7 and "U+FFFD Substitution of Maximal Subparts").
  static func wellFormedLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = buffer[index]
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return -1
    }
    for step in 1..<length {
      let allowed = step == 1 ? second : 0x80...0xBF
      guard index + step < buffer.count, allowed.contains(buffer[index + step]) else {
        return -step
      }
    }
    return length
  }

  private static func withPlainLineEnds(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x0D) else { return Array(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var afterReturn = false
    for byte in bytes {
      if byte == 0x0D {
        result.append(0x0A)
      } else if byte != 0x0A || !afterReturn {
        result.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    return result
  }
}

/// One pass over bytes that may be UTF-8: how much is ill-formed, and what else it could be.
private struct UTF8Survey {
  /// Maximal ill-formed parts.
  private(set) var illFormed = 0
  /// Where the usable bytes end: before a sequence cut by the end of a first part.
  private(set) var end: Int
  private var sequences = 0
  /// Stray high bytes: beside an ASCII letter, in the range of C1 controls, all of them.
  private var besideLetters = 0
  private var controls = 0
  private var strays = 0
  private var longestRun = 0
  private let count: Int

  init(_ bytes: ArraySlice<UInt8>, isComplete: Bool) {
    end = bytes.endIndex
    count = bytes.count
    bytes.withUnsafeBufferPointer { buffer in survey(buffer) }
    if !isComplete { dropCutSequence(bytes) }
  }

  /// Only text without any UTF-8 sequence whose high bytes are single accented letters among ASCII
  /// ones, in a number that chance does not explain, is taken for Latin-1.
  var looksLikeLatin1: Bool {
    sequences == 0 && controls == 0 && longestRun <= 2 && besideLetters >= 3
      && besideLetters * 2 >= strays
  }

  /// Whole words of high bytes and no UTF-8 at all: some 8-bit alphabet, but which one is a guess.
  var looksLikeAnotherCharacterSet: Bool {
    sequences == 0 && longestRun >= 4 && strays >= 20 && strays * 4 > count
  }

  private mutating func survey(_ buffer: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var run = 0
    while index < buffer.count {
      let byte = buffer[index]
      if byte < 0x80 {
        index += 1
        run = 0
        continue
      }
      let length = TextDecoding.wellFormedLength(buffer, at: index)
      if length > 1 {
        sequences += 1
        index += length
        continue
      }
      illFormed += 1
      strays += 1
      let before = index > 0 && Self.isLetter(buffer[index - 1])
      let after = index + 1 < buffer.count && Self.isLetter(buffer[index + 1])
      if byte >= 0xC0, before || after { besideLetters += 1 }
      if byte < 0xA0 || byte >= 0xFE { controls += 1 }
      run += max(1, -length)
      longestRun = max(longestRun, run)
      index += max(1, -length)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private mutating func dropCutSequence(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.endIndex
    for _ in 0..<3 where index > bytes.startIndex {
      index -= 1
      let byte = bytes[index]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
      if length > bytes.endIndex - index {
        end = index
        illFormed = max(0, illFormed - 1)
      }
      return
    }
  }
}
