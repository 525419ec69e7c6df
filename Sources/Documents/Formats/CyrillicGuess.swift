// Which of the older Cyrillic character sets some bytes are in, by how often letters occur and where
// capitals stand. The sets hold the same letters in different places, so that a text read in the
// wrong one has rare letters everywhere and capitals inside words.

/// Guesses at older Cyrillic character sets.
enum CyrillicGuess {
  /// High bytes under which nothing is guessed, and after which the answer no longer changes.
  static let fewest = 20
  private static let enough = 32_768

  /// In the order in which they are met today; names that iconv knows too.
  static let candidates = ["Windows-1251", "KOI8-U", "IBM866", "ISO-8859-5"]

  /// Bits a high byte that a text costs at most on the average, read rightly. Measured: Russian,
  /// Ukrainian, Belarusian, Bulgarian and Serbian sentences, also all in capitals, lie between 4.4
  /// and 4.8; the best wrong set for Hebrew at 5.4, for Greek, Arabic, Chinese, Japanese, Korean and
  /// Thai above 5.9, for Polish and Turkish above 8. Greek all in capitals is the one that fits by
  /// chance.
  private static let mostBits = 5.3
  /// Bits that the runner-up costs more.
  private static let lead = 0.3

  /// The character set, nil when there are too few high bytes or nothing fits clearly.
  static func charset(of bytes: [UInt8]) -> String? {
    var costs: [(name: String, bits: Double)] = []
    for name in candidates {
      guard let charset = try? Charset.named(name), case .table(let table) = charset else {
        continue
      }
      guard let bits = bitsPerByte(bytes, table) else { return nil }
      costs.append((name, bits))
    }
    costs.sort { $0.bits < $1.bits }
    guard let best = costs.first, best.bits <= mostBits else { return nil }
    guard costs.count < 2 || costs[1].bits - best.bits >= lead else { return nil }
    return best.name == "KOI8-U" ? koi8(bytes, best.bits) : best.name
  }

  /// KOI8-U has eight letters of Ukrainian where KOI8-R has lines for boxes; without them it is KOI8-R.
  private static func koi8(_ bytes: [UInt8], _ bits: Double) -> String {
    guard let charset = try? Charset.named("KOI8-R"), case .table(let table) = charset,
      let other = bitsPerByte(bytes, table), other <= bits
    else { return "KOI8-U" }
    return "KOI8-R"
  }

  private enum Sign { case none, latin, lower, upper }

  /// The mean cost of a high byte in one set; nil for too few of them.
  static func bitsPerByte(_ bytes: [UInt8], _ table: [UInt32]) -> Double? {
    var cost = 0.0
    var count = 0
    var before = Sign.none
    for byte in bytes {
      if byte < 0x80 {
        before = (0x41...0x5A).contains(byte & 0xDF) ? .latin : .none
        continue
      }
      count += 1
      let letter = Self.letter(table[Int(byte)])
      cost += letter.bits
      switch (before, letter.sign) {
      // A capital inside a word, Cyrillic beside Latin: hardly ever.
      case (.lower, .upper), (.latin, .lower), (.latin, .upper): cost += 6
      case (.none, .upper): cost += 2
      default: break
      }
      before = letter.sign
      if count == enough { break }
    }
    return count >= fewest ? cost / Double(count) : nil
  }

  /// Bits of a scalar by itself, and what it is.
  private static func letter(_ scalar: UInt32) -> (bits: Double, sign: Sign) {
    switch scalar {
    case 0x430...0x44F: (bits[Int(scalar) - 0x430], .lower)
    case 0x410...0x42F: (bits[Int(scalar) - 0x410], .upper)
    case 0x451: (7, .lower)
    case 0x401: (7, .upper)
    // Ukrainian and Belarusian і, Ukrainian ї and є: common where they occur at all.
    case 0x454, 0x456, 0x457: (5.5, .lower)
    case 0x404, 0x406, 0x407: (5.5, .upper)
    case 0x452...0x45F, 0x491: (7, .lower)
    case 0x402...0x40F, 0x490: (7, .upper)
    // Quotation marks, dashes, the numero sign, a blank that does not break.
    case 0xA0, 0xAB, 0xBB, 0x2013, 0x2014, 0x2018...0x201E, 0x2026, 0x2116: (6, .none)
    default: (11, .none)
    }
  }

  /// -log2 of the frequency of а…я in Russian prose, after the counts in the National Corpus of the
  /// Russian language (о 10.97 %, е 8.45 %, … ъ 0.04 %). Ъ is counted as in Bulgarian, where it is common.
  private static let bits: [Double] = [
    3.64, 5.97, 4.46, 5.88, 5.07, 3.56, 6.73, 5.92, 3.77, 6.37, 4.84, 4.51, 4.96, 3.90, 3.19, 5.15,
    4.40, 4.19, 4.00, 5.25, 8.59, 6.69, 7.70, 6.12, 7.10, 8.12, 7.50, 5.72, 5.85, 8.29, 7.29, 5.64,
  ]
}
