// A JSON writer to the letter of the contract: keys in the order given, no spaces, `/` as it is, and
// every scalar that acts on a terminal or hides itself written as an escape.

import Text

/// A JSON value whose objects keep the order of their keys.
public indirect enum JSON: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let key: String
    public let value: JSON
  }

  case null
  case yes, no
  case number(Int)
  /// Written with four decimals.
  case decimal(Double)
  case string(String)
  case list([JSON])
  case object([Member])

  /// An object with its keys in this order.
  public static func keys(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// A string, or null where there is none.
  public static func text(_ string: String?) -> JSON { string.map { .string($0) } ?? .null }

  public static func strings(_ strings: [String]) -> JSON { .list(strings.map { .string($0) }) }

  /// The members of an object followed by more; other values stay as they are.
  public func adding(_ members: KeyValuePairs<String, JSON>) -> JSON {
    guard case .object(let own) = self else { return self }
    return .object(own + members.map { Member(key: $0.key, value: $0.value) })
  }

  /// The same with some members in front.
  public func leading(_ members: KeyValuePairs<String, JSON>) -> JSON {
    guard case .object(let own) = self else { return self }
    return .object(members.map { Member(key: $0.key, value: $0.value) } + own)
  }

  /// The value on one line.
  public var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .yes: result += "true"
    case .no: result += "false"
    case .number(let number): result += String(number)
    case .decimal(let value): result += Self.fourDecimals(value)
    case .string(let string): Self.quote(string, to: &result)
    case .list(let items):
      result += "["
      for (index, item) in items.enumerated() {
        if index > 0 { result += "," }
        item.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { result += "," }
        Self.quote(member.key, to: &result)
        result += ":"
        member.value.write(to: &result)
      }
      result += "}"
    }
  }

  private static func fourDecimals(_ value: Double) -> String {
    // What is no number, or no measure any more, has no JSON.
    guard value.isFinite, abs(value) < 1e12 else { return "null" }
    let parts = Int((abs(value) * 10_000).rounded())
    let rest = String(parts % 10_000)
    let digits = String(repeating: "0", count: 4 - rest.utf8.count) + rest
    return (value < 0 && parts > 0 ? "-" : "") + "\(parts / 10_000)." + digits
  }

  private static func quote(_ string: String, to result: inout String) {
    result += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default:
        if VisibleScalar.replacement(for: scalar) == nil {
          result.unicodeScalars.append(scalar)
        } else {
          for unit in String(Character(scalar)).utf16 { escape(unit, to: &result) }
        }
      }
    }
    result += "\""
  }

  private static func escape(_ unit: UInt16, to result: inout String) {
    let digits = String(unit, radix: 16)
    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
