// In which character set an XML file is, by its first bytes (XML 1.0, appendix F), and its text in UTF-8.

enum XMLEncoding {
  /// The label of the character set; nil when nothing is declared. A byte-order mark is not looked at.
  static func label(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x3C, 0, 0x3F, 0]) { return "UTF-16LE" }
    if bytes.starts(with: [0, 0x3C, 0, 0x3F]) { return "UTF-16BE" }
    guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
    let line = String(decoding: bytes.prefix(200).prefix { $0 != 0x3E }, as: UTF8.self)
    let words = line.split(whereSeparator: { "\"'= \t\r\n".contains($0) })
    guard let place = words.firstIndex(of: "encoding"), place + 1 < words.count else { return nil }
    return String(words[place + 1])
  }

  /// The text of a file in UTF-8, without a byte-order mark.
  static func text(_ bytes: [UInt8]) -> [UInt8] {
    HTMLText.decoded(bytes, HTMLCharset.of(bytes, transport: label(bytes)), isComplete: true).0
  }
}
