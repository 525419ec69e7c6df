// The lines of a room's file as they come in: which slide is to be shown.

public import Teaching

/// The newest slide of a room's file, taken line by line.
public struct RoomLines: Hashable, Sendable {
  private var sequence = 0

  public init() {}

  /// Takes lines that were added; the slide to be shown now, nil when none of them is newer than the
  /// one that is. Lines that make no sense are passed over.
  public mutating func take(_ lines: [String]) -> RoomSlide? {
    var newest: RoomLine?
    for line in lines {
      guard let found = SessionLines.roomLine(of: line) else { continue }
      if found.sequence > (newest?.sequence ?? sequence) { newest = found }
    }
    guard let newest else { return nil }
    sequence = newest.sequence
    return newest.slide
  }

  /// Takes all lines of a file that is another one now, or was written anew: whatever was shown is not
  /// to be counted on any more. Nil when there is nothing to show in it.
  public mutating func takeAnew(_ lines: [String]) -> RoomSlide? {
    sequence = 0
    // The newest stands at the end: the others need not be read to know that.
    for line in lines.reversed() {
      guard let found = SessionLines.roomLine(of: line) else { continue }
      sequence = found.sequence
      return found.slide
    }
    return nil
  }
}
