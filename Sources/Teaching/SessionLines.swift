// Events and slides as lines of the two files of a session. A line is one JSON object without line
// breaks or raw controls; a line that makes no sense here, of a later version or damaged, is
// passed over.

import FoundationEssentials

/// One picture of the room's file.
public struct RoomLine: Hashable, Sendable, Codable {
  /// Counted from 1; the room shows the highest.
  public var sequence: Int
  public var slide: RoomSlide

  public init(sequence: Int, slide: RoomSlide) {
    self.sequence = sequence
    self.slide = slide
  }
}

/// What the lines of a session's files say.
public enum SessionLines {
  /// Bytes of an event's line beyond which it is not read: room for the largest text and its lesson.
  public static let longest = 160 << 20
  /// Bytes of a slide's line beyond which it is not read.
  public static let longestSlide = 32 << 20

  /// Nil when there is something in it that JSON cannot say.
  public static func line(of event: TimedEvent) -> String? { encoded(event) }

  /// Nil for a line that is damaged, too long, or of a later version.
  public static func event(of line: String) -> TimedEvent? {
    guard line.utf8.count <= longest else { return nil }
    return try? JSONDecoder().decode(TimedEvent.self, from: Data(line.utf8))
  }

  /// Nil when there is something in it that JSON cannot say.
  public static func line(of slide: RoomLine) -> String? { encoded(slide) }

  /// Nil for a line that is damaged, too long, or of a later version.
  public static func roomLine(of line: String) -> RoomLine? {
    guard line.utf8.count <= longestSlide else { return nil }
    return try? JSONDecoder().decode(RoomLine.self, from: Data(line.utf8))
  }

  /// The session that a record's lines tell of; nil when none begins there. Lines that make no sense
  /// are passed over, before the beginning too.
  public static func session(of lines: some Sequence<String>) -> Session? {
    Session(lines.lazy.compactMap { event(of: $0) })
  }

  /// JSON on one line, keys in order. C0 comes out escaped by itself; DEL, C1, the line and paragraph
  /// separators and marks that turn the direction of text are escaped besides, so that a file that is
  /// looked at in a terminal does nothing to it.
  static func encoded(_ value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return nil }
    return escaped(String(decoding: data, as: UTF8.self))
  }

  static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: mustBeEscaped) else { return json }
    var text = ""
    text.reserveCapacity(json.utf8.count + 16)
    for scalar in json.unicodeScalars {
      if mustBeEscaped(scalar) {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
