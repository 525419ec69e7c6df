// A parsed page as one row of nodes in reading order, each knowing where its contents end: every walk
// is a loop, and leaving something out is a jump.

internal import CHTML
import Glibc

/// A node of a page.
struct HTMLNode {
  var tag: HTMLTag
  /// Index of the element around it; of the first node its own.
  var parent: Int32
  /// Index behind its contents.
  var end: Int32
  var pointer: UnsafePointer<GumboNode>
  /// Of text its words.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
}

/// A page. Lives as long as the memory behind its nodes.
final class HTMLTree {
  private let arena = HTMLArena()
  /// What gumbo was given; its nodes point into it.
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let page: UnsafeMutableBufferPointer<UInt8>
  private let short: HTMLShortText
  private(set) var nodes: [HTMLNode] = []

  /// `page` is what the short text was made from.
  init(_ short: HTMLShortText, page: [UInt8]) {
    let bytes = short.bytes
    self.short = short
    self.page = .allocate(capacity: max(1, page.count))
    _ = self.page.initialize(from: page)
    text = .allocate(capacity: bytes.count + 1)
    _ = text.initialize(from: bytes + [0])
    var options = GumboOptions()
    options.allocator = { data, size in
      guard let data else { return nil }
      return Unmanaged<HTMLArena>.fromOpaque(data).takeUnretainedValue().allocate(size)
    }
    options.deallocator = { data, pointer in
      guard let data, let pointer else { return }
      Unmanaged<HTMLArena>.fromOpaque(data).takeUnretainedValue().giveBack(pointer)
    }
    options.userdata = Unmanaged.passUnretained(arena).toOpaque()
    options.tab_stop = 8
    options.max_errors = 0
    options.fragment_context = GUMBO_TAG_LAST
    options.fragment_namespace = GUMBO_NAMESPACE_HTML
    guard let base = text.baseAddress else { return }
    let output = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      gumbo_parse_with_options(&options, $0, bytes.count)
    }
    if let root = output?.pointee.root { lay(UnsafePointer(root)) }
  }

  deinit {
    text.deallocate()
    page.deallocate()
  }

  private func lay(_ root: UnsafePointer<GumboNode>) {
    var open: [(index: Int, child: UInt32)] = []
    func add(_ node: UnsafePointer<GumboNode>) {
      let index = nodes.count
      let tag = HTMLTag.of(node)
      nodes.append(
        HTMLNode(
          tag: tag, parent: Int32(open.last?.index ?? 0), end: Int32(index + 1), pointer: node))
      if tag.isText { nodes[index].text = words(node) } else { open.append((index, 0)) }
    }
    add(root)
    while let last = open.last {
      let children = nodes[last.index].pointer.pointee.v.element.children
      if last.child < children.length, let data = children.data {
        open[open.count - 1].child += 1
        guard let child = data[Int(last.child)] else { continue }
        let node = UnsafePointer(child.assumingMemoryBound(to: GumboNode.self))
        switch node.pointee.type {
        case GUMBO_NODE_COMMENT, GUMBO_NODE_TEMPLATE, GUMBO_NODE_DOCUMENT: break
        default: add(node)
        }
      } else {
        nodes[last.index].end = Int32(nodes.count)
        open.removeLast()
      }
    }
  }

  // MARK: - What a node says

  /// The bytes of a text node.
  func text(_ index: Int) -> UnsafeBufferPointer<UInt8> { nodes[index].text }

  /// The words of a text node, with what stand-ins stand for.
  private func words(_ node: UnsafePointer<GumboNode>) -> UnsafeBufferPointer<UInt8> {
    let text = HTMLC.bytes(node.pointee.v.text.text)
    guard let base = text.baseAddress, memchr(base, 0xF4, text.count) != nil else { return text }
    if text.count == HTMLShortText.standInBytes, let run = short.run(text, at: 0) {
      return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(page)[run])
    }
    var whole: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == 0xF4, let run = short.run(text, at: place) {
        whole += page[run]
        place += HTMLShortText.standInBytes
      } else {
        whole.append(text[place])
        place += 1
      }
    }
    let copy = arena.allocate(whole.count + 1)
    copy.copyMemory(from: whole, byteCount: whole.count)
    return UnsafeRawBufferPointer(start: copy, count: whole.count).bindMemory(to: UInt8.self)
  }

  /// Where a text node stands in what was parsed.
  func place(ofText index: Int) -> Range<Int> {
    let text = nodes[index].pointer.pointee.v.text
    let start = Int(text.start_pos.offset)
    let first = short.page(start)
    return first..<max(first, short.page(start + Int(text.original_text.length)))
  }

  /// Where an element's tag begins in what was parsed.
  func place(ofElement index: Int) -> Range<Int> {
    let element = nodes[index].pointer.pointee.v.element
    let start = Int(element.start_pos.offset)
    let first = short.page(start)
    return first..<max(first, short.page(start + Int(element.original_tag.length)))
  }

  /// An attribute's value; nil when it is missing.
  func attribute(_ name: StaticString, of index: Int) -> String? {
    rawAttribute(name, of: index).map { String(decoding: $0, as: UTF8.self) }
  }

  func rawAttribute(_ name: StaticString, of index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard !nodes[index].tag.isText else { return nil }
    let attributes = nodes[index].pointer.pointee.v.element.attributes
    guard attributes.length > 0, let data = attributes.data else { return nil }
    for place in 0..<Int(attributes.length) {
      guard let pointer = data[place] else { continue }
      let attribute = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
      guard let key = attribute.name, let value = attribute.value, HTMLC.equals(key, name) else {
        continue
      }
      return UnsafeRawBufferPointer(start: value, count: HTMLC.length(value))
        .bindMemory(to: UInt8.self)
    }
    return nil
  }

  func has(_ name: StaticString, _ index: Int) -> Bool { rawAttribute(name, of: index) != nil }

  /// All words of a subtree, white space folded, at most so many bytes.
  func words(of index: Int, atMost limit: Int = 4096) -> String {
    var bytes: [UInt8] = []
    var next = index
    let end = Int(nodes[index].end)
    while next < end, bytes.count < limit {
      if nodes[next].tag.isText {
        for byte in text(next) {
          if HTMLBytes.isSpace(byte) {
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
          } else {
            bytes.append(byte)
          }
        }
      } else if nodes[next].tag.isSkipped {
        next = Int(nodes[next].end)
        continue
      } else if nodes[next].tag == .br, let last = bytes.last, last != 0x20 {
        bytes.append(0x20)
      }
      next += 1
    }
    if bytes.count > limit {
      bytes.removeLast(bytes.count - limit)
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next node around one, the page itself last.
  func parent(_ index: Int) -> Int? { index == 0 ? nil : Int(nodes[index].parent) }
}

enum HTMLC {
  static func length(_ text: UnsafePointer<CChar>) -> Int {
    strlen(text)
  }
  static func equals(_ text: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
    for index in 0..<name.utf8CodeUnitCount
    where UInt8(bitPattern: text[index]) != name.utf8Start[index] {
      return false
    }
    return text[name.utf8CodeUnitCount] == 0
  }
}
extension HTMLC {
  /// The name and value of an attribute of gumbo's.
  static func nameAndValue(_ pointer: UnsafeMutableRawPointer) -> (
    UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>
  ) {
    let attribute = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
    return (bytes(attribute.name), bytes(attribute.value))
  }

  static func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: text, count: length(text)).bindMemory(to: UInt8.self)
  }
}

extension HTMLTree {
  /// Calls `body` for each attribute, with lent bytes.
  func eachAttribute(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let attributes = nodes[index].pointer.pointee.v.element.attributes
    guard attributes.length > 0, let data = attributes.data else { return }
    for place in 0..<Int(attributes.length) {
      guard let pointer = data[place] else { continue }
      let attribute = HTMLC.nameAndValue(pointer)
      body(attribute.0, attribute.1)
    }
  }
}
