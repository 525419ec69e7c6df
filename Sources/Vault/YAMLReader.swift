// The one file that knows Yams. Its nodes become our values here; what could make the library run
// away - nesting, aliases - is refused before it is called.

public import Notes
import Yams

/// Reads YAML with libyaml.
public struct YAMLReader: YAMLReading {
  /// Deeper values are refused.
  static let depthLimit = 32

  public init() {}

  /// The entries of the top-level mapping.
  public func entries(of text: String) throws(YAMLProblem) -> [YAMLEntry] {
    let scan = YAMLScan(text)
    if let problem = scan.problem { throw problem }
    guard !scan.isEmpty else { return [] }
    do {
      // Anchors are held weakly by the nodes: the parser has to outlive their reading.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else { return [] }
        return try Conversion(scan: scan).topLevel(root)
      }
    } catch let problem as YAMLProblem {
      throw problem
    } catch let error as YamlError {
      throw Self.problem(error, scan)
    } catch {
      throw YAMLProblem(rule: .brokenYAML, line: 1, reason: "not valid YAML")
    }
  }

  private static func problem(_ error: YamlError, _ scan: YAMLScan) -> YAMLProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let line = scan.line(mark.line)
      if scan.isTabIndented(line) {
        return broken(line, "a tab indents this line; YAML wants blanks")
      }
      return broken(line, explained(problem))
    case .composer(_, let problem, let mark, _):
      return broken(scan.line(mark.line), explained(problem))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = scan.line(context.mark.line)
      return YAMLProblem(
        rule: .duplicateKey, line: scan.repeated(key, after: first) ?? first,
        reason: "the key \(key) stands twice")
    case .reader(let problem, _, _, _):
      return broken(1, "not valid YAML: \(problem)")
    default:
      return broken(1, "not valid YAML")
    }
  }

  private static func broken(_ line: Int, _ reason: String) -> YAMLProblem {
    YAMLProblem(rule: .brokenYAML, line: line, reason: reason)
  }

  /// The library's terse findings in words that say what to do.
  private static func explained(_ problem: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "a second colon in one line, or wrong indentation: put the text in quotes"
    case "could not find expected ':'": "a key without its colon"
    case "found unexpected end of stream": "a quotation mark or bracket is never closed"
    case "did not find expected ',' or ']'": "a list in brackets is not closed, or lacks a comma"
    case "did not find expected ',' or '}'": "a mapping in braces is not closed, or lacks a comma"
    case "did not find expected key": "a key was expected here: check indentation and quotes"
    case "found character that cannot start any token":
      "a value cannot begin with this character: put it in quotes"
    case "but found another document": "only one YAML document can stand here"
    case "found undefined alias": aliasReason
    default: "not valid YAML: \(problem)"
    }
  }

  static let aliasReason = "YAML anchors and aliases (& and *) are not read: write the value out"
}

/// Turns nodes into values.
private struct Conversion {
  let scan: YAMLScan

  func topLevel(_ root: Node) throws -> [YAMLEntry] {
    if case .null = try converted(root, depth: 1) { return [] }
    guard case .mapping(let mapping) = root else {
      throw broken(root, "expected lines of the form key: value")
    }
    return try entries(mapping, depth: 1)
  }

  private func converted(_ node: Node, depth: Int) throws -> YAMLValue {
    guard depth <= YAMLReader.depthLimit else {
      throw broken(node, "nested deeper than \(YAMLReader.depthLimit) levels")
    }
    if node.anchor != nil { throw broken(node, YAMLReader.aliasReason) }
    let line = line(of: node)
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, Self.nulls.contains(scalar.string) { return .null(line: line) }
      return .scalar(scalar.string, line: line)
    case .sequence(let sequence):
      var items: [YAMLValue] = []
      for item in sequence { items.append(try converted(item, depth: depth + 1)) }
      return .list(items, line: line)
    case .mapping(let mapping):
      return .map(try entries(mapping, depth: depth), line: line)
    case .alias:
      throw broken(node, YAMLReader.aliasReason)
    }
  }

  private func entries(_ mapping: Node.Mapping, depth: Int) throws -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var seen: Set<String> = []
    for (key, node) in mapping {
      if key.anchor != nil { throw broken(key, YAMLReader.aliasReason) }
      guard case .scalar(let scalar) = key else {
        throw broken(key, "a key must be a word, not a list or mapping")
      }
      let line = line(of: key)
      guard seen.insert(scalar.string.lowercased()).inserted else {
        throw YAMLProblem(
          rule: .duplicateKey, line: line, reason: "the key \(scalar.string) stands twice")
      }
      entries.append(
        YAMLEntry(key: scalar.string, line: line, value: try converted(node, depth: depth + 1)))
    }
    return entries
  }

  private func line(of node: Node) -> Int { scan.line(node.mark?.line ?? 1) }

  private func broken(_ node: Node, _ reason: String) -> YAMLProblem {
    YAMLProblem(rule: .brokenYAML, line: line(of: node), reason: reason)
  }

  private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]
}
