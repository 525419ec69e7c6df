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
  private struct Binding: Hashable, Sendable {
    let mode: Mode
    let key: Key
    let command: Command
  }

  /// A list: it is short, and made at every start, where a table would cost more than it saves.
  private var bindings: [Binding] = []

  private let hasChanges: Bool

  /// The defaults with changes applied in order.
  public init(changes: [KeyChange] = []) {
    hasChanges = !changes.isEmpty
    bindings.reserveCapacity(192)
    for row in CommandTable.rows {
      for notation in row.defaultKeys {
        guard let key = Key(notation: notation) else { continue }
        bindings.append(Binding(mode: row.mode, key: key, command: row.command))
      }
    }
    for change in changes {
      bindings.removeAll { $0.mode == change.mode && $0.key == change.key }
      if let command = change.command {
        bindings.append(Binding(mode: change.mode, key: change.key, command: command))
      }
    }
  }

  /// The command of a key; what a mode does not use falls through as `Mode` says.
  public func command(for key: Key, in mode: Mode) -> Command? {
    if let command = bound(key, in: mode) { return command }
    switch mode {
    case .note, .selection: return bound(key, in: .reader)
    case .form: return bound(key, in: .field)
    case .reader, .list, .field: return nil
    }
  }

  private func bound(_ key: Key, in mode: Mode) -> Command? {
    bindings.first { $0.mode == mode && $0.key == key }?.command
  }

  /// The keys that give a command in a mode, defaults first in the table's order, as notation.
  public func keys(for row: CommandRow) -> [String] {
    let defaults = row.defaultKeys.filter { notation in
      guard let key = Key(notation: notation) else { return false }
      return bound(key, in: row.mode) == row.command
    }
    guard hasChanges else { return defaults }
    let known = defaults.compactMap { Key(notation: $0) }
    let own = bindings.filter {
      $0.mode == row.mode && $0.command == row.command && !known.contains($0.key)
    }
    return defaults + own.map(\.key.notation).sorted()
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
