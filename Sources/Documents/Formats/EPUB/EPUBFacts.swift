// The metadata of a book: Dublin Core elements, refined by EPUB 3's `meta` or by EPUB 2's attributes.

/// Gathers what stands in `metadata` and judges it at the end, since refinements may come in any order.
struct EPUBFacts {
  private struct Fact {
    var element: String
    var id: String?
    var role: String?
    var event: String?
    var value = ""
  }

  private struct Refinement {
    var id: Substring
    var property: String
    var value = ""
  }

  /// More than any book says of itself.
  private static let most = 2000
  private static let longest = 4000

  private var facts: [Fact] = []
  private var refinements: [Refinement] = []
  private var modified: String?
  private enum Open { case fact, refinement, modified }
  private var open: Open?

  mutating func begin(_ element: String, _ attributes: [XMLReader.Attribute]) {
    guard facts.count < Self.most, refinements.count < Self.most else { return }
    switch element {
    case "title", "creator", "contributor", "date", "language", "identifier", "source":
      facts.append(
        Fact(
          element: element, id: attributes.value("id"), role: attributes.value("role"),
          event: attributes.value("event")))
      open = .fact
    case "meta":
      guard let property = attributes.value("property") else { return }
      if let refined = attributes.value("refines"), refined.hasPrefix("#") {
        refinements.append(Refinement(id: refined.dropFirst(), property: property))
        open = .refinement
      } else if property == "dcterms:modified", modified == nil {
        modified = ""
        open = .modified
      }
    default: break
    }
  }

  mutating func append(_ text: String) {
    switch open {
    case .fact where facts[facts.count - 1].value.utf8.count < Self.longest:
      facts[facts.count - 1].value += text
    case .refinement where refinements[refinements.count - 1].value.utf8.count < Self.longest:
      refinements[refinements.count - 1].value += text
    case .modified: modified? += text
    default: break
    }
  }

  mutating func end(_ element: String) { open = nil }

  /// What all of it comes to.
  func metadata() -> EPUBMetadata {
    var metadata = EPUBMetadata()
    metadata.title = title()
    metadata.author = authors()
    metadata.date = date()
    metadata.language = first("language")
    metadata.identifier = first("identifier")
    metadata.source = first("source")
    return metadata
  }

  private func first(_ element: String) -> String? { all(element).first?.value }

  private func all(_ element: String) -> [(fact: Fact, value: String)] {
    facts.filter { $0.element == element }.compactMap { fact in
      let value = fact.value.onOneLine.prefix(1000)
      return value.isEmpty ? nil : (fact, String(value))
    }
  }

  private func refinement(_ property: String, of fact: Fact) -> String? {
    guard let id = fact.id else { return nil }
    return refinements.first { $0.id == id && $0.property == property }?.value.onOneLine
  }

  /// The main title, with the subtitle behind it if one is said to be that.
  private func title() -> String? {
    let titles = all("title").map { ($0.value, refinement("title-type", of: $0.fact)) }
    let main =
      titles.first { $0.1 == "main" } ?? titles.first { $0.1 == nil } ?? titles.first
    guard let main else { return nil }
    guard let subtitle = titles.first(where: { $0.1 == "subtitle" }), subtitle.0 != main.0 else {
      return main.0
    }
    return main.0 + ": " + subtitle.0
  }

  /// Those in the role of an author (`aut`, MARC's code list); else those without a role; else all.
  private func authors() -> String? {
    let creators = all("creator").map {
      ($0.value, $0.fact.role ?? refinement("role", of: $0.fact))
    }
    let written = creators.filter { $0.1 == "aut" }
    let plain = creators.filter { $0.1 == nil }
    let chosen = !written.isEmpty ? written : !plain.isEmpty ? plain : creators
    var names: [String] = []
    for (name, _) in chosen where !names.contains(name) { names.append(name) }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func date() -> String? {
    let dates = all("date")
    let published = dates.first { $0.fact.event == "publication" }
    guard let date = (published ?? dates.first)?.value ?? modified?.onOneLine, !date.isEmpty else {
      return nil
    }
    let time = date.firstIndex(of: "T")
    return time.map { String(date[..<$0]) } ?? date
  }
}

extension StringProtocol {
  /// White space folded, none at the edges.
  var onOneLine: String {
    var line = ""
    var hasGap = false
    for scalar in unicodeScalars {
      if scalar.properties.isWhitespace {
        hasGap = true
        continue
      }
      if hasGap, !line.isEmpty { line += " " }
      line.unicodeScalars.append(scalar)
      hasGap = false
    }
    return line
  }
}
