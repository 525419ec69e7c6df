// What a terminal says of the mouse: `ESC [ <` button;column;row and `M` (or `m` when a button was let
// go), or in terminals that know no better `ESC [ M` and three bytes. The beginning is recognised by
// the terminal library; here is the rest of it, byte by byte, in whatever portions it arrives.

import Screen

/// A report of the mouse being read.
struct MouseReport: Hashable {
  enum Form: Hashable { case numbers, threeBytes }

  enum Step: Hashable {
    /// More is to come.
    case wanted
    /// The report is complete; nil when it means nothing to the reader.
    case whole(InputEvent?)
    /// This byte belongs to no report.
    case broken
  }

  /// Lines that one turn of the wheel moves.
  private static let linesATurn = 3

  /// Bytes after which what comes is no report any more.
  private static let longest = 40

  private let form: Form
  private var numbers = [0]
  private var bytes = 0

  init(_ form: Form) { self.form = form }

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    bytes += 1
    guard form == .numbers else { return takeOld(byte) }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let value = numbers[numbers.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
      numbers[numbers.count - 1] = min(value, 99_999)
    case UInt8(ascii: ";") where numbers.count < 3: numbers.append(0)
    case UInt8(ascii: "M"), UInt8(ascii: "m"):
      return .whole(event(isRelease: byte == UInt8(ascii: "m")))
    default: return .broken
    }
    return bytes < Self.longest ? .wanted : .broken
  }

  private mutating func takeOld(_ byte: UInt8) -> Step {
    guard byte >= 32 else { return .broken }
    numbers[numbers.count - 1] = Int(byte) - 32
    guard numbers.count == 3 else {
      numbers.append(0)
      return .wanted
    }
    // Which button was let go is not said; nobody holds two.
    let isRelease = numbers[0] & 0b1110_0011 == 3
    if isRelease { numbers[0] &= ~3 }
    return .whole(event(isRelease: isRelease))
  }

  /// Bits of the button number: which button, 4 shift, 8 alt, 16 control, 32 moving, 64 wheel.
  private func event(isRelease: Bool) -> InputEvent? {
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let place = Point(column: numbers[1] - 1, row: numbers[2] - 1)
    let button = numbers[0] & 3
    guard numbers[0] < 128 else { return nil }
    if numbers[0] & 64 != 0 {
      guard button < 2, !isRelease else { return nil }
      return .wheel(lines: button == 0 ? -Self.linesATurn : Self.linesATurn, at: place)
    }
    guard button == 0 else { return nil }
    if isRelease { return .drag(place, isEnd: true) }
    return numbers[0] & 32 != 0 ? .drag(place, isEnd: false) : .click(place)
  }
}
