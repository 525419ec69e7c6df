// The elements that mean something to a reader.

internal import CHTML

/// An element's name, or text.
enum HTMLTag: UInt8, CaseIterable {
  case text, space, other
  case html, head, title, base, link, meta, style, script, noscript, template, body
  case article, section, nav, aside, h1, h2, h3, h4, h5, h6, hgroup, header, footer, address
  case p, hr, pre, blockquote, ol, ul, menu, li, dl, dt, dd, figure, figcaption, main, div, center
  case a, em, strong, small, s, cite, q, code, samp, kbd, sub, sup, i, b, u, mark, time, span
  case ruby, rt, rp, rb, rtc, br, wbr, ins, del, strike, tt, dfn, `var`
  case img, iframe, embed, object, video, audio, canvas, map, math, annotation, svg
  case table, caption, colgroup, col, tbody, thead, tfoot, tr, td, th
  case form, fieldset, legend, label, input, button, select, datalist, option, optgroup, textarea
  case output, progress, meter, details, summary, dialog, listing, xmp, plaintext, frameset,
    noframes
  case picture, source, dir, search, noembed, applet

  var isText: Bool { self == .text || self == .space }
  var isSkipped: Bool { Self.traits[Int(rawValue)] & 1 != 0 }
  /// Begins and ends a paragraph.
  var isBlock: Bool { Self.traits[Int(rawValue)] & 2 != 0 }
  /// 1 to 6, else 0.
  var headingLevel: Int {
    (HTMLTag.h1...HTMLTag.h6).contains(self) ? Int(rawValue - HTMLTag.h1.rawValue) + 1 : 0
  }
  var isHeading: Bool { headingLevel > 0 }

  private static let skipped: [HTMLTag] = [
    .head, .title, .style, .script, .template, .noscript, .iframe, .embed, .object, .video, .audio,
    .canvas, .map, .annotation, .svg, .input, .button, .select, .datalist, .option, .optgroup,
    .textarea, .label, .progress, .meter, .noframes, .colgroup, .col, .source, .noembed, .applet,
  ]
  private static let blocks: [HTMLTag] = [
    .html, .body, .article, .section, .nav, .aside, .h1, .h2, .h3, .h4, .h5, .h6, .hgroup, .header,
    .footer, .address, .p, .hr, .pre, .blockquote, .ol, .ul, .menu, .li, .dl, .dt, .dd, .figure,
    .figcaption, .main, .div, .center, .table, .caption, .tbody, .thead, .tfoot, .tr, .td, .th,
    .form, .fieldset, .legend, .details, .summary, .dialog, .listing, .xmp, .plaintext, .frameset,
    .dir, .search,
  ]
  private static let traits: [UInt8] = {
    var traits = [UInt8](repeating: 0, count: HTMLTag.allCases.count)
    for tag in skipped { traits[Int(tag.rawValue)] |= 1 }
    for tag in blocks { traits[Int(tag.rawValue)] |= 2 }
    return traits
  }()

  private static let byGumbo: [HTMLTag] = {
    var tags = [HTMLTag](repeating: .other, count: Int(GUMBO_TAG_LAST.rawValue) + 1)
    for tag in HTMLTag.allCases where tag.rawValue > HTMLTag.other.rawValue {
      let known = gumbo_tag_enum(String(describing: tag))
      if known != GUMBO_TAG_UNKNOWN { tags[Int(known.rawValue)] = tag }
    }
    return tags
  }()
  /// Those that gumbo does not know.
  private static let byName: [(StaticString, HTMLTag)] = [
    ("picture", .picture), ("dialog", .dialog), ("search", .search), ("annotation", .annotation),
  ]

  static func of(_ node: UnsafePointer<GumboNode>) -> HTMLTag {
    switch node.pointee.type {
    case GUMBO_NODE_WHITESPACE: return .space
    case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE, GUMBO_NODE_DOCUMENT: break
    default: return .text
    }
    let element = node.pointee.v.element
    guard element.tag == GUMBO_TAG_UNKNOWN else { return byGumbo[Int(element.tag.rawValue)] }
    guard let start = element.original_tag.data, element.original_tag.length > 2 else {
      return .other
    }
    let bytes = UnsafeRawBufferPointer(start: start + 1, count: element.original_tag.length - 1)
      .bindMemory(to: UInt8.self)
    for (name, tag) in byName where HTMLBytes.has(bytes, 0, name) {
      let next = bytes[min(bytes.count - 1, name.utf8CodeUnitCount)]
      if HTMLBytes.isSpace(next) || next == 0x3E || next == 0x2F { return tag }
    }
    return .other
  }
}
extension HTMLTag: Comparable {
  static func < (left: HTMLTag, right: HTMLTag) -> Bool { left.rawValue < right.rawValue }
}
