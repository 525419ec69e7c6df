// Escape sequences that reach the program unrecognised, because the terminal sends more than its
// description says. Known ones become keys; the others are swallowed whole rather than typed.

import Screen

/// One control sequence (`ESC [ …`) or shifted key (`ESC O x`) in a run of bytes.
struct EscapeSequence: Hashable {
  /// The key it stands for; nil when it is none.
  var key: Key?
  /// The place after it.
  var end: Int

  /// Longest sequence looked for: a mouse report or a key with modifiers is far shorter.
  private static let limit = 40

  /// Reads the sequence whose introducer (`[` or `O`) stands at `start`, after its ESC. Nil when no
  /// whole sequence is there.
  init?(_ batch: [RawInput], at start: Int) {
    var bytes: [UInt8] = []
    for input in batch[start...].prefix(Self.limit) {
      guard case .byte(let byte) = input else { break }
      bytes.append(byte)
      guard bytes.count > 1 else {
        guard byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") else { return nil }
        continue
      }
      if byte >= 0x40, byte <= 0x7E {
        self.init(bytes)
        end += start
        return
      }
      guard byte >= 0x20, byte < 0x40 else { return nil }
    }
    return nil
  }

  private init(_ bytes: [UInt8]) {
    end = bytes.count
    let numbers = bytes.dropFirst().dropLast().split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
    ).map { part in
      part.isEmpty
        ? 1 : Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0
    }
    let last = bytes[bytes.count - 1]
    // A private mark makes it an answer or a report, never a key.
    guard bytes.count < 3 || !(0x3C...0x3F).contains(bytes[1]) else { return }
    guard let code = Self.code(last, numbers) else { return }
    // Modifiers are sent as one more than the sum of shift 1, alt 2, control 4.
    let sent = numbers.count > 1 ? min(max(1, numbers[1]), 256) - 1 : 0
    var key = Key(code, control: sent & 4 != 0, alt: sent & 2 != 0, shift: sent & 1 != 0)
    if last == UInt8(ascii: "Z") { key.shift = true }
    if case .scalar(let scalar) = code {
      let cased = key.shift ? scalar.properties.uppercaseMapping : String(Character(scalar))
      if !key.control, let letter = cased.unicodeScalars.first { key.code = .scalar(letter) }
      key.shift = false
    }
    self.key = key
  }

  private static func code(_ last: UInt8, _ numbers: [Int]) -> Key.Code? {
    switch last {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "Z"): .tab
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(last) - 0x4F)
    case UInt8(ascii: "~"):
      numbers.first == 27 && numbers.count > 2 ? typed(numbers[2]) : pad(numbers.first ?? 0)
    case UInt8(ascii: "u"): numbers.first.flatMap { typed($0) }
    default: nil
    }
  }

  private static func pad(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  private static func typed(_ number: Int) -> Key.Code? {
    switch number {
    case 9: .tab
    case 13: .enter
    case 27: .escape
    case 8, 127: .backspace
    case 0x20...: Unicode.Scalar(UInt32(clamping: number)).map { .scalar($0) }
    default: nil
    }
  }
}
