// The room's picture as a frame, from the slide alone.

public import Screen
public import Teaching

/// Draws a slide.
public struct RoomView {
  public var slide: RoomSlide

  public init(_ slide: RoomSlide) { self.slide = slide }

  /// The whole picture at a size.
  public func frame(_ size: Size) -> Frame { Canvas(size: size).frame }
}
