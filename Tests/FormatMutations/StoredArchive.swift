// Archives whose files stand in them as they are (ZIP without compression, APPNOTE 4.3), so that a
// mutated file inside is still found.

public enum StoredArchive {
  public struct File: Sendable {
    public var name: String
    public var bytes: [UInt8]
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  public static func bytes(of files: [File]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.name.utf8)
      let place = archive.count
      let facts =
        little(20, 2) + little(0x800, 2) + little(0, 6) + little(Int(checksum(file.bytes)), 4)
        + little(file.bytes.count, 4) + little(file.bytes.count, 4) + little(name.count, 2)
        + little(0, 2)
      archive += little(0x0403_4B50, 4) + facts + name + file.bytes
      directory += little(0x0201_4B50, 4) + little(20, 2) + facts + little(0, 10)
      directory += little(place, 4) + name
    }
    let count = little(files.count & 0xFFFF, 2)
    let place = archive.count
    return archive + directory + little(0x0605_4B50, 4) + little(0, 4) + count + count
      + little(directory.count, 4) + little(place, 4) + little(0, 2)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> ($0 * 8) : 0) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in table[Int(UInt8(sum & 0xFF) ^ byte)] ^ sum >> 8 }
  }
}
