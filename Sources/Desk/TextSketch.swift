// A small picture of a text by which it is known again after it was moved and edited: the smallest
// hashes of its runs of words (MinHash, bottom sketch).

import Documents
import Text

/// The sketch of one text.
struct TextSketch: Hashable {
  /// Hashes kept.
  static let size = 64
  /// Words that make up a run.
  private static let runLength = 3
  /// Bytes of a text that are looked at.
  private static let bytes = 4 << 20
  /// Different runs under which likeness would say nothing.
  private static let leastRuns = 20

  /// Ascending, all different.
  private(set) var hashes: [UInt64] = []

  init(hashes: [UInt64]) {
    self.hashes = Array(Set(hashes).sorted().prefix(Self.size))
  }

  init(of document: Document) {
    let text = document.withBytes { String(decoding: $0.prefix(Self.bytes), as: UTF8.self) }
    var (first, second): (UInt64?, UInt64?) = (nil, nil)
    WordHashes.forEach(in: text) { third in
      if let first, let second {
        take(WordHashes.mixed(WordHashes.mixed(first &+ 1) ^ WordHashes.mixed(second &+ 2) ^ third))
      }
      (first, second) = (second, third)
      return true
    }
  }

  /// How much two texts have in common, 0 to 1: their common runs as a share of all. 0 for texts too
  /// short to tell.
  func likeness(to other: TextSketch) -> Double {
    guard min(hashes.count, other.hashes.count) >= Self.leastRuns else { return 0 }
    var (i, j, common, all) = (0, 0, 0, 0)
    while all < Self.size, i < hashes.count || j < other.hashes.count {
      all += 1
      let one = i < hashes.count ? hashes[i] : .max
      let two = j < other.hashes.count ? other.hashes[j] : .max
      if one == two { common += 1 }
      if one <= two { i += 1 }
      if two <= one { j += 1 }
    }
    return Double(common) / Double(all)
  }

  private mutating func take(_ hash: UInt64) {
    if hashes.count == Self.size, let last = hashes.last, hash >= last { return }
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    if low < hashes.count, hashes[low] == hash { return }
    hashes.insert(hash, at: low)
    if hashes.count > Self.size { hashes.removeLast() }
  }
}

/// What is kept of a version beside its text.
struct VersionRecord: Hashable {
  var hash: ContentHash
  var path: String?
  /// Seconds since 1970.
  var readAt: Int
  /// The version that this one came after.
  var after: ContentHash?
  var sketch: TextSketch
}

/// A version's record as text and back.
enum VersionFormat {
  static let head = "sidelight-version\t1"
  static let largest = 65_536

  static func text(of version: VersionRecord) -> String {
    var lines = [head, "hash\t" + version.hash.hex]
    if let path = version.path { lines.append("path\t" + DeskLine.escaped(path)) }
    lines.append("read\t\(max(0, version.readAt))")
    if let after = version.after { lines.append("after\t" + after.hex) }
    let hashes = version.sketch.hashes.map { String($0, radix: 16) }
    lines.append((["sketch"] + hashes).joined(separator: "\t"))
    return lines.joined(separator: "\n") + "\n"
  }

  static func version(in text: String) throws(DamagedText) -> VersionRecord {
    var (hash, after): (ContentHash?, ContentHash?) = (nil, nil)
    var path: String?
    var readAt = 0
    var sketch = TextSketch(hashes: [])
    for fields in try DeskLine.fields(of: text, head: head) {
      let value = fields.count > 1 ? fields[1] : ""
      switch fields[0] {
      case "hash": hash = ContentHash(hex: value)
      case "path": path = value
      case "read": readAt = try DeskLine.count(value, "read")
      case "after": after = ContentHash(hex: value)
      case "sketch":
        sketch = TextSketch(
          hashes: fields.dropFirst().prefix(TextSketch.size).compactMap { UInt64($0, radix: 16) })
      default: break
      }
    }
    guard let hash else { throw DamagedText(reason: "no hash") }
    return VersionRecord(hash: hash, path: path, readAt: readAt, after: after, sketch: sketch)
  }
}
