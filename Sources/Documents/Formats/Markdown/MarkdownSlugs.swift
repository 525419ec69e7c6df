// The names by which links lead to headings: those that GitHub gives them, since READMEs are written
// for it.

/// Gives each heading of a text a name of its own.
struct MarkdownSlugs {
  private var used: Set<String> = []
  private var next: [String: Int] = [:]

  /// Lower case, blanks as dashes, signs left out, and a number behind a name that was given before.
  mutating func slug(of title: String) -> String {
    let base = Self.base(title)
    var name = base
    var number = next[base] ?? 0
    while !used.insert(name).inserted {
      number += 1
      name = "\(base)-\(number)"
    }
    next[base] = number
    return name
  }

  static func base(_ title: String) -> String {
    var name = ""
    for scalar in title.lowercased().unicodeScalars {
      switch scalar {
      case " ": name.unicodeScalars.append("-")
      case "-", "_": name.unicodeScalars.append(scalar)
      default:
        let properties = scalar.properties
        let isMark: Bool =
          switch properties.generalCategory {
          case .nonspacingMark, .spacingMark, .connectorPunctuation: true
          default: false
          }
        if properties.isAlphabetic || properties.numericType != nil || isMark {
          name.unicodeScalars.append(scalar)
        }
      }
    }
    return name
  }
}
