// Keys as text: `j`, `^E`, `Space`, `Shift-Tab`, `PgDn`, `F1`, `Alt-x`. Reading and writing agree:
// every key that can be written can be read back.

extension Key {
  private static let names: [(String, Code)] = [
    ("Space", .scalar(" ")), ("Enter", .enter), ("Tab", .tab), ("Backspace", .backspace),
    ("Esc", .escape), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Insert", .insert),
    ("Delete", .delete),
  ]
  private static let otherNames: [(String, Code)] = [
    ("Return", .enter), ("Escape", .escape), ("PageUp", .pageUp), ("PageDown", .pageDown),
    ("↑", .up), ("↓", .down), ("←", .left), ("→", .right), ("Del", .delete),
  ]

  /// Reads one key; nil when the notation names none.
  public init?(notation: String) {
    // The plain forms first: the whole table of commands is read this way at every start.
    let scalars = notation.unicodeScalars
    if let first = scalars.first {
      let second = scalars.dropFirst().first
      if second == nil, first.value >= 0x21, first.value != 0x7F {
        self = .character(first)
        return
      }
      if first == "^", let letter = second, scalars.count == 2, ("A"..."Z").contains(letter) {
        self = .control(Unicode.Scalar(letter.value | 0x20) ?? letter)
        return
      }
    }
    if let known = Self.names.first(where: { $0.0 == notation }) {
      self = Key(known.1)
      return
    }
    var rest = Substring(notation)
    var key = Key(.escape)
    var modified = true
    while modified, rest.unicodeScalars.count > 1 {
      modified = false
      for (prefix, path) in Self.modifiers where rest.lowercased().hasPrefix(prefix) {
        guard rest.count > prefix.count else { continue }
        rest = rest.dropFirst(prefix.count)
        key[keyPath: path] = true
        modified = true
      }
    }
    let name = rest.lowercased()
    if rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first {
      guard scalar.value >= 0x21, scalar.value != 0x7F else { return nil }
      let plain = key.control ? scalar.properties.lowercaseMapping.unicodeScalars.first : scalar
      key.code = .scalar(plain ?? scalar)
    } else if let known = (Self.names + Self.otherNames).first(where: { $0.0.lowercased() == name })
    {
      key.code = known.1
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
      key.code = .function(number)
    } else {
      return nil
    }
    self = key
  }

  private static var modifiers: [(String, WritableKeyPath<Key, Bool>)] {
    [
      ("^", \.control), ("ctrl-", \.control), ("c-", \.control), ("alt-", \.alt), ("m-", \.alt),
      ("shift-", \.shift), ("s-", \.shift),
    ]
  }

  /// The key as help and `sidelight keys` show it.
  public var notation: String {
    var text = alt ? "Alt-" : ""
    if shift { text += "Shift-" }
    if let name = Self.names.first(where: { $0.1 == code })?.0 {
      return text + (control ? "Ctrl-" : "") + name
    }
    switch code {
    case .function(let number): return text + (control ? "Ctrl-" : "") + "F\(number)"
    case .scalar(let scalar):
      let letter = String(Character(scalar))
      return text + (control ? "^" + letter.uppercased() : letter)
    default: return text
    }
  }
}
