// Whether a book is locked, and by whom. Nothing here tries to open it.

enum EPUBProtection {
  /// Fonts that are only obscured hide no text (EPUB 3.3, 4.4; Adobe's older way of the same).
  private static let fontsOnly = [
    "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC",
  ]

  /// The name of what locks the book; nil when nothing does.
  static func scheme(of archive: Archive) throws(ArchiveFault) -> String? {
    let rights = try text(of: "META-INF/rights.xml", in: archive)
    if try archive.bytes(ofExactly: "META-INF/sinf.xml") != nil { return "Apple FairPlay" }
    if archive.index(ofExactly: "META-INF/license.lcpl") != nil { return "Readium LCP" }
    if let rights, let known = named(rights) { return known }
    guard let locks = try archive.bytes(ofExactly: "META-INF/encryption.xml") else { return nil }
    var xml = XMLReader(locks)
    var isInData = false
    var hasMethod = false
    while let event = xml.next() {
      switch event {
      case .start("EncryptedData", _): (isInData, hasMethod) = (true, false)
      case .start("EncryptionMethod", let attributes) where isInData && !hasMethod:
        hasMethod = true
        if !fontsOnly.contains(attributes.value("Algorithm") ?? "") {
          return named(String(decoding: locks, as: UTF8.self)) ?? "its files are encrypted"
        }
      case .end("EncryptedData"):
        if isInData, !hasMethod { return "its files are encrypted" }
        isInData = false
      default: break
      }
    }
    return nil
  }

  private static func text(of name: String, in archive: Archive) throws(ArchiveFault) -> String? {
    guard let bytes = try archive.bytes(ofExactly: name) else { return nil }
    return String(decoding: bytes.prefix(1 << 16), as: UTF8.self).lowercased()
  }

  private static func named(_ words: String) -> String? {
    let words = Array(words.lowercased().utf8.prefix(1 << 16))
    let schemes: [(String, String)] = [
      ("ns.adobe.com/adept", "Adobe ADEPT"), ("barnesandnoble.com", "Barnes & Noble"),
      ("kobo", "Kobo"), ("readium.org/2014/01/lcp", "Readium LCP"), ("fairplay", "Apple FairPlay"),
    ]
    return schemes.first { holds(words, Array($0.0.utf8)) }?.1
  }

  private static func holds(_ words: [UInt8], _ part: [UInt8]) -> Bool {
    guard words.count >= part.count else { return false }
    for start in 0...(words.count - part.count) where words[start] == part[0] {
      if words[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
