// The names by which links lead to headings: those that GitHub gives them, since READMEs are
// written for it.

/// Gives each heading of a text a name of its own.
struct MarkdownSlugs {
  private var used: Set<String> = []
  private var next: [String: Int] = [:]

  /// Lower case, blanks as dashes, signs left out, and a number behind a name that was given
  /// before.
  mutating func slug(of title: String) -> String {
    let base = Self.base(title)
    if used.insert(base).inserted { return base }
    var name = base
    var number = next[base] ?? 0
    repeat {
      number += 1
      name = "\(base)-\(number)"
    } while !used.insert(name).inserted
    next[base] = number
    return name
  }

  static func base(_ title: String) -> String {
    if title.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: title.utf8.compactMap(ascii), as: UTF8.self)
    }
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

  private static func ascii(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x20: 0x2D
    case 0x41...0x5A: byte | 0x20
    case 0x2D, 0x5F, 0x30...0x39, 0x61...0x7A: byte
    default: nil
    }
  }
}
