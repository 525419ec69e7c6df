// Whether bytes are UTF-8, and what their stray high bytes tell of another character set.

/// One pass over bytes that may be UTF-8: how much is ill-formed, and what else it could be.
struct UTF8Survey {
  /// Maximal ill-formed parts.
  private(set) var illFormed = 0
  /// Where the usable bytes end: before a sequence cut by the end of a first part.
  private(set) var end: Int
  private var sequences = 0
  /// Stray high bytes: beside an ASCII letter; signs of Windows' Western set that prose has, other
  /// bytes where Latin-1 has controls, bytes that Windows' set leaves open, all of them.
  private var besideLetters = 0
  private var typographic = 0
  private var controls = 0
  private var unassigned = 0
  private var strays = 0
  /// High bytes in a row that are no UTF-8: how often, and how often more than two.
  private var runs = 0
  private var longRuns = 0
  private let count: Int

  init(_ bytes: ArraySlice<UInt8>, isComplete: Bool) {
    end = bytes.endIndex
    count = bytes.count
    bytes.withUnsafeBufferPointer { buffer in survey(buffer) }
    if !isComplete { dropCutSequence(bytes) }
  }

  /// Text whose high bytes are accented letters among ASCII ones, one or two at a time, in a number that
  /// chance does not explain, is taken for Latin-1.
  var looksLikeLatin1: Bool {
    controls == 0 && typographic == 0 && isWestern && besideLetters >= 3
      && besideLetters * 2 >= strays
  }

  /// The same with the quotation marks, dashes and the euro sign that Windows puts where Latin-1 has
  /// controls.
  var looksLikeWindows1252: Bool {
    unassigned == 0 && typographic > 0 && isWestern && besideLetters + typographic >= 3
      && (besideLetters + typographic) * 2 >= strays
  }

  private var isWestern: Bool { longRuns * 20 <= runs && sequences * 40 <= strays }

  /// At least half of what begins with a high byte is no UTF-8. That is much for damage and little
  /// for some older sets, where common pairs of letters make sequences by chance.
  var isNoUTF8: Bool { strays >= CyrillicGuess.fewest && strays >= sequences }

  /// Whole words of high bytes: some older character set, but which one is a guess.
  var looksLikeAnotherCharacterSet: Bool {
    isNoUTF8 && longRuns > 0 && strays >= sequences * 2 && strays * 4 > count
  }

  private mutating func survey(_ buffer: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var run = 0
    while index < buffer.count {
      let byte = buffer[index]
      if byte < 0x80 {
        index = Self.pastASCII(buffer, from: index + 1)
        run = 0
        continue
      }
      let length = Self.wellFormedLength(buffer, at: index)
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
      switch byte {
      case 0x80, 0x82, 0x84, 0x85, 0x8B, 0x91...0x97, 0x9B: typographic += 1
      case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
        controls += 1
        unassigned += 1
      case 0x80..<0xA0, 0xFE...: controls += 1
      default: break
      }
      if run == 0 { runs += 1 }
      if run <= 2, run + max(1, -length) > 2 { longRuns += 1 }
      run += max(1, -length)
      index += max(1, -length)
    }
  }

  /// Eight bytes at a time: most of most texts is ASCII.
  private static func pastASCII(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(buffer)
    var index = start
    while index + 8 <= raw.count,
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    while index < raw.count, raw[index] < 0x80 { index += 1 }
    return index
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
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
