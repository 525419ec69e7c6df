// A ZIP archive as a reader of books needs it: entries by name, unpacked with hard bounds, whatever the
// archive claims of itself.

internal import CArchive

/// Why an archive or one of its entries cannot be read.
enum ArchiveFault: Error, Hashable {
  case noLibrary, notAnArchive, damaged, encrypted, unsupported, tooManyEntries, bomb, noMemory
  case unreadable, noEntry
  /// Past what one entry, or all of them together, may unpack to.
  case tooLarge

  fileprivate init(status: Int) {
    switch status {
    case CA_NO_LIBRARY: self = .noLibrary
    case CA_NOT_AN_ARCHIVE: self = .notAnArchive
    case CA_ENCRYPTED: self = .encrypted
    case CA_UNSUPPORTED: self = .unsupported
    case CA_TOO_MANY: self = .tooManyEntries
    case CA_BOMB: self = .bomb
    case CA_NO_MEMORY: self = .noMemory
    case CA_UNREADABLE: self = .unreadable
    case CA_NO_ENTRY: self = .noEntry
    default: self = .damaged
    }
  }
}

/// What came out of an entry.
struct Unpacked {
  var bytes: [UInt8]
  /// Where it broke off, and why; what came before is kept.
  var fault: ArchiveFault?
}

/// An open archive. Used by one thread at a time.
final class Archive {
  /// Bytes that one entry, and all that are read together, may unpack to.
  static let largestEntry = 32 << 20
  static let largestWhole = 256 << 20

  private let handle: OpaquePointer
  private var unpacked = 0
  /// Entries by their names put into one shape, for names that are not written as they are linked.
  private var lenient: [String: Int]?

  /// Reads from a descriptor of a regular file, which stays open elsewhere or is closed by its owner.
  init(descriptor: Int32) throws(ArchiveFault) {
    var status: Int32 = 0
    guard let handle = ca_open_descriptor(descriptor, &status) else {
      throw ArchiveFault(status: Int(status))
    }
    self.handle = handle
  }

  init(bytes: [UInt8]) throws(ArchiveFault) {
    var status: Int32 = 0
    guard let handle = ca_open_memory(bytes, bytes.count, &status) else {
      throw ArchiveFault(status: Int(status))
    }
    self.handle = handle
  }

  deinit { ca_close(handle) }

  /// Number of entries, at most 65,536.
  var count: Int { Int(ca_count(handle)) }

  /// The name of an entry, ill-formed parts replaced; empty when it has none.
  func name(of index: Int) -> String {
    guard let name = ca_name(handle, Int64(index)) else { return "" }
    return String(cString: name)
  }

  /// What an entry claims to unpack to, no more than it may.
  func claimedSize(of index: Int) -> Int {
    var entry = ca_entry()
    guard ca_describe(handle, Int64(index), &entry) == CA_OK else { return 0 }
    return Int(min(entry.size, UInt64(Self.largestEntry)))
  }

  /// The entry of a name: the first of exactly this one, else the first that differs only in what
  /// careless packers vary: backslashes, capitals, a leading slash, dots.
  func index(of name: String) -> Int? {
    if let exact = index(ofExactly: name) { return exact }
    if name.isEmpty { return nil }
    if lenient == nil {
      var table: [String: Int] = [:]
      for index in 0..<count {
        let key = Self.plain(self.name(of: index))
        if table[key] == nil { table[key] = index }
      }
      lenient = table
    }
    return lenient?[Self.plain(name)]
  }

  func index(ofExactly name: String) -> Int? {
    if name.isEmpty || name.utf8.contains(0) { return nil }
    let index = Int(ca_find(handle, name))
    return index >= 0 ? index : nil
  }

  private static func plain(_ name: String) -> String {
    let slashed = name.utf8.map { $0 == 0x5C ? 0x2F : $0 }
    return EPUBPath.normalised(String(decoding: slashed, as: UTF8.self)).lowercased()
  }

  /// Unpacks an entry. What is damaged further on is given as far as it goes; an entry of which
  /// nothing can be had throws, and so does one that is meant to fill memory.
  func read(_ index: Int, atMost limit: Int = largestEntry) throws(ArchiveFault) -> Unpacked {
    let status = Int(ca_begin(handle, Int64(index)))
    if status != CA_OK { throw ArchiveFault(status: status) }
    let limit = min(limit, Self.largestWhole - unpacked)
    if limit <= 0 { throw .tooLarge }
    var result = Unpacked(bytes: [], fault: nil)
    // A claim saves growing by steps, but only so far as it cannot hurt.
    result.bytes.reserveCapacity(min(claimedSize(of: index), 1 << 20))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = chunk.withUnsafeMutableBytes { Int(ca_read(handle, $0.baseAddress, $0.count)) }
      if got == 0 { break }
      if got < 0 {
        let fault = ArchiveFault(status: -got)
        if fault == .bomb || result.bytes.isEmpty { throw fault }
        result.fault = fault
        break
      }
      result.bytes.append(contentsOf: chunk[..<min(got, limit - result.bytes.count)])
      if result.bytes.count >= limit {
        result.fault = .tooLarge
        break
      }
    }
    unpacked += result.bytes.count
    return result
  }

  /// The whole of the entry of exactly that name; nil when there is none.
  func bytes(ofExactly name: String) throws(ArchiveFault) -> [UInt8]? {
    guard let index = index(ofExactly: name) else { return nil }
    return try read(index).bytes
  }

  /// The whole of a named entry; nil when there is none.
  func bytes(of name: String) throws(ArchiveFault) -> [UInt8]? {
    guard let index = index(of: name) else { return nil }
    return try read(index).bytes
  }
}
