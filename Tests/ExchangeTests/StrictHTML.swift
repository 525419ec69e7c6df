// A reader of HTML that forgives nothing: every tag closed in order, every attribute quoted, every
// sign that means something escaped. What our pages must be; browsers ask for less.

struct StrictHTML {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
  }
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var elements: [Element] = []
  /// All text but that of `style`, references resolved.
  private(set) var text = ""
  private(set) var style = ""

  private var rest: Substring.UnicodeScalarView
  private var open: [Int] = []
  private static let void: Set<String> = ["meta", "br", "hr", "img", "link", "input"]

  init(_ page: String) throws {
    rest = Substring(page).unicodeScalars
    guard page.hasPrefix("<!DOCTYPE html>\n") else { throw Fault(description: "no doctype") }
    rest = rest.dropFirst(15)
    while let first = rest.first {
      if first == "<" { try tag() } else { try words() }
    }
    guard open.isEmpty else {
      throw Fault(description: "not closed: \(open.map { elements[$0].name })")
    }
  }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }
  /// Every address that a browser could load or follow.
  var addresses: [String] {
    elements.flatMap { element in
      ["href", "src", "srcset", "action", "data", "poster", "background", "formaction", "cite"]
        .compactMap { element.attributes[$0] }
    }
  }
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private mutating func words() throws {
    var part = ""
    while let scalar = rest.first, scalar != "<" {
      guard scalar != ">", scalar != "\"" || open.last.map({ elements[$0].name }) == "style" else {
        throw Fault(description: "bare \(scalar) in text after \(text.suffix(40))")
      }
      if scalar == "&" { part.unicodeScalars.append(try reference()) } else { part += take() }
    }
    if let last = open.last {
      if elements[last].name == "style" {
        style += part
        return
      }
      for index in open { elements[index].text += part }
    } else if part.contains(where: { !$0.isWhitespace }) {
      throw Fault(description: "text outside of everything: \(part)")
    }
    text += part
  }

  private mutating func take() -> String { String(Character(rest.removeFirst())) }

  private mutating func reference() throws -> Unicode.Scalar {
    let known: [String: Unicode.Scalar] = [
      "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'",
    ]
    for (name, scalar) in known where rest.starts(with: name.unicodeScalars) {
      rest = rest.dropFirst(name.unicodeScalars.count)
      return scalar
    }
    throw Fault(description: "unknown reference at \(String(rest.prefix(12)))")
  }

  private mutating func name() throws -> String {
    var name = ""
    while let scalar = rest.first,
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
    { name += take() }
    if name.isEmpty { throw Fault(description: "no name at \(String(rest.prefix(20)))") }
    return name
  }

  private mutating func tag() throws {
    rest = rest.dropFirst()
    if rest.first == "/" {
      rest = rest.dropFirst()
      let name = try name()
      guard let last = open.popLast(), elements[last].name == name else {
        throw Fault(description: "</\(name)> closes nothing")
      }
      guard rest.first == ">" else { throw Fault(description: "bad end of \(name)") }
      rest = rest.dropFirst()
      return
    }
    var element = Element(name: try name(), attributes: [:])
    while rest.first == " " {
      rest = rest.dropFirst()
      let key = try name()
      guard rest.starts(with: "=\"".unicodeScalars) else {
        throw Fault(description: "\(key) is not quoted")
      }
      rest = rest.dropFirst(2)
      var value = ""
      while let scalar = rest.first, scalar != "\"" {
        guard scalar != "<", scalar != ">" else {
          throw Fault(description: "bare \(scalar) in attribute \(key)")
        }
        if scalar == "&" { value.unicodeScalars.append(try reference()) } else { value += take() }
      }
      rest = rest.dropFirst()
      guard element.attributes.updateValue(value, forKey: key) == nil else {
        throw Fault(description: "\(key) twice in \(element.name)")
      }
    }
    guard rest.first == ">" else { throw Fault(description: "bad tag \(element.name)") }
    rest = rest.dropFirst()
    elements.append(element)
    if !Self.void.contains(element.name) { open.append(elements.count - 1) }
  }
}
