// The presenter: shows frames, reads keys, and gives the terminal back as it was found.

import CPlatform
import CTerminal
public import Screen
import Text

/// The one terminal of the process, from `init` to `close()` or the end of its life. It belongs to
/// the loop's thread.
public struct TerminalScreen: ~Copyable {
  /// Readable when there are keys; for `waitForInput`.
  public let descriptor: Int32
  private let palette: Palette
  private let painter: CellPainter
  private var shown: Frame?
  private var decoder = KeyDecoder()
  private var announced: Size
  private var pasteSeen = ContinuousClock.now

  /// After so long a silence a paste whose end mark got lost is over, and keys are keys again.
  private static let pasteSilence = Duration.seconds(3)

  /// Takes the terminal: raw keys, the alternate screen, bracketed paste. Installs `Signals`.
  public init(_ options: TerminalOptions) throws(TerminalError) {
    let bell = cp_signals_install()
    let outcome = ct_start(options.colour != .never, options.mouse, bell)
    switch outcome {
    case Int32(CT_STARTED.rawValue): break
    case Int32(CT_NO_TERMINAL.rawValue): throw .noTerminal
    case Int32(CT_NO_UTF8.rawValue): throw .noUTF8
    default: throw .unusable
    }
    descriptor = ct_input()
    palette = Palette(
      colours: ct_colours(), italics: ct_has_italics(), ground: options.ground)
    painter = CellPainter(emoji: options.emoji)
    announced = Self.currentSize
  }

  deinit { ct_stop() }

  /// Columns and rows of the terminal now.
  public var size: Size { Self.currentSize }

  private static var currentSize: Size {
    let extent = ct_size()
    return Size(columns: Int(extent.columns), rows: Int(extent.rows))
  }

  /// Shows a frame, writing only what differs from the last one. What lies outside the terminal is
  /// left out.
  public mutating func present(_ frame: Frame) {
    var before = shown
    shown = nil
    if before?.size != frame.size {
      // The terminal may have cut or moved its lines while its size changed.
      if before != nil { ct_repaint() }
      ct_erase()
      // An erased screen is full of blanks: they need not be drawn again.
      before = nil
    }
    let limit = size
    let rows = min(frame.size.rows, limit.rows)
    let columns = min(frame.size.columns, limit.columns)
    let width = frame.size.columns
    if frame.size == limit, let shift = before?.scroll(to: frame) {
      ct_move_rows(Int32(shift.from), Int32(shift.to), Int32(shift.count))
      before?.moveRows(from: shift.from, to: shift.to, count: shift.count)
    }
    frame.cells.withUnsafeBufferPointer { new in
      (before?.cells ?? []).withUnsafeBufferPointer { old in
        for row in 0..<rows {
          let span = row * width..<(row + 1) * width
          draw(
            UnsafeBufferPointer(rebasing: new[span]),
            over: old.isEmpty ? nil : UnsafeBufferPointer(rebasing: old[span]), row: row,
            columns: columns)
        }
      }
    }
    if let cursor = frame.cursor, cursor.column < limit.columns, cursor.row < limit.rows {
      ct_cursor(Int32(cursor.column), Int32(cursor.row))
    } else {
      ct_cursor(-1, 0)
    }
    ct_refresh()
    shown = frame
  }

  private func draw(
    _ cells: UnsafeBufferPointer<Cell>, over old: UnsafeBufferPointer<Cell>?, row: Int, columns: Int
  ) {
    let blank = Cell.blank
    for column in 0..<columns {
      let cell = cells[column]
      if cell == old?[column] ?? blank { continue }
      switch cell.width {
      case 1: put(cell, column, row)
      case 2 where column + 1 < columns: put(cell, column, row)
      case 0 where column > 0 && cells[column - 1].width == 2: continue
      default: put(blank, column, row)
      }
    }
  }

  private func put(_ cell: Cell, _ column: Int, _ row: Int) {
    let look = palette[cell.style]
    let pair = look.hue?.rawValue ?? palette.plainPair
    if var scalar = painter.plainScalar(cell) {
      ct_put(
        Int32(column), Int32(row), &scalar, 1, Int32(cell.width), look.attributes, pair)
      return
    }
    let painted = painter.paint(cell)
    let width = painted.padded ? 1 : Int32(cell.width)
    painted.scalars.withUnsafeBufferPointer {
      ct_put(
        Int32(column), Int32(row), $0.baseAddress, Int32($0.count), width, look.attributes, pair)
    }
    if painted.padded {
      var blank: UInt32 = 0x20
      ct_put(Int32(column + 1), Int32(row), &blank, 1, 1, look.attributes, pair)
    }
  }

  /// Everything typed, pasted or turned since the last call, without waiting. A change of size comes
  /// once, with the newest size.
  public mutating func events() -> [InputEvent] {
    if ct_stop_asked() { suspend() }
    var raw: [RawInput] = []
    while let input = RawInput(ct_next()) {
      raw.append(input)
      // A paste without end must not keep the screen from being drawn.
      if raw.count >= 1 << 18 { break }
    }
    var events: [InputEvent] = []
    if decoder.isPasting, !raw.isEmpty, pasteSeen.duration(to: .now) > Self.pasteSilence,
      let paste = decoder.endPaste()
    {
      events.append(paste)
    }
    events += decoder.decode(raw)
    if decoder.isPasting, !raw.isEmpty { pasteSeen = .now }
    let size = self.size
    if size != announced {
      announced = size
      events.insert(.resize(size), at: 0)
    }
    return events
  }

  /// Writes the whole screen anew, whatever something else may have put on it.
  public mutating func redraw() {
    ct_repaint()
    ct_refresh()
  }

  /// Stops the program as ^Z does and comes back, redrawn, when it is continued. When a signal asked
  /// it to end meanwhile, it stays away from the terminal: that now belongs to the shell.
  public mutating func suspend() {
    ct_suspend()
    guard cp_signals_peek() == 0 else { return }
    ct_take_back()
    ct_refresh()
  }

  /// Gives the terminal to another program while `body` runs, then redraws.
  public mutating func handOver(_ body: () -> Void) {
    ct_hand_over()
    body()
    cp_signals_forget_interrupt()
    ct_take_back()
    ct_refresh()
  }

  /// Takes wheel and clicks, or leaves them to the terminal.
  public mutating func setMouse(_ on: Bool) { ct_mouse(on) }

  /// Names the terminal's window, where it understands that; the old name comes back at the end.
  public mutating func setTitle(_ title: String) {
    var visible = ""
    var room = 200
    // One by one: the generic way takes longer the first time than a frame does.
    for scalar in title.madeVisible.unicodeScalars where room > 0 {
      visible.unicodeScalars.append(scalar)
      room -= 1
    }
    visible.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { ct_title($0.baseAddress, $0.count) }
    }
  }

  /// Puts a text of at most 100 kB on the clipboard by way of the terminal. False when it is longer
  /// or the terminal is of a kind that would print the request; whether it obeys cannot be known.
  @discardableResult
  public mutating func copy(_ text: String) -> Bool {
    guard text.utf8.count <= 100_000, ct_is_xterm() else { return false }
    var bytes: [UInt8] = Array("\u{1B}]52;c;".utf8) + base64(text.utf8) + Array("\u{1B}\\".utf8)
    bytes.withUnsafeMutableBytes { raw in
      ct_send(raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
    }
    return true
  }

  /// Sounds the bell, or flashes.
  public mutating func bell() { ct_bell() }

  /// Gives the terminal back; harmless when that was done already.
  public mutating func close() { ct_stop() }
}

@available(*, unavailable)
extension TerminalScreen: Sendable {}
