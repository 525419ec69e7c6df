// Markdown as a format of documents: front matter, then the parser's blocks, a part at a time where
// the text allows it, so that the tree in memory stays small.

internal import CMarkdown
import Text

/// Reads Markdown texts: CommonMark with tables, footnotes, strikethrough, task lists, bare addresses,
/// wiki links and front matter.
public enum MarkdownText {
  /// Nesting beyond this is not shown.
  static let deepest = 64
  /// Columns of container marks and indent before a line's text.
  static let widest = 200
  /// Bytes parsed at once where nothing refers to what is defined elsewhere.
  private static let partBytes = 1 << 20

  /// The document in some bytes. `isComplete` is false for the first part of a longer file: its last
  /// paragraph is then left out unless it is the only one, and so are footnotes, which stand at the
  /// end. Throws `.unusable` for what is not text.
  public static func document(
    from bytes: [UInt8], encoding: String? = nil, isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    let decoded = try TextDecoding.decode(bytes, encoding: encoding, isComplete: isComplete)
    let front = MarkdownFrontMatter(decoded.bytes)
    var parts = MarkdownParts(
      text: decoded.bytes, from: front?.end ?? 0, line: front?.lines ?? 0,
      walk: MarkdownWalker(lines: MarkdownLines(decoded.bytes), isComplete: isComplete))
    parts.run()
    let title = parts.walk.title
    var document = parts.walk.finish()
    document.title = front?.title ?? title
    document.author = front?.author
    document.date = front?.date
    document.language = front?.language
    document.address = front?.address
    document.encoding = decoded.encoding
    document.remarks = decoded.remarks + parts.remarks + document.remarks
    document.structure.origins = try origins(document.structure.origins, by: decoded.way, in: bytes)
    document.isComplete = isComplete
    document.sourceBytes = isComplete ? bytes.count : nil
    return document
  }

  /// Places of the decoded text as places of the file.
  private static func origins(
    _ origins: [SourcePlace], by way: SourceWay, in source: [UInt8]
  ) throws(DocumentError) -> [SourcePlace] {
    if way.isPlain, way.mark == 0 { return origins }
    let offsets = Set(origins.flatMap { [$0.bytes.start.value, $0.bytes.end.value] }).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: zip(offsets, try way.places(of: offsets, in: source)))
    return origins.map { origin in
      let start = places[origin.bytes.start.value] ?? 0
      let end = places[origin.bytes.end.value] ?? start
      return SourcePlace(bytes: ByteRange(ByteOffset(start), ByteOffset(max(start, end))))
    }
  }

  /// Parses a text part by part. A part ends before the last of its outermost blocks, which begins the
  /// next one: where a block begins nothing else is open, so that nothing is parsed differently.
  private struct MarkdownParts {
    let text: [UInt8]
    var from: Int
    /// Lines before `from`, counted from 0.
    var line: Int
    var walk: MarkdownWalker
    var remarks: [String] = []

    mutating func run() {
      let survey = MarkdownSurvey(text[from...])
      var extensions: MarkdownTree.Extensions = [.strikethrough, .taskList, .footnotes]
      if survey.allowsTables { extensions.insert(.table) }
      let isWhole = survey.hasDefinitions && survey.nodes <= MarkdownSurvey.mostNodes
      if survey.hasDefinitions, !isWhole {
        remarks.append("so much markup that some links and footnotes may not be found")
      }
      var wanted = isWhole ? Int.max : MarkdownText.partBytes
      while from < text.count, !walk.isFull {
        let end = partEnd(wanted)
        let isLast = end == text.count
        let (prepared, cutLines) = prepare(from..<end, escaping: survey.escapesDeclarations)
        guard
          let tree = prepared.withUnsafeBufferPointer({ MarkdownTree($0, extensions: extensions) })
        else { return }
        var cut: Int?
        if !isLast {
          cut = Self.beginningOfLast(tree.root)
          if cut == nil, wanted < .max / 2, end - from >= wanted {
            wanted *= 2
            continue
          }
        }
        walk.walk(tree, firstLine: line, cutLines: cutLines, until: cut, isLast: isLast)
        advance(by: cut, to: end)
        if !isWhole { wanted = MarkdownText.partBytes }
      }
    }

    private mutating func advance(by lines: Int?, to end: Int) {
      var left = lines ?? .max
      while from < end, left > 0 {
        if text[from] == 0x0A {
          line += 1
          left -= 1
        }
        from += 1
      }
    }

    /// The end of a line, after so many bytes or as many as make a tree of the largest size.
    private func partEnd(_ wanted: Int) -> Int {
      guard wanted < text.count - from else {
        if wanted == .max { return text.count }
        return partEndBySize(text.count)
      }
      return partEndBySize(from + wanted)
    }

    private func partEndBySize(_ most: Int) -> Int {
      var nodes = 0
      var lineStart = from
      var index = from
      return text.withUnsafeBufferPointer { buffer in
        while index < buffer.count {
          switch buffer[index] {
          case 0x0A:
            nodes += 2
            lineStart = index + 1
            if lineStart >= most { return lineStart }
          case 0x21, 0x26, 0x2A, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5F, 0x60, 0x7C, 0x7E: nodes += 2
          default: break
          }
          index += 1
          // A line that is too much by itself is cut where it is.
          if nodes > MarkdownSurvey.mostNodes { return lineStart > from ? lineStart : index }
        }
        return buffer.count
      }
    }

    /// The lines of a part as the parser gets them, and which of them were cut.
    private func prepare(_ range: Range<Int>, escaping: Bool) -> ([UInt8], Set<Int>) {
      var kept: [UInt8] = []
      kept.reserveCapacity(range.count)
      var cutLines: Set<Int> = []
      var start = range.lowerBound
      var number = 0
      while start < range.upperBound {
        let end =
          text[start..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? range.upperBound
        let shallow = ContainerMarks.shallow(
          text[start..<end], deepest: MarkdownText.deepest, widest: MarkdownText.widest)
        if let shallow {
          kept += shallow
          cutLines.insert(number)
        } else {
          kept += text[start..<end]
        }
        start = end
        number += 1
      }
      return (escaping ? Self.escapingDeclarations(kept) : kept, cutLines)
    }

    /// With a backslash before each `<?` and `<!`, which makes them words.
    private static func escapingDeclarations(_ text: [UInt8]) -> [UInt8] {
      var result: [UInt8] = []
      result.reserveCapacity(text.count + text.count / 4)
      for index in text.indices {
        if text[index] == 0x3C, index + 1 < text.count,
          text[index + 1] == 0x21 || text[index + 1] == 0x3F
        {
          result.append(0x5C)
        }
        result.append(text[index])
      }
      return result
    }

    /// The line that the last outermost block begins on, counted from 0; nil when it is the only one.
    private static func beginningOfLast(_ root: OpaquePointer) -> Int? {
      var node = cmark_node_last_child(root)
      while let last = node, cmark_node_get_type(last) == CMARK_NODE_FOOTNOTE_DEFINITION {
        node = cmark_node_previous(last)
      }
      guard let last = node else { return nil }
      let line = Int(cmark_node_get_start_line(last)) - 1
      return line > 0 ? line : nil
    }
  }
}
