// The form in which a note is written, in the place of the pane.

import Notes
import Screen
import Text

extension ReaderState {
  func drawForm(_ form: NoteForm, in area: Rect, on canvas: inout Canvas) {
  }
}
