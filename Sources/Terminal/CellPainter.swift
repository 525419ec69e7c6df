// From a cell to the scalars that the terminal library is given: the last gate, which lets nothing
// through that would be drawn at another width than the layout counted with.

import CTerminal
import Screen
import Text

/// What stands at one cell position: up to five scalars, and whether a blank follows them because
/// they take one cell less than the layout gave them.
struct PaintedCell: Hashable {
  var scalars: [UInt32]
  var padded = false
}

/// Decides what is drawn for a cell.
struct CellPainter {
  let emoji: TerminalOptions.Emoji
  /// Columns that the terminal library gives a scalar, -1 when it does not know it.
  let width: (UInt32) -> Int32

  init(emoji: TerminalOptions.Emoji, width: @escaping (UInt32) -> Int32 = ct_width) {
    self.emoji = emoji
    self.width = width
  }

  /// The one scalar that a cell comes to, for nearly all of them; `paint` knows the others.
  func plainScalar(_ cell: Cell) -> UInt32? {
    if let byte = cell.ascii {
      return byte >= 0x20 && byte < 0x7F && cell.width == 1 ? UInt32(byte) : nil
    }
    guard let value = cell.onlyScalar, let scalar = Unicode.Scalar(value),
      width(value) == Int32(cell.width), VisibleScalar.replacement(for: scalar) == nil,
      emoji == .full || !Self.isEmojiPart(scalar)
    else { return nil }
    return value
  }

  /// The scalars for a cell of width 1 or 2.
  func paint(_ cell: Cell) -> PaintedCell {
    if let scalar = plainScalar(cell) { return PaintedCell(scalars: [scalar]) }
    var scalars: [UInt32] = []
    for scalar in cell.text.unicodeScalars {
      if VisibleScalar.replacement(for: scalar) != nil || scalars.count == 5 {
        return substitute(cell)
      }
      if emoji == .base, Self.isEmojiPart(scalar) { continue }
      let columns = width(scalar.value)
      guard columns == (scalars.isEmpty ? Int32(cell.width) : 0) else { return substitute(cell) }
      scalars.append(scalar.value)
    }
    // A skin tone on its own: nothing to show, but its place is counted.
    if scalars.isEmpty { return PaintedCell(scalars: [0x20], padded: cell.width == 2) }
    return PaintedCell(scalars: scalars)
  }

  private func substitute(_ cell: Cell) -> PaintedCell {
    PaintedCell(scalars: [0xFFFD], padded: cell.width == 2)
  }

  private static func isEmojiPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF: true
    default: false
    }
  }
}
