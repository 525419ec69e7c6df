// What the rooms see of YAML: values with their lines. The library that reads it is behind a port,
// so that it can be replaced and so that nothing here depends on it.

/// A YAML value and the line it begins on, counted from 1.
public indirect enum YAMLValue: Hashable, Sendable {
  case scalar(String, line: Int)
  case list([YAMLValue], line: Int)
  case map([YAMLEntry], line: Int)
  /// Nothing after the colon, or `null`, `~`.
  case null(line: Int)

  public var line: Int {
    switch self {
    case .scalar(_, let line), .list(_, let line), .map(_, let line), .null(let line): line
    }
  }

  /// The text of a scalar.
  public var string: String? {
    if case .scalar(let text, _) = self { text } else { nil }
  }

  /// The texts of a list of scalars, or of one scalar; what is not a scalar is left out.
  public var strings: [String] {
    switch self {
    case .scalar(let text, _): [text]
    case .list(let items, _): items.compactMap(\.string)
    case .map, .null: []
    }
  }
}

/// One key of a mapping with its value.
public struct YAMLEntry: Hashable, Sendable {
  public let key: String
  public let line: Int
  public let value: YAMLValue
  public init(key: String, line: Int, value: YAMLValue) {
    self.key = key
    self.line = line
    self.value = value
  }
}

/// Why a piece of YAML is refused.
public struct YAMLProblem: Error, Hashable, Sendable {
  public enum Rule: String, Sendable {
    case brokenYAML = "broken-yaml"
    case duplicateKey = "duplicate-key"
  }
  public let rule: Rule
  /// Counted from 1 within the text that was given.
  public let line: Int
  public let reason: String
  public init(rule: Rule, line: Int, reason: String) {
    self.rule = rule
    self.line = line
    self.reason = reason
  }
}

/// Reads YAML. Scalars come as their text, whatever their type would be; anchors, aliases, duplicate
/// keys (compared without case) and nesting deeper than 32 are problems.
public protocol YAMLReading: Sendable {
  /// The entries of the top-level mapping; an empty text has none.
  func entries(of text: String) throws(YAMLProblem) -> [YAMLEntry]
}
