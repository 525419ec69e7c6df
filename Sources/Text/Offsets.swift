// The kinds of offset that Sidelight counts in, as types of their own: a place counted in scalars
// cannot be handed to code that counts bytes, because it does not compile.

/// A count from the start of some text, in one unit.
public protocol Offset: Hashable, Comparable, Sendable {
  /// The count itself, in the unit of the type; never negative in a valid place.
  var value: Int { get }
  init(_ value: Int)
}

extension Offset {
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
  /// The place `count` units further on (or back, when negative).
  public func advanced(by count: Int) -> Self { Self(value + count) }
  /// How many units lie between this place and a later one.
  public func distance(to other: Self) -> Int { other.value - value }
}

/// Unicode scalars from the start of a normalised text: the unit of the file formats and of JSON.
public struct ScalarOffset: Offset {
  public let value: Int
  public init(_ value: Int) { self.value = value }
}

/// Bytes from the start of a source file or of a UTF-8 text.
public struct ByteOffset: Offset {
  public let value: Int
  public init(_ value: Int) { self.value = value }
}

/// UTF-16 code units: what Hypothesis and EPUB CFI count in; converted at the edge only.
public struct UTF16Offset: Offset {
  public let value: Int
  public init(_ value: Int) { self.value = value }
}

/// Cells from the left edge of a line.
public struct Column: Offset {
  public let value: Int
  public init(_ value: Int) { self.value = value }
}

/// A half-open range between two offsets of one kind.
public struct OffsetRange<Unit: Offset>: Hashable, Sendable {
  public let start: Unit
  public let end: Unit

  /// A range; an end before the start makes it empty at the start.
  public init(_ start: Unit, _ end: Unit) {
    self.start = start
    self.end = max(start, end)
  }

  public var count: Int { start.distance(to: end) }
  public var isEmpty: Bool { count == 0 }
  public func contains(_ place: Unit) -> Bool { start <= place && place < end }
  public func overlaps(_ other: Self) -> Bool { start < other.end && other.start < end }
  /// The same stretch, `count` units further on.
  public func shifted(by count: Int) -> Self {
    Self(start.advanced(by: count), end.advanced(by: count))
  }
}

public typealias ScalarRange = OffsetRange<ScalarOffset>
public typealias ByteRange = OffsetRange<ByteOffset>
