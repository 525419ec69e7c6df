// Bytes to normalised UTF-8: byte-order marks, Unicode without them, older character sets by wish or
// by guess, ill-formed parts, line ends. What is guessed is said; what cannot be told is refused with
// a sentence that says what to do.

import Text

/// Normalised text and how it came about.
struct DecodedText {
  var bytes: [UInt8]
  var encoding: String
  var remarks: [String]
  /// From places of `bytes` back to those of the source.
  var way: SourceWay
  /// The text before overstrike and colours were taken out, and what they were.
  var struck: (text: [UInt8], runs: [(range: Range<Int>, emphasis: Emphasis)], isComplete: Bool)?
}

enum TextDecoding {
  /// Decodes bytes as `encoding` says, a name that iconv knows; nil: as they look. `isComplete` is
  /// false for the first part of a text: what its end cuts is left out. `isOutput`: overstrike and
  /// colours are taken out, and said beside.
  static func decode(
    _ bytes: [UInt8], encoding: String? = nil, isComplete: Bool, isOutput: Bool = false
  ) throws(DocumentError) -> DecodedText {
    var decoded = try withControls(bytes, encoding, isComplete: isComplete)
    if isOutput,
      let cleaned = TerminalEmphasis.cleaned(decoded.bytes, isComplete: isComplete)
    {
      decoded.struck = (decoded.bytes, cleaned.runs, isComplete)
      decoded.bytes = cleaned.bytes
    }
    return decoded
  }

  private static func withControls(_ bytes: [UInt8], _ encoding: String?, isComplete: Bool)
    throws(DocumentError) -> DecodedText
  {
    if let encoding { return try wished(bytes, encoding, isComplete: isComplete) }
    if let marked = marked(bytes) {
      return try text(
        of: bytes, in: marked.charset, name: marked.name, mark: marked.length,
        isComplete: isComplete)
    }
    if let order = UnicodeGuess.order(of: bytes) {
      let name = order ? "UTF-16LE" : "UTF-16BE"
      return try text(
        of: bytes, in: .utf16(littleEndian: order), name: name, isComplete: isComplete,
        guess: "no byte-order mark; read as \(name) (a guess)")
    }
    try refuseBinary(bytes)
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let survey = UTF8Survey(bytes[mark...], isComplete: isComplete)
    if survey.illFormed > 0, mark == 0, let name = try olderSet(bytes, survey) {
      return try text(
        of: bytes, in: Charset.named(name), name: name, isComplete: isComplete,
        guess: "not UTF-8; read as \(name) (a guess)")
    }
    return utf8(bytes, mark: mark, survey)
  }

  /// The encoding that bytes seem to be in, as `decode` would take it; nil for UTF-8.
  /// Throws `.unusable` where `decode` would.
  static func guess(_ start: [UInt8]) throws(DocumentError) -> String? {
    if let marked = marked(start) { return marked.name }
    if let order = UnicodeGuess.order(of: start) { return order ? "UTF-16LE" : "UTF-16BE" }
    try refuseBinary(start)
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return nil }
    let survey = UTF8Survey(start[...], isComplete: false)
    return survey.illFormed > 0 ? try olderSet(start, survey) : nil
  }

  /// The character set and length of a byte-order mark that is not UTF-8's.
  static func marked(_ bytes: some Collection<UInt8>)
    -> (charset: Charset, name: String, length: Int)?
  {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      return (.utf32(littleEndian: true), "UTF-32", 4)
    }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return (.utf32(littleEndian: false), "UTF-32", 4)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16(littleEndian: true), "UTF-16", 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16(littleEndian: false), "UTF-16", 2) }
    return nil
  }

  // MARK: - Ways to decode

  private static func wished(_ bytes: [UInt8], _ name: String, isComplete: Bool)
    throws(DocumentError) -> DecodedText
  {
    let (charset, mark) = try wishedCharset(name, start: bytes)
    if charset == .utf8 {
      return utf8(bytes, mark: mark, UTF8Survey(bytes[mark...], isComplete: isComplete))
    }
    let decoded = try text(
      of: bytes, in: charset, name: name.uppercased(), mark: mark, isComplete: isComplete)
    if isBinary(decoded.bytes) {
      throw .unusable("is not text (a quarter of its first characters are control codes)")
    }
    return decoded
  }

  /// The character set that a name wishes for, and the byte-order mark to leave out: a mark decides
  /// the order that the name leaves open.
  static func wishedCharset(_ name: String, start: [UInt8]) throws(DocumentError)
    -> (charset: Charset, mark: Int)
  {
    let charset = try Charset.named(name)
    if charset == .utf8 { return (charset, start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0) }
    guard charset.unitBytes > 1 else { return (charset, 0) }
    let plain = Charset.plainName(name)
    let leavesOrderOpen = !["LE", "BE", "LITTLE", "BIG"].contains { plain.hasSuffix($0) }
    if let marked = marked(start), marked.charset.unitBytes == charset.unitBytes,
      leavesOrderOpen || marked.charset == charset
    {
      return (marked.charset, marked.length)
    }
    if leavesOrderOpen, charset.unitBytes == 2, let order = UnicodeGuess.order(of: start) {
      return (.utf16(littleEndian: order), 0)
    }
    return (charset, 0)
  }

  private static func text(
    of bytes: [UInt8], in charset: Charset, name: String, mark: Int = 0, isComplete: Bool,
    guess: String? = nil
  ) throws(DocumentError) -> DecodedText {
    var decoder = try CharsetDecoder(charset)
    var raw: [UInt8] = []
    raw.reserveCapacity(bytes.count - mark)
    bytes.withUnsafeBufferPointer { buffer in
      let body = UnsafeBufferPointer(rebasing: buffer[mark...])
      _ = decoder.decode(body, isLast: isComplete, into: &raw)
    }
    var remarks = guess.map { [$0] } ?? []
    if decoder.bad > 0 { remarks.append(invalid(name, decoder.bad)) }
    var way = SourceWay(charset: charset, mark: mark)
    if case .iconv = charset { way.foldedEnds = SourceWay.foldedEnds(of: raw) }
    return DecodedText(
      bytes: withPlainLineEnds(raw[...]), encoding: name, remarks: remarks, way: way)
  }

  private static func utf8(_ bytes: [UInt8], mark: Int, _ survey: UTF8Survey) -> DecodedText {
    var way = SourceWay(charset: .utf8, mark: mark)
    let body = bytes[mark..<survey.end]
    if survey.illFormed == 0 {
      let isWhole = body.count == bytes.count
      way.isPlain = !body.contains(0x0D)
      let plain =
        way.isPlain ? (isWhole ? bytes : Array(body)) : withPlainLineEnds(body)
      return DecodedText(bytes: plain, encoding: "UTF-8", remarks: [], way: way)
    }
    let repaired = Array(String(decoding: body, as: UTF8.self).utf8)
    return DecodedText(
      bytes: withPlainLineEnds(repaired[...]), encoding: "UTF-8",
      remarks: [invalid("UTF-8", survey.illFormed)], way: way)
  }

  static func invalid(_ name: String, _ count: Int) -> String {
    "invalid \(name) in \(count == 1 ? "1 place" : "\(count) places"), shown as \u{FFFD}"
  }

  // MARK: - Guesses

  /// The character set of bytes that are not UTF-8; nil where they are, but for some of them.
  private static func olderSet(_ bytes: [UInt8], _ survey: UTF8Survey) throws(DocumentError)
    -> String?
  {
    if survey.looksLikeLatin1 { return "Latin-1" }
    if survey.looksLikeWindows1252 { return "Windows-1252" }
    guard survey.isNoUTF8 else { return nil }
    if let name = CyrillicGuess.charset(of: bytes) { return name }
    if survey.looksLikeAnotherCharacterSet {
      throw .unusable(
        "is not UTF-8 but in an older character set that cannot be told; name it with"
          + " --encoding, as in --encoding EUC-JP (iconv -l lists the names)")
    }
    return nil
  }

  static func refuseBinary(_ bytes: [UInt8]) throws(DocumentError) {
    if isBinary(bytes) {
      throw .unusable("is not text (a quarter of its first bytes are control codes)")
    }
  }

  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    let sample = bytes.prefix(4096)
    guard sample.count >= 8 else { return false }
    let controls = sample.count { $0 < 0x08 || (0x0E..<0x1B).contains($0) }
    return controls > sample.count / 4
  }

  // MARK: - Line ends

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

/// UTF-16 without its mark, told by the pattern of its high bytes.
enum UnicodeGuess {
  /// True for little endian, false for big endian, nil for what is no UTF-16 of an alphabet: there
  /// one byte of each pair hardly changes, and blanks and line ends make it zero now and then.
  static func order(of bytes: [UInt8]) -> Bool? {
    let sample = bytes.prefix(4096)
    guard sample.count >= 16 else { return nil }
    for isLittle in [true, false] where fits(sample, isLittle: isLittle) { return isLittle }
    return nil
  }

  private static func fits(_ sample: ArraySlice<UInt8>, isLittle: Bool) -> Bool {
    var rows = [Int](repeating: 0, count: 256)
    var (units, controls, zeros) = (0, 0, 0)
    var index = sample.startIndex
    while index + 1 < sample.endIndex {
      let low = sample[isLittle ? index : index + 1]
      let high = sample[isLittle ? index + 1 : index]
      rows[Int(high)] += 1
      if high == 0 {
        if low == 0 { zeros += 1 }
        if low < 0x20, ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains(low) { controls += 1 }
      }
      units += 1
      index += 2
    }
    // Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and the general punctuation.
    let alphabets = rows[0...6].reduce(0, +) + rows[0x20]
    return alphabets * 20 >= units * 19 && rows[0] * 20 >= units && rows[0] >= 4
      && controls * 50 <= units && zeros * 100 <= units
  }
}
