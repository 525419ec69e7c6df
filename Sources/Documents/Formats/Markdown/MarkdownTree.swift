// cmark-gfm's tree of a text, walked by its iterator and never by recursion: nesting is the
// writer's choice.

internal import CMarkdown
internal import Glibc
internal import Synchronization

/// A parsed text; frees itself.
final class MarkdownTree {
  /// What the parser reads beyond CommonMark.
  struct Extensions: OptionSet {
    let rawValue: Int
    static let table = Extensions(rawValue: 1)
    static let strikethrough = Extensions(rawValue: 2)
    static let taskList = Extensions(rawValue: 4)
    static let footnotes = Extensions(rawValue: 8)

    /// Those that are extensions of cmark-gfm by name; footnotes are an option of its core.
    fileprivate var names: [String] {
      let all: [(Extensions, String)] = [
        (.table, "table"), (.strikethrough, "strikethrough"), (.taskList, "tasklist"),
      ]
      return all.filter { contains($0.0) }.map(\.1)
    }
  }

  let root: OpaquePointer

  /// An extension's signs stand in a table that all parsers of the process share while one with
  /// extensions is at work: two such parsers at once would take them from each other.
  private static let turn = Mutex<Void>(())
  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Parses well-formed UTF-8; nil when there is no memory for it.
  init?(_ text: UnsafeBufferPointer<UInt8>, extensions: Extensions = []) {
    let options = extensions.contains(.footnotes) ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT
    let names = extensions.names
    let parse = { () -> OpaquePointer? in
      guard let parser = cmark_parser_new(Int32(options)) else { return nil }
      defer { cmark_parser_free(parser) }
      for name in names {
        guard let found = cmark_find_syntax_extension(name) else { continue }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      text.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
      return cmark_parser_finish(parser)
    }
    let parsed: OpaquePointer?
    if names.isEmpty {
      parsed = parse()
    } else {
      _ = Self.registered
      parsed = Self.turn.withLock { _ in SendableNode(node: parse()) }.node
    }
    guard let parsed else { return nil }
    root = parsed
  }

  private struct SendableNode: @unchecked Sendable { let node: OpaquePointer? }

  deinit { cmark_node_free(root) }

  /// What to do after a node.
  enum Step { case on, over, stop }

  /// Goes through the tree in reading order; each node is entered, and left if it can have
  /// children. The step that is asked for when a node is left is `.on`.
  func walk(_ visit: (_ node: OpaquePointer, _ isEntered: Bool) -> Step) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      switch visit(node, event == CMARK_EVENT_ENTER) {
      case .on: break
      case .over: cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
      case .stop: return
      }
    }
  }

  /// The words of a node, lent. They are well-formed even where the parser cut a scalar in two, as
  /// it does with the labels of footnotes that are not there.
  static func withLiteral(of node: OpaquePointer, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let literal = cmark_node_get_literal(node) else { return }
    let length = strlen(literal)
    literal.withMemoryRebound(to: UInt8.self, capacity: length) {
      let words = UnsafeBufferPointer(start: $0, count: length)
      if words.allSatisfy({ $0 < 0x80 }) || String(validating: words, as: UTF8.self) != nil {
        body(words)
      } else {
        var repaired = String(decoding: words, as: UTF8.self)
        repaired.withUTF8(body)
      }
    }
  }

  /// The words of a node, copied.
  static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  /// Where a link or an image leads, as written.
  static func address(_ node: OpaquePointer) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
  }
}
