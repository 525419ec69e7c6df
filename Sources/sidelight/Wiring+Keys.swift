// The reader's key table as the commands print it.

import Commands

enum ReaderKeys {
  /// The table with its usual keys.
  static var rows: [KeyRow] {
    []  // CommandTable.rows
  }
}
