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
  private struct Place: Hashable {
    let mode: Mode
    let key: Key
  }

  /// Made after the first frame, which need not wait for it, and before the first key.
  private static let defaults: [Place: Command] = {
    var table: [Place: Command] = [:]
    for row in CommandTable.rows {
      for notation in row.defaultKeys {
        guard let key = Key(notation: notation) else { continue }
        table[Place(mode: row.mode, key: key)] = row.command
      }
    }
    return table
  }()

  /// In order: the last change of a key counts.
  private let changes: [KeyChange]

  /// Makes what the first key would otherwise wait for.
  static func prepare() { _ = defaults.count }

  /// The defaults with changes applied in order.
  public init(changes: [KeyChange] = []) { self.changes = changes }

  /// The command of a key; what a mode does not use falls through as `Mode` says.
  public func command(for key: Key, in mode: Mode) -> Command? {
    if let command = bound(key, in: mode) { return command }
    switch mode {
    case .note, .selection: return bound(key, in: .reader)
    case .form, .count: return bound(key, in: .field)
    case .marking: return bound(key, in: .lesson)
    case .reader, .list, .field, .lesson, .paper, .room: return nil
    }
  }

  private func bound(_ key: Key, in mode: Mode) -> Command? {
    if let change = changes.last(where: { $0.mode == mode && $0.key == key }) {
      return change.command
    }
    return Self.defaults[Place(mode: mode, key: key)]
  }

  /// The keys that give a command in a mode, defaults first in the table's order, as notation.
  public func keys(for row: CommandRow) -> [String] {
    // No key of the table stands twice in a mode; only changes can take one away.
    guard !changes.isEmpty else { return row.defaultKeys }
    let defaults = row.defaultKeys.filter { notation in
      Key(notation: notation).map { bound($0, in: row.mode) == row.command } ?? false
    }
    let known = Set(defaults.compactMap { Key(notation: $0) })
    let own = changes.map(\.key).filter { key in
      !known.contains(key) && bound(key, in: row.mode) == row.command
        && changes.contains { $0.mode == row.mode && $0.key == key }
    }
    return defaults + Set(own).map(\.notation).sorted()
  }

  /// The first of those keys.
  func firstKey(for row: CommandRow) -> String? {
    changes.isEmpty ? row.firstKey : keys(for: row).first
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
