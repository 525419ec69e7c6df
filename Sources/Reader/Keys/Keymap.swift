// Which key means which command in which mode: the table's defaults with a reader's own changes.

public import Screen

/// A reader's change to one key: another command, or none.
public struct KeyChange: Hashable, Sendable {
  public let mode: Mode
  public let key: Key
  /// Nil unbinds the key.
  public let command: Command?

  public init(mode: Mode, key: Key, command: Command?) {
    self.mode = mode
    self.key = key
    self.command = command
  }
}

/// The live key table.
public struct Keymap: Hashable, Sendable {
  private var bindings: [Mode: [Key: Command]] = [:]

  /// The defaults with changes applied in order.
  public init(changes: [KeyChange] = []) {
    for row in CommandTable.rows {
      for notation in row.defaultKeys {
        guard let key = Key(notation: notation) else { continue }
        bindings[row.mode, default: [:]][key] = row.command
      }
    }
    for change in changes { bindings[change.mode, default: [:]][change.key] = change.command }
  }

  /// The command of a key; what a note does not use falls through to the reader.
  public func command(for key: Key, in mode: Mode) -> Command? {
    if let command = bindings[mode]?[key] { return command }
    return mode == .note ? bindings[.reader]?[key] : nil
  }

  /// The keys that give a command in a mode, defaults first in the table's order, as notation.
  public func keys(for row: CommandRow) -> [String] {
    let bound = bindings[row.mode] ?? [:]
    let defaults = row.defaultKeys.filter { notation in
      Key(notation: notation).map { bound[$0] == row.command } ?? false
    }
    let known = Set(defaults.compactMap { Key(notation: $0) })
    let own = bound.filter { $0.value == row.command && !known.contains($0.key) }
      .map(\.key.notation).sorted()
    return defaults + own
  }

  /// `mode TAB key TAB command TAB help`, a line a key, commands without a key included.
  public func listing() -> [String] {
    CommandTable.rows.flatMap { row in
      let keys = keys(for: row)
      return (keys.isEmpty ? ["-"] : keys).map { key in
        "\(row.mode.rawValue)\t\(key)\t\(row.command.rawValue)\t\(row.help)"
      }
    }
  }
}
