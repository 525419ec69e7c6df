// Selecting in the text: by word, by sentence, with the mouse; copying what is selected.

import Screen
import Text

extension ReaderState {
  mutating func beginSelection(_ unit: Selection.Unit) {
  }

  /// Performs a command while something is selected; nil leaves it to the text.
  mutating func performInSelection(_ command: Command, number: Int?) -> [Effect]? { nil }

  /// The mouse moved with its button down, or was let go.
  mutating func drag(to point: Point, isEnd: Bool) {
  }

  /// Copies the selection, else the focused paragraph.
  mutating func copy(cited: Bool) -> [Effect] { [] }
}
