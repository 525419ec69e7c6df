// Builds ZIP archives for tests, sound ones and such as no packer would make (APPNOTE 4.3).

import Foundation

struct ZipWriter {
  struct Entry {
    var name: [UInt8]
    /// As they stand in the archive.
    var packed: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var checksum: UInt32
    /// What is claimed to come out.
    var size: UInt32
    /// What is claimed to go in; nil for the truth.
    var packedSize: UInt32?
  }

  private(set) var entries: [Entry] = []

  /// A stored entry.
  mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  mutating func add(_ name: String, _ bytes: [UInt8]) {
    add(
      Entry(
        name: Array(name.utf8), packed: bytes, checksum: Self.crc32(bytes),
        size: UInt32(bytes.count)))
  }

  mutating func add(_ entry: Entry) { entries.append(entry) }

  func archive() -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let common =
        Self.little(20, 2) + Self.little(Int(entry.flags), 2) + Self.little(Int(entry.method), 2)
        + Self.little(0, 2) + Self.little(0x21, 2) + Self.little(Int(entry.checksum), 4)
        + Self.little(Int(entry.packedSize ?? UInt32(entry.packed.count)), 4)
        + Self.little(Int(entry.size), 4) + Self.little(entry.name.count, 2) + Self.little(0, 2)
      bytes += [0x50, 0x4B, 3, 4] + common + entry.name + entry.packed
      directory += [0x50, 0x4B, 1, 2] + Self.little(20, 2) + common
      directory += Self.little(0, 10) + Self.little(offset, 4) + entry.name
    }
    let count = Self.little(entries.count & 0xFFFF, 2)
    let start = bytes.count
    bytes += directory
    return bytes + [0x50, 0x4B, 5, 6] + Self.little(0, 4) + count + count
      + Self.little(directory.count, 4) + Self.little(start, 4) + Self.little(0, 2)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }

  private static let table: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
  }

  /// A folder as an archive: `mimetype` first, the rest by name.
  static func archive(of folder: URL) throws -> [UInt8] {
    var zip = ZipWriter()
    let root = folder.resolvingSymlinksInPath().path + "/"
    let all = try FileManager.default.subpathsOfDirectory(atPath: root).sorted {
      ($0 == "mimetype" ? "" : $0) < ($1 == "mimetype" ? "" : $1)
    }
    for name in all {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + name, isDirectory: &isFolder)
      if isFolder.boolValue { continue }
      zip.add(name, Array(try Data(contentsOf: URL(fileURLWithPath: root + name))))
    }
    return zip.archive()
  }

  /// A deflate stream of one letter, then `runs` times 258 more of it in two bits each: the densest
  /// there is (RFC 1951, 3.2.7).
  static func bomb(runs: Int) -> [UInt8] {
    var stream = BitStream()
    stream.put(1, 1)
    stream.put(2, 2)
    // 286 codes of letters and lengths, 1 of distances, 18 lengths of the codes they are told in.
    stream.put(29, 5)
    stream.put(0, 5)
    stream.put(14, 4)
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
      stream.put(symbol == 18 ? 1 : symbol == 1 || symbol == 2 ? 2 : 0, 3)
    }
    func zeros(_ count: Int) {
      stream.code(0, 1)
      stream.put(count - 11, 7)
    }
    zeros(97)
    stream.code(0b11, 2)
    zeros(138)
    zeros(20)
    stream.code(0b11, 2)
    zeros(28)
    stream.code(0b10, 2)
    stream.code(0b10, 2)
    stream.code(0b10, 2)
    for _ in 0..<runs {
      stream.code(0, 1)
      stream.code(0, 1)
    }
    stream.code(0b11, 2)
    return stream.bytes
  }

  private struct BitStream {
    var bytes: [UInt8] = []
    private var free = 0

    mutating func put(_ value: Int, _ count: Int) {
      for bit in 0..<count {
        if free == 0 {
          bytes.append(0)
          free = 8
        }
        if value >> bit & 1 == 1 { bytes[bytes.count - 1] |= 1 << (8 - free) }
        free -= 1
      }
    }

    /// Huffman codes go in with their highest bit first.
    mutating func code(_ value: Int, _ count: Int) {
      for bit in (0..<count).reversed() { put(value >> bit & 1, 1) }
    }
  }
}
