// The room's own screen: the newest slide and nothing else. It opens no lesson, no note, no record.

public import Reader
public import Screen
public import Teaching

/// One happening.
public enum RoomMessage: Sendable {
  case input(InputEvent)
  /// The newest picture, and the session that it belongs to.
  case slide(RoomSlide)
  /// There is no picture now: the file is gone, or there was none yet.
  case waiting
  /// Something went wrong with following.
  case notice(String)
  /// Seconds passed: a hint that stood long enough goes.
  case tick
}

/// One request.
public enum RoomEffect: Hashable, Sendable {
  case redraw
  case suspend
  case quit(Int32)
}

/// The state of the room's screen.
public struct RoomState: Sendable {
  /// Columns and rows beyond which the letters are likely too small to be read from the last row.
  public static let comfortable = Size(columns: 80, rows: 24)
  /// Ticks for which a hint stands.
  private static let hintTicks = 8

  public private(set) var size: Size
  public private(set) var slide: RoomSlide?
  private var message: String?
  private var hintsLeft = Self.hintTicks
  private var lastKeyWasInterrupt = false
  private let keymap: Keymap

  public init(size: Size, keymap: Keymap) {
    self.size = size
    self.keymap = keymap
  }

  /// What enlarging the font would help.
  private var hint: String? {
    guard hintsLeft > 0,
      size.columns > Self.comfortable.columns || size.rows > Self.comfortable.rows
    else { return nil }
    return
      "made for about 60 × 16, this is \(size.columns) × \(size.rows): enlarge the font (Ctrl and +)"
  }
}

extension RoomState: ScreenState {
  public static func message(of event: InputEvent) -> RoomMessage { .input(event) }

  /// The lesson's name once something of it is shown.
  public var title: String { slide.map(\.lesson) ?? "Sidelight" }

  public mutating func start() -> [RoomEffect] { [] }

  public mutating func update(_ message: RoomMessage) -> [RoomEffect] {
    switch message {
    case .input(.resize(let size)): self.size = size
    case .input(.key(let key)): return take(key)
    case .input: break
    case .slide(let slide):
      self.slide = slide
      self.message = nil
    case .waiting: slide = nil
    case .notice(let text): self.message = text
    case .tick:
      hintsLeft = max(0, hintsLeft - 1)
    }
    return []
  }

  private mutating func take(_ key: Key) -> [RoomEffect] {
    let isInterrupt = key == .control("c")
    defer { lastKeyWasInterrupt = isInterrupt }
    if isInterrupt { return lastKeyWasInterrupt ? [.quit(130)] : [] }
    switch keymap.command(for: KeyboardLayouts.latinKey(for: key), in: .reader) {
    case .leave, .quit: return [.quit(0)]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .help: hintsLeft = Self.hintTicks
    default: break
    }
    return []
  }

  public func frame() -> Frame {
    var shown = RoomSlide(lesson: "", step: "")
    shown.words = "waiting for a lesson …"
    if let slide { shown = slide }
    guard let bottom = message ?? hint, !shown.isBlank, size.rows > 4 else {
      return RoomView(shown).frame(size)
    }
    var canvas = Canvas(size: size)
    canvas.copy(RoomView(shown).frame(Size(columns: size.columns, rows: size.rows - 1)))
    canvas.writeFitted(
      bottom, .hint, at: Point(column: 1, row: size.rows - 1), columns: max(0, size.columns - 2))
    return canvas.frame
  }
}
