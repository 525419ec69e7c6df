// Which addresses of a source or note may become links. Everything else stays text.

/// An address that a browser may follow.
enum WebAddress {
  /// The address with everything encoded that could end an attribute or deceive a reader; nil for all
  /// that is not http or https.
  static func href(_ address: String) -> String? {
    let start = address.prefix(8).lowercased()
    let scheme = start.hasPrefix("https://") ? 8 : start.hasPrefix("http://") ? 7 : 0
    guard scheme > 0 else { return nil }
    let rest = address.utf8.dropFirst(scheme)
    guard let first = rest.first, first != 0x2F, first != 0x3F, first != 0x23, first > 0x20 else {
      return nil
    }
    var bytes = Array(address.utf8.prefix(scheme))
    for byte in rest {
      if byte > 0x20, byte < 0x7F, !encoded.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 0xF))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let encoded = Array("\"<>\\^`{|}'".utf8)

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
