// Bytes of a named character set to UTF-8, through the C library's iconv, and the way back from a
// place in the UTF-8 to the byte it came from.

import Glibc

/// Text that was made UTF-8, and where its parts stood.
struct TranscodedText {
  /// Well-formed UTF-8.
  var bytes: [UInt8] = []
  /// Places whose bytes mean nothing in the character set, shown as U+FFFD.
  var badPlaces = 0

  fileprivate struct Checkpoint {
    var source: Int
    var text: Int
  }
  fileprivate var checkpoints: [Checkpoint] = []
  fileprivate var source: [UInt8] = []
  fileprivate var charset = ""
}

/// Reads one character set.
enum IconvDecoder {
  /// Bytes between two remembered places.
  private static let stride = 512

  /// The text of `source` from a byte on; nil when the C library does not know the character set.
  /// An incomplete character at the very end is left out unless `isComplete`.
  static func decode(
    _ source: [UInt8], from start: Int = 0, charset: String, isComplete: Bool = true
  ) -> TranscodedText? {
    guard let converter = Converter(charset: charset) else { return nil }
    var result = TranscodedText()
    result.source = source
    result.charset = charset
    result.bytes.reserveCapacity(source.count + source.count / 4)
    var place = start
    while place < source.count {
      result.checkpoints.append(.init(source: place, text: result.bytes.count))
      let end = min(source.count, place + stride)
      let step = converter.run(
        source, from: place, to: end, isLast: end == source.count && isComplete,
        room: Int.max, into: &result.bytes)
      result.badPlaces += step.bad
      // Only the incomplete last character of an incomplete text leaves bytes behind.
      if step.place == place { break }
      place = step.place
    }
    return result
  }
}

extension TranscodedText {
  /// The byte of the source at which the text from this place on begins. Between two remembered
  /// places the conversion is done again with room for just so much text.
  func sourceOffset(of place: Int) -> Int {
    var low = 0
    var high = checkpoints.count
    while low < high {
      let middle = (low + high) / 2
      if checkpoints[middle].text <= place { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return checkpoints.first?.source ?? 0 }
    let checkpoint = checkpoints[low - 1]
    let wanted = place - checkpoint.text
    let end = low < checkpoints.count ? checkpoints[low].source : source.count
    guard wanted > 0 else { return checkpoint.source }
    guard let converter = Converter(charset: charset) else { return checkpoint.source }
    var ignored: [UInt8] = []
    return converter.run(
      source, from: checkpoint.source, to: end, isLast: low == checkpoints.count, room: wanted,
      into: &ignored
    ).place
  }
}

/// An open iconv descriptor.
private final class Converter {
  private let descriptor: iconv_t

  init?(charset: String) {
    guard !charset.isEmpty, charset.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }),
      let opened = iconv_open("UTF-8", charset), Int(bitPattern: opened) != -1
    else { return nil }
    descriptor = opened
  }

  deinit { iconv_close(descriptor) }

  /// Converts until the end or until `room` bytes are written. Bad bytes are skipped one by one.
  func run(
    _ source: [UInt8], from start: Int, to end: Int, isLast: Bool, room: Int,
    into text: inout [UInt8]
  ) -> (place: Int, bad: Int) {
    var place = start
    var bad = 0
    var left = room
    var wasBad = false
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      while place < end, left > 0 {
        let (read, written, problem) = step(source, place, end, buffer, min(buffer.count, left))
        if written > 0 {
          text.append(contentsOf: UnsafeRawBufferPointer(buffer).prefix(written))
          wasBad = false
        }
        place += read
        left -= written
        if problem == 0 || (problem == E2BIG && (read > 0 || written > 0)) { continue }
        if problem == E2BIG || (problem == EINVAL && !isLast) { break }
        // EILSEQ, or a character that the text's end cuts.
        if left < 3 { break }
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
        left -= 3
        place += 1
        if !wasBad { bad += 1 }
        wasBad = true
      }
    }
    return (place, bad)
  }

  private func step(
    _ source: [UInt8], _ place: Int, _ end: Int, _ buffer: UnsafeMutableBufferPointer<CChar>,
    _ room: Int
  ) -> (read: Int, written: Int, problem: Int32) {
    source.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return (0, 0, EINVAL) }
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
        mutating: (base + place).assumingMemoryBound(to: CChar.self))
      var inputLeft = end - place
      var output = buffer.baseAddress
      var outputLeft = room
      let result = iconv(descriptor, &input, &inputLeft, &output, &outputLeft)
      let problem = result == Int.max || Int(bitPattern: UInt(bitPattern: result)) == -1 ? errno : 0
      return (end - place - inputLeft, room - outputLeft, problem)
    }
  }
}
