// A program that shows a page and names what it is told, so that the presenter can be tested in a
// real terminal without the reader around it. Each letter asks for one of its abilities.

import Glibc
import Screen
import Terminal
import Text

/// The page: difficult text, then the last events.
private func page(_ size: Size, _ log: [String]) -> Frame {
  var canvas = Canvas(size: size)
  canvas.write("probe \(size.columns)x\(size.rows)", .title, at: Point(column: 0, row: 0))
  let samples = [
    "wide 漢字|", "marks e\u{301}o\u{308}\u{323}|", "family 👨‍👩‍👧|", "flag 🇺🇦|", "kshi क्षि|",
    "heart ❤\u{FE0F}|", "new \u{1FAE8}|", "esc \u{1B}[31m|", "rtl שלום|",
  ]
  for (index, sample) in samples.enumerated() {
    canvas.write(sample, at: Point(column: 0, row: index + 1))
  }
  for (index, style) in Style.allCases.enumerated() {
    canvas.write("\(style)", style, at: Point(column: 40, row: index))
  }
  for (index, line) in log.suffix(max(0, size.rows - samples.count - 2)).enumerated() {
    canvas.write(line, at: Point(column: 0, row: samples.count + 1 + index))
  }
  if size.rows > 1 {
    canvas.write(
      String(repeating: "=", count: size.columns), .rule, at: Point(column: 0, row: size.rows - 1))
  }
  return canvas.frame
}

/// What an event was, in one line.
private func line(_ event: InputEvent) -> String {
  switch event {
  case .key(let key): "key \(key.notation)"
  case .resize(let size): "resize \(size.columns)x\(size.rows)"
  case .paste(let text): "paste \(text.madeVisible)"
  case .wheel(let lines, let place): "wheel \(lines) \(place.column),\(place.row)"
  case .click(let place): "click \(place.column),\(place.row)"
  case .drag(let place, let isEnd): "\(isEnd ? "drop" : "drag") \(place.column),\(place.row)"
  }
}

private func complain(_ words: String) {
  let bytes = Array((words + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}

private func perform(_ letter: Unicode.Scalar, _ screen: inout TerminalScreen) {
  switch letter {
  case "z": screen.suspend()
  case "m": screen.setMouse(true)
  case "M": screen.setMouse(false)
  case "t": screen.setTitle("probe\u{1B}]2;evil\u{7}")
  case "y": screen.copy("copied")
  case "b": screen.bell()
  case "l": screen.redraw()
  case "e": complain("a word on standard error \u{1B}[31m")
  case "x":
    screen.handOver { _ = system("stty -a | tr ' ' '\\n' | grep -x -e -\\\\?icanon; read x") }
  case "c":
    let none: [Int] = []
    print(none[Int(screen.descriptor)])
  default: break
  }
}

private func run(_ options: TerminalOptions) throws(TerminalError) -> Int32 {
  let signals = Signals.install()
  let inbox = Inbox<String>()
  var screen = try TerminalScreen(options)
  var log = ["ready"]
  while true {
    screen.present(page(screen.size, log))
    let wake = waitForInput(
      terminal: screen.descriptor, inbox: inbox.descriptor, signal: signals.descriptor,
      timeoutMilliseconds: nil)
    if let number = signals.pending() {
      screen.close()
      return 128 + number
    }
    if wake.contains(.hangUp) { return 129 }
    log += inbox.drain()
    for event in screen.events() {
      log.append(line(event))
      guard case .key(let key) = event, case .scalar(let letter) = key.code else { continue }
      if key.control || key.alt { continue }
      if letter == "q" { return 0 }
      if letter == "i" { inbox.post("a message") }
      perform(letter, &screen)
    }
  }
}

private func options() -> TerminalOptions {
  let words = CommandLine.arguments
  return TerminalOptions(
    emoji: words.contains("base") ? .base : .full,
    colour: words.contains("plain") ? .never : .auto, mouse: words.contains("mouse"))
}

@main
enum Probe {
  static func main() {
    do throws(TerminalError) {
      exit(try run(options()))
    } catch {
      complain("probe: " + error.explanation)
      exit(74)
    }
  }
}
