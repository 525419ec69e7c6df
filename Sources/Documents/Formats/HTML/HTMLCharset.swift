// Which character set a web page is in, in the order of the HTML standard: byte-order mark, what the
// transport said, what the page says in its first 1024 bytes, else UTF-8 if it is that.

/// The character set of a page.
struct HTMLCharset: Equatable {
  /// As iconv names it.
  var name: String
  /// Bytes of a byte-order mark before the text.
  var markBytes = 0
  /// Nothing said so.
  var isGuess = false

  /// What a page is in. `transport` is a label of the wishes or of the HTTP answer.
  static func of(_ bytes: [UInt8], transport: String?) -> HTMLCharset {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return HTMLCharset(name: "UTF-8", markBytes: 3) }
    if bytes.starts(with: [0xFE, 0xFF]) { return HTMLCharset(name: "UTF-16BE", markBytes: 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return HTMLCharset(name: "UTF-16LE", markBytes: 2) }
    if let transport, let name = name(ofLabel: transport) ?? other(transport) {
      return HTMLCharset(name: name)
    }
    var scan = HTMLMetaScan(bytes: bytes.prefix(1024))
    if let label = scan.label(), let name = name(ofLabel: label) {
      // A page whose ASCII letters could be read is not UTF-16, whatever it says.
      if name.hasPrefix("UTF-16") { return HTMLCharset(name: "UTF-8") }
      return HTMLCharset(name: label.lowercased() == "x-user-defined" ? "CP1252" : name)
    }
    return HTMLCharset(name: isUTF8(bytes) ? "UTF-8" : "CP1252", isGuess: true)
  }

  /// What iconv calls the character set that a label means in the Encoding Standard; nil for labels
  /// that the standard does not know.
  static func name(ofLabel label: String) -> String? {
    let key = label.lowercased().filter { !" \t\n\r\u{C}\"'".contains($0) }
    return labels[key]
  }

  /// A name that only iconv knows.
  private static func other(_ label: String) -> String? {
    IconvDecoder.decode([], charset: label) == nil ? nil : label
  }

  /// By name, the labels of it. https://encoding.spec.whatwg.org/#names-and-labels
  private static let families: [(String, String)] = [
    ("UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
    ("CP866", "866 cp866 csibm866 ibm866"),
    ("ISO-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 latin2 l2"),
    ("ISO-8859-3", "iso-8859-3 iso8859-3 latin3 l3"),
    ("ISO-8859-4", "iso-8859-4 iso8859-4 latin4 l4"),
    ("ISO-8859-5", "cyrillic csisolatincyrillic iso-8859-5 iso8859-5"),
    ("ISO-8859-6", "arabic asmo-708 ecma-114 iso-8859-6 iso8859-6"),
    ("ISO-8859-7", "ecma-118 elot_928 greek greek8 iso-8859-7 iso8859-7"),
    ("ISO-8859-8", "hebrew visual iso-8859-8 iso8859-8 iso-8859-8-i logical"),
    ("ISO-8859-10", "iso-8859-10 iso8859-10 latin6 l6"),
    ("ISO-8859-13", "iso-8859-13 iso8859-13"),
    ("ISO-8859-14", "iso-8859-14 iso8859-14"),
    ("ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 l9"),
    ("ISO-8859-16", "iso-8859-16"),
    ("KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r"),
    ("KOI8-U", "koi8-ru koi8-u"),
    ("MACINTOSH", "csmacintosh mac macintosh x-mac-roman"),
    ("CP874", "dos-874 iso-8859-11 iso8859-11 tis-620 windows-874"),
    ("CP1250", "cp1250 windows-1250 x-cp1250 win-1250"),
    ("CP1251", "cp1251 windows-1251 x-cp1251 win-1251 win1251"),
    (
      "CP1252",
      "ansi_x3.4-1968 ascii us-ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso8859-1"
        + " iso88591 iso_8859-1 l1 latin1 windows-1252 x-cp1252 win-1252 x-user-defined"
    ),
    ("CP1253", "cp1253 windows-1253 x-cp1253"),
    ("CP1254", "cp1254 csisolatin5 iso-8859-9 iso8859-9 latin5 l5 windows-1254 x-cp1254"),
    ("CP1255", "cp1255 windows-1255 x-cp1255"),
    ("CP1256", "cp1256 windows-1256 x-cp1256"),
    ("CP1257", "cp1257 windows-1257 x-cp1257"),
    ("CP1258", "cp1258 windows-1258 x-cp1258"),
    ("MAC-CYRILLIC", "x-mac-cyrillic x-mac-ukrainian"),
    ("GB18030", "chinese csgb2312 gb2312 gb_2312 gb_2312-80 gbk x-gbk gb18030"),
    ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
    ("EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp"),
    ("ISO-2022-JP", "csiso2022jp iso-2022-jp"),
    ("CP932", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
    ("CP949", "cseuckr euc-kr korean ks_c_5601-1987 ksc5601 windows-949 cp949"),
    ("UTF-16BE", "utf-16be unicodefffe"),
    ("UTF-16LE", "utf-16 utf-16le ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff"),
  ]

  private static let labels: [String: String] = {
    var labels: [String: String] = [:]
    for (name, list) in families {
      for label in list.split(separator: " ") { labels[String(label)] = name }
    }
    return labels
  }()

  /// Whether bytes are well-formed UTF-8; a character that the end cuts is forgiven.
  static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          index += 1
          continue
        }
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch byte {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, lowest) = (3, 0xA0)
        case 0xED: (length, highest) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, lowest) = (4, 0x90)
        case 0xF4: (length, highest) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return false
        }
        for place in 1..<length {
          guard index + place < bytes.count else { return true }
          let next = bytes[index + place]
          guard next >= lowest, next <= highest else { return false }
          (lowest, highest) = (0x80, 0xBF)
        }
        index += length
      }
      return true
    }
  }
}
