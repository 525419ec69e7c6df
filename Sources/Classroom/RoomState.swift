// The room's own screen: it shows the newest slide and does next to nothing with keys, for whoever
// passes it may press some.

public import Reader
public import Screen
public import Teaching
import Text

/// What became of the file that the room's screen follows.
public enum RoomNews: Hashable, Sendable {
  case slide(RoomSlide)
  /// There is nothing to be shown, not yet or not any more.
  case waiting
  /// Why the file cannot be read, in a few words; nil once it can again.
  case fault(String?)
}

/// Everything that can happen to the room's screen.
public enum RoomMessage: Hashable, Sendable {
  case input(InputEvent)
  case news(RoomNews)
  /// The hint of the start has stood long enough.
  case hintIsOver
}

/// Everything that it can ask for.
public enum RoomEffect: Hashable, Sendable {
  /// Follow the room's file from now on.
  case follow
  case redraw
  case quit(Int32)
}

/// The state of the room's screen.
public struct RoomState: ScreenState, Hashable, Sendable {
  /// In wider windows letters are likely to be too small for a room.
  static let wideColumns = 80

  private let keymap: Keymap
  private let isLight: Bool
  private var size: Size
  private var slide: RoomSlide?
  private var fault: String?
  private var message: String?
  /// Whether the hint of the start may be seen.
  private var isStarting = true
  private var showsHelp = false
  private var lastKeyWasInterrupt = false

  /// `isLight` says that the terminal shows dark letters on a light ground.
  public init(size: Size, keymap: Keymap = Keymap(), isLight: Bool = false) {
    self.size = size
    self.keymap = keymap
    self.isLight = isLight
  }

  /// The lesson's title; nothing of what is shown besides, for a window's title stays.
  public var title: String {
    guard let slide, !slide.lesson.isEmpty else { return "Sidelight" }
    return slide.lesson
  }

  public static func message(of event: InputEvent) -> RoomMessage { .input(event) }

  public mutating func start() -> [RoomEffect] { [.follow] }

  public mutating func update(_ message: RoomMessage) -> [RoomEffect] {
    switch message {
    case .news(.slide(let slide)):
      self.slide = slide
      fault = nil
      isStarting = false
      clear()
    case .news(.waiting):
      slide = nil
      fault = nil
      clear()
    case .news(.fault(let why)): fault = why
    case .hintIsOver: isStarting = false
    case .input(.resize(let size)): self.size = size
    case .input(.key(let key)): return take(key)
    case .input: break
    }
    return []
  }

  private mutating func clear() {
    message = nil
    showsHelp = false
  }

  private mutating func take(_ key: Key) -> [RoomEffect] {
    let key = KeyboardLayouts.latinKey(for: key)
    let isInterrupt = key == .control("c")
    defer { lastKeyWasInterrupt = isInterrupt }
    if isInterrupt, lastKeyWasInterrupt { return [.quit(130)] }
    let command = keymap.command(for: key, in: .room)
    let wasHelp = showsHelp
    clear()
    switch command {
    case .leave, .quit: return [.quit(0)]
    case .redraw: return [.redraw]
    case .help: showsHelp = !wasHelp
    case .cancel: message = "^C again leaves"
    default: break
    }
    return []
  }

  // MARK: - The picture

  public func frame() -> Frame {
    var canvas = Canvas(size: size)
    guard size.columns > 0, size.rows > 0 else { return canvas.frame }
    if let slide {
      canvas = slide.isBlank ? darkness : Canvas(copying: RoomView(slide).frame(size))
    } else {
      drawWaiting(on: &canvas)
    }
    draw(below, on: &canvas)
    return canvas.frame
  }

  /// Nothing but a dark screen, also where the ground is light.
  private var darkness: Canvas {
    var canvas = Canvas(size: size)
    guard isLight else { return canvas }
    let blanks = String(repeating: " ", count: size.columns)
    for row in 0..<size.rows { canvas.write(blanks, .selection, at: Point(column: 0, row: row)) }
    return canvas
  }

  private func drawWaiting(on canvas: inout Canvas) {
    let text = fitted("waiting for a lesson…", columns: size.columns)
    canvas.write(
      text, .faint,
      at: Point(column: (size.columns - CellWidth.of(text)) / 2, row: max(0, size.rows / 2 - 1)))
  }

  /// What stands below the picture, over it where it must; nothing as a rule.
  private var below: (text: String, style: Style)? {
    if showsHelp { return (enlarging + " · q leaves", .message) }
    if let message { return (message, .message) }
    if let fault { return ("the room's file cannot be read: \(fault)", .problem) }
    if isStarting, slide == nil, size.columns > Self.wideColumns { return (enlarging, .hint) }
    return nil
  }

  private var enlarging: String {
    "larger letters: Ctrl + (in some terminals Ctrl Shift +), or the terminal's settings · good "
      + "from 50x12, made for 60x16; this is \(size.columns)x\(size.rows)"
  }

  private func draw(_ below: (text: String, style: Style)?, on canvas: inout Canvas) {
    guard let below else { return }
    let margin = size.columns >= 24 ? 2 : 0
    let lines = StyledLine.wrap(
      [StyledRun(below.text, below.style)], width: max(1, size.columns - 2 * margin))
    let shown = lines.suffix(size.rows).prefix(max(1, size.rows / 2))
    let blanks = String(repeating: " ", count: size.columns)
    for (index, line) in shown.enumerated() {
      let row = size.rows - shown.count + index
      canvas.write(blanks, at: Point(column: 0, row: row))
      canvas.write(line.text, below.style, at: Point(column: margin, row: row))
    }
  }
}
