// Letters typed in a Russian, Ukrainian or Greek layout, taken as the Latin key in the same place,
// so that nobody has to switch layouts to turn a page.

public import Screen

/// The Latin key under a letter of another layout.
public enum KeyboardLayouts {
  private static let rows: [(other: String, latin: String)] = [
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"),
    ("іїєґІЇЄҐ", "s]'`S}\"~"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "ERTYUIOPASDFGHJKLZXCVBNM"),
    ("№", "#"),
  ]

  private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for row in rows {
      for (other, latin) in zip(row.other.unicodeScalars, row.latin.unicodeScalars) {
        if table[other] == nil { table[other] = latin }
      }
    }
    return table
  }()

  /// The key as if typed in a Latin layout; keys that are Latin already stay.
  public static func latinKey(for key: Key) -> Key {
    guard case .scalar(let scalar) = key.code, scalar.value >= 0x80, let plain = latin[scalar]
    else { return key }
    var result = key
    result.code = .scalar(plain)
    return result
  }
}
