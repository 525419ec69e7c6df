// The reader's key table as the commands print it, and the user's changes as the reader takes them.

import Commands
import Reader
import Screen

enum ReaderKeys {
  /// The table with its usual keys.
  static var rows: [KeyRow] { rows(of: Keymap()) }

  /// The table as it is after some changes; a command without a key has `-` for one.
  static func rows(of keymap: Keymap) -> [KeyRow] {
    CommandTable.rows.flatMap { row in
      let keys = keymap.keys(for: row)
      return (keys.isEmpty ? ["-"] : keys).map { key in
        KeyRow(
          mode: row.mode.rawValue, key: key, command: row.command.rawValue, help: row.help)
      }
    }
  }

  /// Changes as configured. Those that name no mode, key or command were complained about when the
  /// configuration was read.
  static func changes(_ bindings: [Configuration.Binding]) -> [KeyChange] {
    bindings.compactMap { binding in
      guard let mode = Mode(rawValue: binding.mode), let key = Key(notation: binding.key) else {
        return nil
      }
      return KeyChange(
        mode: mode, key: key, command: binding.command.flatMap { Command(rawValue: $0) })
    }
  }
}
