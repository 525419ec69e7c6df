// The form in which a note is written: opening it, typing, saving, leaving.

import Notes
import Screen
import Text

extension ReaderState {
  /// Opens the form on the selection, else asks what the note is to be about.
  mutating func beginForm() -> [Effect] { [] }

  /// A key while the form is open.
  mutating func typedInForm(_ key: Key) -> [Effect] { [] }

  mutating func pastedInForm(_ text: String) -> [Effect] { [] }

  /// The note of the form was saved: the form is done.
  mutating func formSaved() -> [Effect] { [] }

  /// The note could not be saved; what was typed stays.
  mutating func formRefused(_ why: String) {
  }
}
