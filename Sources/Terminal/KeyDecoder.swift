// From bytes and recognised keys to events: letters in UTF-8, control keys, Alt, pasted text, and
// escape sequences that the terminal's description does not know.

import Screen
import Text

/// Puts together what arrives in pieces; pure, but for remembering the piece begun.
struct KeyDecoder {
  /// A paste longer than this is cut: it goes into a line of input, not into a document.
  /// More than any field holds, so that the field can say what did not fit.
  static let pasteLimit = (1 << 20) + 4_096

  private var letter: [UInt8] = []
  private var pasted: [UInt8]?
  private var report: MouseReport?

  /// The events in everything that could be read at once.
  mutating func decode(_ batch: [RawInput]) -> [InputEvent] {
    var events: [InputEvent] = []
    var index = 0
    while index < batch.count {
      if report != nil, case .byte(let byte) = batch[index] {
        index += take(byte, into: &events) ? 1 : 0
      } else if pasted != nil {
        index = collect(batch, from: index, into: &events)
      } else {
        index = step(batch, at: index, into: &events)
      }
    }
    return events
  }

  /// Takes a byte of a mouse report; false when it is none, and means something by itself.
  private mutating func take(_ byte: UInt8, into events: inout [InputEvent]) -> Bool {
    let step = report?.take(byte) ?? .broken
    switch step {
    case .wanted: return true
    case .whole(let event):
      report = nil
      if let event { events.append(event) }
      return true
    case .broken:
      report = nil
      return false
    }
  }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { pasted != nil }

  /// Ends a paste whose end never came, so that keys are keys again.
  mutating func endPaste() -> InputEvent? {
    guard let bytes = pasted else { return nil }
    pasted = nil
    return .paste(String(decoding: bytes, as: UTF8.self))
  }

  private mutating func collect(
    _ batch: [RawInput], from start: Int, into events: inout [InputEvent]
  ) -> Int {
    var index = start
    while index < batch.count {
      let input = batch[index]
      index += 1
      switch input {
      case .byte(let byte):
        guard let count = pasted?.count, count < Self.pasteLimit else { continue }
        pasted?.append(byte == 0x0D ? 0x0A : byte)
      case .pasteEnd:
        if let event = endPaste() { events.append(event) }
        return index
      case .pasteBegin, .key, .mouseBegin, .other: continue
      }
    }
    return index
  }

  private mutating func step(
    _ batch: [RawInput], at index: Int, into events: inout [InputEvent]
  ) -> Int {
    if case .byte(let byte) = batch[index] {
      if byte == 0x1B { return escape(batch, at: index, into: &events) }
      if let key = key(byte) { events.append(.key(key)) }
      return index + 1
    }
    letter = []
    report = nil
    switch batch[index] {
    case .key(let key): events.append(.key(key))
    case .pasteBegin: pasted = []
    case .mouseBegin(let form): report = MouseReport(form)
    case .byte, .pasteEnd, .other: break
    }
    return index + 1
  }

  /// An ESC that nothing follows at once is the key; else it is Alt, or begins a sequence.
  private mutating func escape(
    _ batch: [RawInput], at index: Int, into events: inout [InputEvent]
  ) -> Int {
    letter = []
    guard index + 1 < batch.count else {
      events.append(.key(Key(.escape)))
      return index + 1
    }
    switch batch[index + 1] {
    case .key(var key):
      key.alt = true
      events.append(.key(key))
      return index + 2
    case .byte(0x1B), .pasteBegin, .pasteEnd, .mouseBegin, .other:
      events.append(.key(Key(.escape)))
      return index + 1
    case .byte(let byte):
      if let sequence = EscapeSequence(batch, at: index + 1) {
        if let key = sequence.key { events.append(.key(key)) }
        return sequence.end
      }
      return alt(byte, batch, at: index + 1, into: &events)
    }
  }

  private mutating func alt(
    _ first: UInt8, _ batch: [RawInput], at start: Int, into events: inout [InputEvent]
  ) -> Int {
    var index = start
    var byte = first
    while true {
      index += 1
      if var key = key(byte) {
        key.alt = true
        events.append(.key(key))
        return index
      }
      guard !letter.isEmpty, index < batch.count, case .byte(let next) = batch[index] else {
        return index
      }
      byte = next
    }
  }

  /// The key that a byte is or completes; nil inside a letter, or when the bytes are no letter.
  private mutating func key(_ byte: UInt8) -> Key? {
    if byte < 0x80 {
      letter = []
      return Self.ascii(byte)
    }
    if byte >= 0xC0 { letter = [] }
    letter.append(byte)
    let wanted = letter[0] >= 0xF0 ? 4 : letter[0] >= 0xE0 ? 3 : 2
    guard letter[0] >= 0xC2, letter[0] < 0xF5 else {
      letter = []
      return nil
    }
    guard letter.count == wanted else { return nil }
    let text = String(validating: letter, as: UTF8.self)
    letter = []
    return text?.unicodeScalars.first.map { Key.character($0) }
  }

  static func ascii(_ byte: UInt8) -> Key {
    switch byte {
    case 0: .control(" ")
    case 0x08, 0x7F: Key(.backspace)
    case 0x09: Key(.tab)
    case 0x0D: Key(.enter)
    case 0x1B: Key(.escape)
    case 0x01..<0x1B: .control(Unicode.Scalar(byte + 0x60))
    case 0x1C..<0x20: .control(Unicode.Scalar(byte + 0x40))
    default: .character(Unicode.Scalar(byte))
    }
  }
}
