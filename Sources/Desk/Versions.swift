// Versions of a text as they were read: their words, so that changes can be shown, and what ties one
// to the next when the file was edited, moved, or both.

public import Documents
public import Text

/// An earlier version of a text.
public struct KnownVersion: Hashable, Sendable {
  /// By what it was found to be of this text.
  public enum Trace: Hashable, Sendable { case path, content }
  public var hash: ContentHash
  /// Seconds since 1970.
  public var readAt: Int
  /// The normalised text, where it is kept.
  public var text: String?
  public var foundBy: Trace
  public init(hash: ContentHash, readAt: Int, text: String?, foundBy: Trace) {
    self.hash = hash
    self.readAt = readAt
    self.text = text
    self.foundBy = foundBy
  }
}

extension Desk {
  /// Texts of which the words are kept, and their bytes: of one, and of all.
  public static let keptTexts = 40
  public static let keptTextBytes = 4 << 20
  public static let allTextBytes = 64 << 20
  /// The share of common words from which a text is a version of one that is gone from its place.
  static let alike = 0.5
  private static let recordEnding = ".version"
  private static let textEnding = ".words"

  private var versions: String { folder + "/versions" }
  private func recordFile(_ hash: ContentHash) -> String {
    versions + "/" + hash.hex + Self.recordEnding
  }
  private func textFile(_ hash: ContentHash) -> String {
    versions + "/" + hash.hex + Self.textEnding
  }

  /// Keeps the words of a text that was read, and what it is known again by; drops the oldest beyond
  /// the bounds. Nothing is kept of a text read in part, nor in private runs. To be called after
  /// `lastVersion`. Errors: the state folder cannot be written.
  public func keepVersion(
    of document: Document, path: String?, readAt: Int
  ) throws(DeskError) {
    guard !isPrivate, document.isComplete else { return }
    try DeskFile.makeFolder(versions)
    let hash = document.contentHash
    let known = versionRecord(hash)
    let sketch = TextSketch(of: document)
    let after = known?.after ?? lastVersion(hash, sketch, path)?.hash
    let record = VersionRecord(
      hash: hash, path: path ?? known?.path, readAt: readAt, after: after, sketch: sketch)
    try DeskFile.write(VersionFormat.text(of: record), to: recordFile(hash))
    let bytes = document.withBytes { $0.count <= Self.keptTextBytes ? Array($0) : nil }
    if let bytes, !DeskFile.exists(textFile(hash)) {
      try DeskFile.write(bytes, to: textFile(hash))
    }
    if known == nil || bytes != nil { dropOldVersions() }
  }

  /// The version of a text that was read last, where it differs from the text; by path, else by
  /// likeness of words to a text that is gone from its place. Nil for texts that are as they were
  /// read last, and for unknown ones.
  public func lastVersion(before document: Document, path: String?) -> KnownVersion? {
    guard document.isComplete else { return nil }
    let found = lastVersion(document.contentHash, nil, path) { TextSketch(of: document) }
    guard var found else { return nil }
    found.text = words(of: found.hash)
    return found
  }

  /// As `record(hash:path:)`, and of a text that was moved and edited too; where the words of the
  /// version left are kept, place and marks are carried to where they stand in this text. The hash
  /// is that of the version left.
  public func record(of document: Document, path: String?) -> Recollection {
    guard document.isComplete else { return record(hash: nil, path: path) }
    let hash = document.contentHash
    var found = record(hash: hash, path: path)
    if found.records.isEmpty, let last = lastVersion(before: document, path: path) {
      take(file(of: last.hash), into: &found)
    }
    guard var record = found.record, record.hash != hash, let words = words(of: record.hash),
      let old = try? Document(kept: words),
      // Offsets hold only where the text was taken as it is.
      old.scalarCount == words.unicodeScalars.count, document.scalarCount > 0
    else { return found }
    let places = CarriedPlaces(from: old, to: document)
    record.place = places.place(record.place)
    record.marks = record.marks.mapValues { places.place($0) }
    record.byte = nil
    let paragraph = document.paragraph(at: record.place)
    record.ordinal = paragraph + 1
    record.percent =
      paragraph + 1 == document.paragraphs.count
      ? 100 : 100 * record.place.value / document.scalarCount
    found.records[0] = record
    return found
  }

  /// The digests of all earlier versions that are known, newest first, at most twenty.
  public func earlierHashes(of hash: ContentHash, path: String?) -> [ContentHash] {
    var found: [ContentHash] = []
    var waiting = [hash]
    if let path, let pointed = pointed(from: path), pointed != hash { waiting.append(pointed) }
    while !waiting.isEmpty, found.count < ReadingRecord.earlierLimit {
      let next = waiting.removeFirst()
      if next != hash { found.append(next) }
      let before = (reading(next)?.earlier ?? []) + [versionRecord(next)?.after].compactMap { $0 }
      for earlier in before where earlier != hash && !found.contains(earlier) {
        if !waiting.contains(earlier) { waiting.append(earlier) }
      }
    }
    return found
  }

  /// The digests of all earlier versions of a text, also of one that was moved and edited and of
  /// which nothing was kept yet.
  public func earlierHashes(of document: Document, path: String?) -> [ContentHash] {
    let hash = document.contentHash
    var found = earlierHashes(of: hash, path: path)
    if let last = lastVersion(before: document, path: path)?.hash, !found.contains(last) {
      found.append(last)
      for earlier in earlierHashes(of: last, path: nil)
      where earlier != hash && !found.contains(earlier) { found.append(earlier) }
    }
    return Array(found.prefix(ReadingRecord.earlierLimit))
  }

  /// The words of a version; nil where they are not kept, or damaged.
  func words(of hash: ContentHash) -> String? {
    let bytes = (try? DeskFile.bytes(of: textFile(hash), limit: Self.keptTextBytes)) ?? nil
    guard let bytes, ContentHash(of: bytes) == hash else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without the text. The sketch is made only when it is needed.
  private func lastVersion(
    _ hash: ContentHash, _ sketch: TextSketch?, _ path: String?,
    sketching: () -> TextSketch = { TextSketch(hashes: []) }
  ) -> KnownVersion? {
    let same = versionRecord(hash)
    if let path, let pointed = pointed(from: path) {
      if pointed == hash { return nil }
      if let record = reading(pointed) {
        // Opened and left at once: then it was read last as it is, though no place was kept.
        if let same, same.path == path, same.readAt > record.readAt { return nil }
        return KnownVersion(hash: pointed, readAt: record.readAt, text: nil, foundBy: .path)
      }
    }
    if same != nil || reading(hash) != nil { return nil }
    let all = versionRecords()
    if let path, let before = all.first(where: { $0.path == path }) {
      return KnownVersion(hash: before.hash, readAt: before.readAt, text: nil, foundBy: .path)
    }
    if all.isEmpty { return nil }
    let sketch = sketch ?? sketching()
    var best: (version: VersionRecord, likeness: Double)?
    for version in all {
      let likeness = sketch.likeness(to: version.sketch)
      guard likeness >= Self.alike, likeness > best?.likeness ?? 0 else { continue }
      // A text that still stands in its place was not moved: this one is a copy, its own text.
      if let place = version.path, DeskFile.exists(place) { continue }
      best = (version, likeness)
    }
    return best.map {
      KnownVersion(
        hash: $0.version.hash, readAt: $0.version.readAt, text: nil, foundBy: .content)
    }
  }

  private func versionRecord(_ hash: ContentHash) -> VersionRecord? {
    version(in: recordFile(hash))
  }

  private func version(in file: String) -> VersionRecord? {
    let text = (try? DeskFile.read(file, limit: VersionFormat.largest)) ?? nil
    return text.flatMap { try? VersionFormat.version(in: $0) }
  }

  /// Newest first; damaged ones are passed over.
  private func versionRecords() -> [VersionRecord] {
    DeskFile.names(in: versions).filter { $0.hasSuffix(Self.recordEnding) }
      .compactMap { version(in: versions + "/" + $0) }
      .sorted { ($0.readAt, $0.hash.hex) > ($1.readAt, $1.hash.hex) }
  }

  private func dropOldVersions() {
    let names = DeskFile.names(in: versions)
    let texts = names.filter { $0.hasSuffix(Self.textEnding) }
    let isSurplus = names.count - texts.count > limit
    var total = 0
    for name in texts { total += DeskFile.size(of: versions + "/" + name) }
    guard isSurplus || texts.count > Self.keptTexts || total > Self.allTextBytes else { return }
    let records = versionRecords()
    for record in records.dropFirst(limit) { DeskFile.remove(recordFile(record.hash)) }
    var (count, bytes) = (0, 0)
    var kept: Set<String> = []
    for record in records.prefix(limit) where DeskFile.exists(textFile(record.hash)) {
      count += 1
      bytes += DeskFile.size(of: textFile(record.hash))
      guard count <= Self.keptTexts, bytes <= Self.allTextBytes else { break }
      kept.insert(record.hash.hex + Self.textEnding)
    }
    for name in texts where !kept.contains(name) { DeskFile.remove(versions + "/" + name) }
    for name in names where name.hasSuffix(".tmp") {
      DeskFile.removeIfOld(versions + "/" + name, seconds: 3_600)
    }
  }
}
