// One tag of a page, read as the standard's tokenizer reads it: name, attributes, end. And what each
// element means for those that are open.

internal import CHTML

enum HTMLBytes {
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }
  /// Whether these letters, in small ones, stand there in any case.
  static func has(_ source: UnsafeBufferPointer<UInt8>, _ place: Int, _ words: StaticString)
    -> Bool
  {
    let count = words.utf8CodeUnitCount
    guard place + count <= source.count else { return false }
    for index in 0..<count {
      let byte = source[place + index]
      let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if folded != words.utf8Start[index] { return false }
    }
    return true
  }
}

/// A tag being read.
struct HTMLTagScan {
  private let source: UnsafeBufferPointer<UInt8>
  private(set) var key: UInt32
  /// Behind the `>`.
  private(set) var end: Int
  /// Attributes beyond those that may be kept.
  private(set) var excess: Range<Int>?
  /// Of the whole tag.
  private(set) var hash: UInt32 = 0
  /// `type` names JSON-LD.
  private(set) var isJSON = false

  init(_ source: UnsafeBufferPointer<UInt8>, _ nameStart: Int) {
    self.source = source
    (key, end) = Self.key(source, nameStart)
  }

  /// A number for the element's name, equal for equal names, and where the name ends.
  static func key(_ source: UnsafeBufferPointer<UInt8>, _ start: Int) -> (key: UInt32, end: Int) {
    var end = start
    var hash: UInt32 = 2_166_136_261
    while end < source.count {
      let byte = source[end]
      if HTMLBytes.isSpace(byte) || byte == 0x2F || byte == 0x3E { break }
      hash = (hash ^ UInt32(HTMLBytes.isLetter(byte) ? byte | 0x20 : byte)) &* 16_777_619
      end += 1
    }
    guard end > start, end - start <= 16, let base = source.baseAddress else {
      return (hash | 0x8000_0000, end)
    }
    let tag = (base + start).withMemoryRebound(to: CChar.self, capacity: end - start) {
      gumbo_tagn_enum($0, UInt32(end - start))
    }
    return (tag == GUMBO_TAG_UNKNOWN ? hash | 0x8000_0000 : tag.rawValue, end)
  }

  mutating func skipAttributes(keeping most: Int) {
    let start = end
    var count = 0
    var excessStart: Int?
    while end < source.count {
      while end < source.count, HTMLBytes.isSpace(source[end]) || source[end] == 0x2F { end += 1 }
      guard end < source.count else { break }
      if source[end] == 0x3E {
        if let excessStart { excess = excessStart..<end }
        end += 1
        break
      }
      count += 1
      if count > most, excessStart == nil { excessStart = end }
      skipAttribute()
    }
    if excess == nil, let excessStart { excess = excessStart..<end }
    for index in start..<min(end, start + 256) {
      hash = (hash ^ UInt32(source[index])) &* 16_777_619
    }
    hash ^= key
  }

  private mutating func skipAttribute() {
    let nameStart = end
    // A sign of equality may begin a name.
    if end < source.count { end += 1 }
    while end < source.count {
      let byte = source[end]
      if HTMLBytes.isSpace(byte) || byte == 0x2F || byte == 0x3E || byte == 0x3D { break }
      end += 1
    }
    let isType = end - nameStart == 4 && HTMLBytes.has(source, nameStart, "type")
    while end < source.count, HTMLBytes.isSpace(source[end]) { end += 1 }
    guard end < source.count, source[end] == 0x3D else { return }
    end += 1
    while end < source.count, HTMLBytes.isSpace(source[end]) { end += 1 }
    guard end < source.count else { return }
    let quote = source[end]
    if quote == 0x22 || quote == 0x27 {
      if isType, HTMLBytes.has(source, end + 1, "application/ld+json") { isJSON = true }
      end = source[(end + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? source.count
      return
    }
    if isType, HTMLBytes.has(source, end, "application/ld+json") { isJSON = true }
    while end < source.count, !HTMLBytes.isSpace(source[end]), source[end] != 0x3E { end += 1 }
  }
}

/// What an element means for those that are open.
struct HTMLTagRole: OptionSet {
  let rawValue: UInt16
  static let void = HTMLTagRole(rawValue: 1)
  /// Opened anew in each block until its own end.
  static let formatting = HTMLTagRole(rawValue: 2)
  /// Ends of other elements do not close it.
  static let special = HTMLTagRole(rawValue: 4)
  /// Ends of elements outside do not reach through it.
  static let barrier = HTMLTagRole(rawValue: 8)
  static let closesParagraph = HTMLTagRole(rawValue: 16)
  static let heading = HTMLTagRole(rawValue: 32)
  static let tablePart = HTMLTagRole(rawValue: 64)
  static let ruby = HTMLTagRole(rawValue: 128)
  static let option = HTMLTagRole(rawValue: 256)
  /// An item of a list outside is closed through it.
  static let transparent = HTMLTagRole(rawValue: 512)
  /// Its content is no markup and nothing that is read.
  static let raw = HTMLTagRole(rawValue: 1024)
  /// As above, but it is read.
  static let readRaw = HTMLTagRole(rawValue: 8192)
  private static let row = HTMLTagRole(rawValue: 2048)
  private static let cell = HTMLTagRole(rawValue: 4096)

  static let link = GUMBO_TAG_A.rawValue
  static let paragraph = GUMBO_TAG_P.rawValue
  static let item = GUMBO_TAG_LI.rawValue
  static let term = GUMBO_TAG_DT.rawValue
  static let definition = GUMBO_TAG_DD.rawValue
  static let button = GUMBO_TAG_BUTTON.rawValue
  static let table = GUMBO_TAG_TABLE.rawValue

  /// 1 for groups of rows, 2 for rows, 3 for cells.
  var tableLevel: Int { contains(Self.cell) ? 3 : contains(Self.row) ? 2 : 1 }

  static func of(_ key: UInt32) -> HTMLTagRole {
    Int(key) < table_.count ? table_[Int(key)] : []
  }

  private static let table_: [HTMLTagRole] = {
    var roles = [HTMLTagRole](repeating: [], count: Int(GUMBO_TAG_LAST.rawValue))
    func add(_ role: HTMLTagRole, _ names: String) {
      for name in names.split(separator: " ") {
        let tag = gumbo_tag_enum(String(name))
        if tag != GUMBO_TAG_UNKNOWN { roles[Int(tag.rawValue)].insert(role) }
      }
    }
    add(
      .void,
      "area base basefont bgsound br col embed frame hr image img input isindex keygen link"
        + " menuitem meta param source track wbr")
    add(.formatting, "a b big code em font i nobr s small strike strong tt u")
    let blocks =
      "address article aside blockquote center details dir div dl fieldset figcaption figure"
      + " footer header hgroup main menu nav ol section summary ul pre listing form plaintext xmp"
      + " li dd dt h1 h2 h3 h4 h5 h6"
    add(.special, blocks)
    add(.special, "p applet button caption colgroup html body head iframe marquee noembed noframes")
    add(.special, "noscript object script select style table tbody td template textarea tfoot th")
    add(.special, "thead title tr frameset")
    add(.closesParagraph, blocks + " p table hr")
    add(.barrier, "applet caption html table td th marquee object template button")
    add(.heading, "h1 h2 h3 h4 h5 h6")
    add(.tablePart, "tbody thead tfoot caption colgroup tr td th")
    add(row, "tr")
    add(cell, "td th")
    add(.ruby, "rt rp rb rtc")
    add(.option, "option optgroup")
    add(.transparent, "address div p")
    add(.raw, "script style textarea iframe noembed noframes title xmp")
    add(.readRaw, "title xmp")
    return roles
  }()
}
