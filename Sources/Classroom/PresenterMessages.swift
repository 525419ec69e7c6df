// What can happen to a presenter and what it can ask for.

public import Screen
public import Teaching

/// One happening.
public enum PresenterMessage: Sendable {
  case input(InputEvent)
  /// The time, in seconds since 1970.
  case tick(Int)
  case notesRead(LessonNotes)
  /// Notes cannot be had; the lesson goes on without them.
  case notesFailed(String)
  /// Others added to the record: pupils' files taken in.
  case recorded([TimedEvent])
  /// The record was written anew under another generation: this is all of it now.
  case rewritten(Session)
  case notice(String)
  /// The session is closed as was decided; nil when that went well, else why not.
  case closed(String?)
}

/// One request.
public enum PresenterEffect: Hashable, Sendable {
  case readNotes
  /// Keep these for good, in this order.
  case record([TimedEvent])
  /// Let the room see this.
  case publish(RoomSlide)
  case copy(String, saying: String)
  /// Do with the record what was decided at the end.
  case close(SessionKeeping)
  case redraw
  case suspend
  case quit(Int32)
}
