// The line format of the desk: `key<TAB>value`, one a line, the first line naming format and
// version. Keys that are not known are passed over, so that a newer program's file can be read.

import Text

/// Why a file of the desk makes no sense.
struct DamagedText: Error, Hashable {
  let reason: String
}

/// Fields of a line: tabs and line ends inside a value are spelled with a backslash. On bytes, as a
/// journal holds whole notes.
enum DeskLine {
  private static let backslash = UInt8(ascii: "\\")

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the escaped form of a text.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case backslash: bytes += [backslash, backslash]
      case 0x09: bytes += [backslash, UInt8(ascii: "t")]
      case 0x0A: bytes += [backslash, UInt8(ascii: "n")]
      case 0x0D: bytes += [backslash, UInt8(ascii: "r")]
      case 0x00: bytes += [backslash, UInt8(ascii: "0")]
      default: bytes.append(byte)
      }
    }
  }

  /// Adds a line of fields with its end.
  static func append(line fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(0x09) }
      append(field, to: &bytes)
    }
    bytes.append(0x0A)
  }

  private static func unescaped(_ field: ArraySlice<UInt8>) throws(DamagedText) -> String {
    let result = field.withUnsafeBufferPointer { unescaped($0) }
    guard let result else { throw DamagedText(reason: "a backslash that means nothing") }
    return result
  }

  /// Whole stretches at once: a journal's fields are notes. Nil for a backslash that means nothing.
  private static func unescaped(_ field: UnsafeBufferPointer<UInt8>) -> String? {
    guard var slash = field.firstIndex(of: backslash) else {
      return String(decoding: field, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(field.count)
    var done = 0
    while slash < field.count {
      result.append(contentsOf: field[done..<slash])
      switch slash + 1 < field.count ? field[slash + 1] : 0 {
      case backslash: result.append(backslash)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "0"): result.append(0x00)
      default: return nil
      }
      done = slash + 2
      slash = done
      while slash < field.count, field[slash] != backslash { slash += 1 }
    }
    result.append(contentsOf: field[done...])
    return String(decoding: result, as: UTF8.self)
  }

  /// The lines, none of them empty, after the head line was found to be the one expected.
  static func lines(of bytes: [UInt8], head: String) throws(DamagedText) -> [ArraySlice<UInt8>] {
    guard bytes.last == 0x0A else { throw DamagedText(reason: "cut short") }
    let ranges = bytes.withUnsafeBufferPointer { split($0, at: 0x0A) }.filter { !$0.isEmpty }
    guard let first = ranges.first, bytes[first].elementsEqual(head.utf8) else {
      throw DamagedText(reason: "not a file of this version")
    }
    return ranges.dropFirst().map { bytes[$0] }
  }

  private static func split(_ bytes: UnsafeBufferPointer<UInt8>, at mark: UInt8) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == mark {
      ranges.append(start..<index)
      start = index + 1
    }
    ranges.append(start..<bytes.count)
    return ranges
  }

  /// The fields of one line.
  static func fields(of line: ArraySlice<UInt8>) throws(DamagedText) -> [String] {
    var fields: [String] = []
    for field in line.withUnsafeBufferPointer({ split($0, at: 0x09) }) {
      let start = line.startIndex + field.lowerBound
      fields.append(try unescaped(line[start..<start + field.count]))
    }
    return fields
  }

  /// The lines as fields, after the head line was found to be the one expected.
  static func fields(of text: String, head: String) throws(DamagedText) -> [[String]] {
    var result: [[String]] = []
    for line in try lines(of: Array(text.utf8), head: head) { result.append(try fields(of: line)) }
    return result
  }

  static func count(_ text: String, _ key: String) throws(DamagedText) -> Int {
    guard let number = Int(text), number >= 0 else {
      throw DamagedText(reason: "\(key) is no number")
    }
    return number
  }
}

/// A reading record as text and back.
enum ReadingFormat {
  static let head = "sidelight-text\t1"
  /// Bytes beyond which a file is not ours.
  static let largest = 65_536

  static func text(of record: ReadingRecord) -> String {
    var lines = [head, "hash\t" + record.hash.hex]
    if let path = record.path { lines.append("path\t" + DeskLine.escaped(path)) }
    lines.append("title\t" + DeskLine.escaped(String(record.title.prefix(1_000))))
    lines.append("place\t\(record.place.value)")
    if let byte = record.byte { lines.append("byte\t\(byte.value)") }
    lines.append("percent\t\(record.percent)")
    if let ordinal = record.ordinal { lines.append("ordinal\t\(ordinal)") }
    lines.append("read\t\(record.readAt)")
    if !record.earlier.isEmpty {
      lines.append((["earlier"] + record.earlier.map(\.hex)).joined(separator: "\t"))
    }
    for (name, place) in record.marks.sorted(by: { $0.key < $1.key }) {
      lines.append("mark\t" + DeskLine.escaped(String(name)) + "\t\(place.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func record(in text: String) throws(DamagedText) -> ReadingRecord {
    var values: [String: String] = [:]
    var marks: [Character: ScalarOffset] = [:]
    var earlier: [ContentHash] = []
    for fields in try DeskLine.fields(of: text, head: head) {
      if fields.count == 3, fields[0] == "mark", let name = fields[1].first {
        marks[name] = ScalarOffset(try DeskLine.count(fields[2], "mark"))
      } else if fields[0] == "earlier" {
        earlier += fields.dropFirst().compactMap { ContentHash(hex: $0) }
      } else if fields.count == 2 {
        values[fields[0]] = fields[1]
      }
    }
    guard let hash = values["hash"].flatMap({ ContentHash(hex: $0) }) else {
      throw DamagedText(reason: "no hash")
    }
    guard let place = values["place"] else { throw DamagedText(reason: "no place") }
    var byte: ByteOffset?
    if let text = values["byte"] { byte = ByteOffset(try DeskLine.count(text, "byte")) }
    var ordinal: Int?
    if let text = values["ordinal"] { ordinal = try DeskLine.count(text, "ordinal") }
    var record = ReadingRecord(
      hash: hash, path: values["path"], title: values["title"] ?? "",
      place: ScalarOffset(try DeskLine.count(place, "place")), byte: byte,
      percent: min(100, try DeskLine.count(values["percent"] ?? "0", "percent")),
      ordinal: ordinal, marks: marks, readAt: try DeskLine.count(values["read"] ?? "0", "read"))
    record.add(earlier: earlier)
    return record
  }
}

/// Remembered settings as text and back.
enum SettingsFormat {
  static let head = "sidelight-settings\t1"

  static func text(of settings: RememberedSettings) -> String {
    var lines = [head]
    if let kinds = settings.hiddenKinds {
      lines.append((["hidden-kinds"] + kinds.map(DeskLine.escaped)).joined(separator: "\t"))
    }
    if let share = settings.paneShare { lines.append("pane-share\t\(share)") }
    return lines.joined(separator: "\n") + "\n"
  }

  static func settings(in text: String) throws(DamagedText) -> RememberedSettings {
    var settings = RememberedSettings()
    for fields in try DeskLine.fields(of: text, head: head) {
      switch fields.first {
      case "hidden-kinds": settings.hiddenKinds = Array(fields.dropFirst())
      case "pane-share" where fields.count == 2:
        guard let share = Int(fields[1]), (-100...100).contains(share) else {
          throw DamagedText(reason: "pane-share is no share")
        }
        settings.paneShare = share
      default: break
      }
    }
    return settings
  }
}
