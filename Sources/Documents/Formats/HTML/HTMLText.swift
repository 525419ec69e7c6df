// Web pages: bytes become text, text a tree, the tree paragraphs.

import Text

/// Reads web pages.
public enum HTMLText {
  /// Bytes that a page may have.
  static let largest = 64 << 20

  /// The document in some bytes. `wishes.encoding` is what the transport said of the character set,
  /// `wishes.address` where the page was fetched from. Throws `.unusable` for what is too large.
  public static func document(
    from bytes: [UInt8], wishes: OpeningWishes = OpeningWishes(), isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    guard bytes.count <= largest else {
      throw .unusable("is a web page of more than 64 MB, which is more than can be opened")
    }
    let charset = HTMLCharset.of(bytes, transport: wishes.encoding)
    let (text, places) = decoded(bytes, charset, isComplete: isComplete)
    let bounded = HTMLBounds(text)
    let tree = HTMLTree(bounded.shortened, page: text)
    var document = read(tree, bounded, text, places, wishes)
    document.encoding = shown(charset.name)
    if charset.isGuess, charset.name != "UTF-8" {
      document.remarks.append("says no character set; read as \(shown(charset.name))")
    }
    if let bad = places.transcoded?.badPlaces, bad > 0 {
      document.remarks.append(
        "invalid \(shown(charset.name)) in \(bad == 1 ? "1 place" : "\(bad) places"),"
          + " shown as \u{FFFD}")
    }
    if bounded.isCut { document.remarks.append("too many elements: the rest is left out") }
    if bounded.isFlattened {
      document.remarks.append("nested deeper than can be shown: some elements are left out")
    }
    document.isComplete = isComplete
    document.sourceBytes = isComplete ? bytes.count : nil
    return document
  }

  /// The text of some bytes in UTF-8, and the way back from it.
  static func decoded(_ bytes: [UInt8], _ charset: HTMLCharset, isComplete: Bool) -> (
    [UInt8], HTMLPlaces
  ) {
    if charset.name == "UTF-8", HTMLCharset.isUTF8(bytes) {
      var text = bytes
      text.removeFirst(charset.markBytes)
      return (text, HTMLPlaces(shift: charset.markBytes))
    }
    guard
      let transcoded = IconvDecoder.decode(
        bytes, from: charset.markBytes, charset: charset.name, isComplete: isComplete)
    else {
      // A C library without its tables: as Latin-1 would be better than nothing, U+FFFD is honest.
      return (Array(String(decoding: bytes, as: UTF8.self).utf8), HTMLPlaces(shift: nil))
    }
    var places = HTMLPlaces(shift: nil)
    places.transcoded = transcoded
    return (transcoded.bytes, places)
  }

  /// The name of a character set as readers know it.
  static func shown(_ name: String) -> String {
    switch name {
    case "CP932": "Shift_JIS"
    case "CP949": "EUC-KR"
    case "BIG5-HKSCS": "Big5"
    default: name.hasPrefix("CP125") ? "Windows-" + name.dropFirst(2) : name
    }
  }

  private static func read(
    _ tree: HTMLTree, _ bounded: HTMLBounds, _ text: [UInt8], _ places: HTMLPlaces,
    _ wishes: OpeningWishes
  ) -> Document {
    guard !tree.nodes.isEmpty else { return DocumentBuilder().finish(format: .html) }
    let facts = HTMLFacts(tree)
    let metadata = HTMLMetadata(
      tree, facts, scripts: bounded.jsonScripts.prefix(100).map { text[$0] })
    let links = HTMLLinks(tree: tree, fetched: wishes.address, said: metadata.address)
    let article = wishes.isWhole ? nil : HTMLArticle.found(in: tree, facts, metadata)
    var places = places
    places.setQuotes(language: metadata.language)
    var walk = HTMLWalk(
      tree: tree, facts: facts, links: links, place: places,
      dropped: article?.dropped ?? Array(repeating: false, count: tree.nodes.count))
    for root in article?.roots ?? [0] { walk.run(root) }
    var document = walk.builder.finish(format: .html)
    document.title = metadata.title
    document.author = metadata.author
    document.date = metadata.date
    document.language = metadata.language
    document.address = links.own(metadata.address)
    return document
  }
}

/// The way back from what was parsed to the file, and what depends on the page as a whole.
struct HTMLPlaces {
  /// Bytes of the file before what was parsed, where that is the file itself; nil when the way back is
  /// not known.
  var shift: Int?
  /// The part of a book that the page is, and what was written out in it before it was parsed.
  var part: String?
  var written: EmptyElements?
  var transcoded: TranscodedText?
  var quotes: (Character, Character) = ("“", "”")
  var innerQuotes: (Character, Character) = ("‘", "’")

  func place(_ range: Range<Int>) -> SourcePlace {
    var (start, end) = (range.lowerBound, range.upperBound)
    if let written {
      // The end of what stands before a place, not the place behind what was written out there.
      (start, end) = (written.source(of: start), written.source(of: max(start, end - 1)) + 1)
    }
    if let transcoded {
      (start, end) = (transcoded.sourceOffset(of: start), transcoded.sourceOffset(of: end))
    } else if let shift {
      (start, end) = (start + shift, end + shift)
    } else {
      (start, end) = (0, 0)
    }
    return SourcePlace(
      part: part, bytes: ByteRange(ByteOffset(start), ByteOffset(max(start, end))))
  }

  /// The name of an anchor of this page among those of the whole text.
  func anchor(_ name: String) -> String { part.map { $0 + "#" + name } ?? name }

  /// Quotation marks as the language of the page sets them.
  mutating func setQuotes(language: String?) {
    switch language?.prefix(2).lowercased() {
    case "ru", "uk", "be", "fr", "it", "es", "el", "pt", "no", "nb":
      (quotes, innerQuotes) = (("«", "»"), ("“", "”"))
    case "de", "cs", "sk", "bg": (quotes, innerQuotes) = (("„", "“"), ("‚", "‘"))
    case "pl", "hu", "ro": (quotes, innerQuotes) = (("„", "”"), ("«", "»"))
    case "ja", "zh": (quotes, innerQuotes) = (("「", "」"), ("『", "』"))
    default: break
    }
  }
}
