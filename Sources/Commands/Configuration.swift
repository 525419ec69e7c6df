// config.yaml as values. A mistake costs its own entry only: the usual value stays, and the problem
// is said with its line.

public import Notes
import Screen

/// When looks are drawn.
public enum ColourChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

/// What the user has settled, with the usual values for the rest.
public struct Configuration: Hashable, Sendable {
  public enum Emoji: String, CaseIterable, Sendable { case full, base }
  public enum FileNames: String, CaseIterable, Sendable { case slug, title }
  /// One rebound key; no command unbinds it.
  public struct Binding: Hashable, Sendable {
    public let mode: String
    /// As `sidelight keys` prints it.
    public let key: String
    public let command: String?
    public let line: Int
  }

  /// Notes folders as written; the first is written to.
  public var notes: [String] = []
  /// Folders or patterns whose notes are left out.
  public var ignore: [String] = []
  public var mouse = false
  public var emoji = Emoji.full
  /// nil: titles in an Obsidian vault, else slugs.
  public var fileNames: FileNames?
  /// Kinds turned on or off; the others are as usual.
  public var kinds: [NoteKind: Bool] = [:]
  public var color: ColourChoice?
  public var keys: [Binding] = []

  public init() {}

  /// Kinds that are off once the user's word is heard.
  public var hiddenKinds: Set<NoteKind> {
    var hidden = PrintCommand.usuallyHidden
    for (kind, isOn) in kinds {
      if isOn { hidden.remove(kind) } else { hidden.insert(kind) }
    }
    return hidden
  }
}

/// A mistake in config.yaml.
public struct ConfigurationProblem: Hashable, Sendable {
  /// Counted from 1.
  public let line: Int
  /// What is wrong, in one line.
  public let message: String
  public init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}

/// Reads entries into a configuration.
public struct ConfigurationDecoder {
  static let keys = [
    "notes", "ignore", "mouse", "emoji", "file-names", "kinds", "color", "keys",
  ]

  /// Commands of the reader by mode; empty where the table is not at hand, then any name passes.
  private let commands: [String: Set<String>]
  private var configuration = Configuration()
  private var problems: [ConfigurationProblem] = []

  /// Entries as read from the file; `rows` is the reader's key table, against which modes and
  /// commands are held.
  public static func decode(_ entries: [YAMLEntry], rows: [KeyRow] = []) -> (
    configuration: Configuration, problems: [ConfigurationProblem]
  ) {
    var decoder = ConfigurationDecoder(rows)
    for entry in entries { decoder.read(entry) }
    return (decoder.configuration, decoder.problems)
  }

  private init(_ rows: [KeyRow]) {
    commands = Dictionary(grouping: rows, by: \.mode).mapValues { Set($0.map(\.command)) }
  }

  private mutating func read(_ entry: YAMLEntry) {
    switch entry.key.lowercased() {
    case "notes": configuration.notes = texts(entry)
    case "ignore": configuration.ignore = texts(entry)
    case "mouse": if let isOn = yesOrNo(entry) { configuration.mouse = isOn }
    case "emoji":
      if let choice: Configuration.Emoji = choice(entry) { configuration.emoji = choice }
    case "file-names": configuration.fileNames = choice(entry)
    case "color": configuration.color = choice(entry)
    case "kinds": readKinds(entry)
    case "keys": readKeys(entry)
    default:
      complain(entry.line, "\(entry.key) is no setting" + Nearest.hint(entry.key, Self.keys))
    }
  }

  private mutating func complain(_ line: Int, _ message: String) {
    problems.append(ConfigurationProblem(line: line, message: message))
  }

  private mutating func texts(_ entry: YAMLEntry) -> [String] {
    switch entry.value {
    case .null: return []
    case .scalar(let text, _): return text.isEmpty ? [] : [text]
    case .list(let items, _):
      return items.compactMap { item in
        if let text = item.string, !text.isEmpty { return text }
        complain(item.line, "\(entry.key) takes a list of names")
        return nil
      }
    case .map:
      complain(entry.line, "\(entry.key) takes a list of names")
      return []
    }
  }

  private mutating func yesOrNo(_ entry: YAMLEntry) -> Bool? {
    switch entry.value.string?.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      complain(entry.value.line, "\(entry.key) is yes or no")
      return nil
    }
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(_ entry: YAMLEntry)
    -> Choice? where Choice.RawValue == String
  {
    if let choice = entry.value.string.flatMap({ Choice(rawValue: $0.lowercased()) }) {
      return choice
    }
    let allowed = Choice.allCases.map(\.rawValue).joined(separator: " or ")
    complain(entry.value.line, "\(entry.key) is \(allowed)")
    return nil
  }

  private mutating func readKinds(_ entry: YAMLEntry) {
    guard case .map(let kinds, _) = entry.value else {
      if case .null = entry.value { return }
      complain(entry.value.line, "kinds takes lines like \"technique: on\"")
      return
    }
    for kind in kinds {
      if let isOn = yesOrNo(kind) { configuration.kinds[NoteKind(kind.key)] = isOn }
    }
  }

  private mutating func readKeys(_ entry: YAMLEntry) {
    guard case .map(let modes, _) = entry.value else {
      if case .null = entry.value { return }
      complain(entry.value.line, "keys takes modes, each with lines like \"j: next-paragraph\"")
      return
    }
    for mode in modes {
      if !commands.isEmpty, commands[mode.key] == nil {
        complain(mode.line, "\(mode.key) is no mode" + Nearest.hint(mode.key, Array(commands.keys)))
        continue
      }
      guard case .map(let bindings, _) = mode.value else {
        complain(mode.value.line, "\(mode.key) takes lines like \"j: next-paragraph\"")
        continue
      }
      for binding in bindings { readBinding(binding, mode: mode.key) }
    }
  }

  private mutating func readBinding(_ binding: YAMLEntry, mode: String) {
    guard let key = Key(notation: binding.key) else {
      complain(binding.line, "\(binding.key) is no key; sidelight keys shows how they are written")
      return
    }
    guard let name = binding.value.string, !name.isEmpty else {
      complain(binding.line, "\(binding.key) takes the name of a command, or none")
      return
    }
    let known = commands[mode] ?? []
    guard name == "none" || known.isEmpty || known.contains(name) else {
      complain(
        binding.line, "\(name) is no command of \(mode)" + Nearest.hint(name, Array(known)))
      return
    }
    configuration.keys.append(
      Configuration.Binding(
        mode: mode, key: key.notation, command: name == "none" ? nil : name, line: binding.line))
  }
}

/// What somebody who mistyped may have meant.
enum Nearest {
  /// "; did you mean NAME?", or nothing when no name is near.
  static func hint(_ word: String, _ names: [String]) -> String {
    nearest(word, names).map { "; did you mean \($0)?" } ?? ""
  }

  static func nearest(_ word: String, _ names: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let measured = names.sorted().map {
      (name: $0, steps: steps(word.lowercased(), $0.lowercased()))
    }
    let best = measured.min { $0.steps < $1.steps }
    return best.flatMap { $0.steps <= max(1, word.count / 3) ? $0.name : nil }
  }

  /// Edits between two words (Levenshtein).
  private static func steps(_ left: String, _ right: String) -> Int {
    let right = Array(right.unicodeScalars)
    var row = Array(0...right.count)
    for (index, scalar) in left.unicodeScalars.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let cost = diagonal + (scalar == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(cost, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[right.count]
  }
}
