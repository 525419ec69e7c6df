// Long texts that are not UTF-8 are turned into it once, from one descriptor into another, so that they
// can then be read in windows like any other. Never holds more than a few pieces of the text.

#if canImport(Glibc)
  import Glibc
#endif

/// Turns long texts into UTF-8.
public enum TextTranscoding {
  /// What became of a text.
  public struct Outcome: Hashable, Sendable {
    /// Bytes written.
    public var bytes = 0
    /// Places that could not be decoded and became U+FFFD.
    public var badPlaces = 0
    /// Those places as a remark for the reader; nil when there are none.
    public var remark: String?
  }

  /// Bytes of one piece.
  private static let piece = 1 << 16

  /// The encoding that a text seems to be in, told from its first bytes (64 KB are enough), as `copy`
  /// takes it; nil for UTF-8.
  /// Throws `.unusable` for what is not text or in a character set that cannot be told.
  public static func encoding(ofTextBeginning start: [UInt8]) throws(DocumentError) -> String? {
    try TextDecoding.guess(start)
  }

  /// Copies a text from where `source` stands to its end, as UTF-8 without a byte-order mark; line
  /// ends stay as they are. `goesOn` is asked after each piece; false ends the copy early.
  /// Throws `.unusable` for an encoding that nobody knows, `.unreadable` when reading or writing fails.
  @discardableResult
  public static func copy(
    from source: Int32, to target: Int32, encoding: String, goesOn: () -> Bool = { true }
  ) throws(DocumentError) -> Outcome {
    var outcome = Outcome()
    var input: [UInt8] = []
    var isLast = try fill(&input, from: source)
    let (charset, mark) = try TextDecoding.wishedCharset(encoding, start: input)
    input.removeFirst(min(mark, input.count))
    var decoder = try CharsetDecoder(charset)
    var output: [UInt8] = []
    output.reserveCapacity(piece * 3)
    while true {
      output.removeAll(keepingCapacity: true)
      let used = input.withUnsafeBufferPointer { buffer in
        decoder.decode(buffer, isLast: isLast, into: &output)
      }
      try write(output, to: target)
      outcome.bytes += output.count
      if isLast || !goesOn() { break }
      input.removeFirst(used)
      isLast = try fill(&input, from: source)
    }
    outcome.badPlaces = decoder.bad
    if decoder.bad > 0 { outcome.remark = TextDecoding.invalid(encoding, decoder.bad) }
    return outcome
  }

  /// Reads until a piece is full; true at the end of the source.
  private static func fill(_ input: inout [UInt8], from source: Int32) throws(DocumentError) -> Bool
  {
    var chunk = [UInt8](repeating: 0, count: piece)
    while input.count < piece {
      let wanted = piece - input.count
      let got = chunk.withUnsafeMutableBytes { Glibc.read(source, $0.baseAddress, wanted) }
      if got < 0 {
        if errno == EINTR { continue }
        throw .unreadable(String(cString: strerror(errno)))
      }
      if got == 0 { return true }
      input.append(contentsOf: chunk[..<got])
    }
    return false
  }

  private static func write(_ bytes: [UInt8], to target: Int32) throws(DocumentError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(
          errno == ENOSPC
            ? "the disk is full: no room for a copy of it as UTF-8"
            : String(cString: strerror(errno)))
      }
      rest = rest.dropFirst(count)
    }
  }
}
