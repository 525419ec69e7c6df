// The state folder: where every text was left, its marks, and what is remembered between runs.
// One small file a text, in a line format of our own, so that start-up needs neither JSON nor
// Foundation, and so that one damaged file costs one text and not the history.

public import Text

/// Why something on the desk cannot be read or written.
public struct DeskError: Error, Hashable, Sendable {
  /// The file or folder concerned.
  public let path: String
  /// Finishes the sentence "PATH: …".
  public let reason: String
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// What was found on the desk, and which files had to be passed over.
public struct Recollection: Hashable, Sendable {
  /// Newest first.
  public var records: [ReadingRecord]
  public var damaged: [DeskError]
  public init(records: [ReadingRecord] = [], damaged: [DeskError] = []) {
    self.records = records
    self.damaged = damaged
  }
  /// The one that was asked for.
  public var record: ReadingRecord? { records.first }
}

/// The state folder. Holds no state in memory, so that it can be used from any thread; two programs
/// may use one folder at once, since every write replaces a whole file.
public final class Desk: Sendable {
  /// Texts kept when nothing else is said.
  public static let usualLimit = 1_000
  static let ending = ".text"

  /// The folder, `$XDG_STATE_HOME/sidelight`; made on the first save.
  public let folder: String
  /// True keeps nothing: saves do nothing, what is there can still be read.
  public let isPrivate: Bool
  let limit: Int

  public init(folder: String, isPrivate: Bool = false, limit: Int = Desk.usualLimit) {
    self.folder = folder
    self.isPrivate = isPrivate
    self.limit = max(1, limit)
  }

  private var texts: String { folder + "/texts" }
  private var paths: String { folder + "/paths" }
  private var settingsFile: String { folder + "/settings" }

  func file(of hash: ContentHash) -> String { texts + "/" + hash.hex + Self.ending }
  private func pointer(for path: String) -> String {
    paths + "/" + ContentHash(of: path).hex
  }

  /// The record of a text: by its hash, else the last one read at that path (whose hash then
  /// differs: the text was changed, and the place must be looked for).
  public func record(hash: ContentHash?, path: String?) -> Recollection {
    var found = Recollection()
    if let hash { take(file(of: hash), into: &found) }
    if found.records.isEmpty, let path {
      if let pointed = pointed(from: path) {
        if pointed != hash { take(file(of: pointed), into: &found) }
      } else if DeskFile.exists(pointer(for: path)) {
        found.damaged.append(
          DeskError(path: pointer(for: path), reason: "damaged: names no text"))
      }
    }
    return found
  }

  /// The text that was read last at a path.
  func pointed(from path: String) -> ContentHash? {
    let line = (try? DeskFile.read(pointer(for: path), limit: 256)) ?? nil
    return line?.split(separator: "\n").first.flatMap { ContentHash(hex: String($0)) }
  }

  /// The record of one text, damaged or missing ones as nil.
  func reading(_ hash: ContentHash) -> ReadingRecord? {
    let text = (try? DeskFile.read(file(of: hash), limit: ReadingFormat.largest)) ?? nil
    return text.flatMap { try? ReadingFormat.record(in: $0) }
  }

  /// Keeps a record, replacing the text's earlier one, and remembers which text it replaces at its
  /// path; drops the oldest beyond the limit.
  public func save(_ record: ReadingRecord) throws(DeskError) {
    if isPrivate { return }
    try DeskFile.makeFolder(texts)
    let file = file(of: record.hash)
    let isNew = !DeskFile.exists(file)
    var chained = record
    let before = record.path.flatMap { pointed(from: $0) }
    chained.earlier = []
    if let before { chained.add(earlier: [before]) }
    chained.add(earlier: record.earlier + (reading(record.hash)?.earlier ?? []))
    if let before, before != record.hash { chained.add(earlier: reading(before)?.earlier ?? []) }
    try DeskFile.write(ReadingFormat.text(of: chained), to: file)
    if let path = record.path, before != record.hash {
      try DeskFile.makeFolder(paths)
      try DeskFile.write(record.hash.hex + "\n", to: pointer(for: path))
    }
    if isNew { dropOldest() }
  }

  /// The texts read last, newest first; two read in the same second are in the order of their hash.
  public func recent(limit: Int) -> Recollection {
    var found = everything()
    found.records = Array(found.records.prefix(max(0, limit)))
    return found
  }

  /// What was remembered of the screen; the usual values where nothing or nonsense is kept.
  public func settings() -> (settings: RememberedSettings, damaged: [DeskError]) {
    do {
      guard let text = try DeskFile.read(settingsFile, limit: ReadingFormat.largest) else {
        return (RememberedSettings(), [])
      }
      return (try SettingsFormat.settings(in: text), [])
    } catch let error as DamagedText {
      return (
        RememberedSettings(), [DeskError(path: settingsFile, reason: "damaged: " + error.reason)]
      )
    } catch let error as DeskError {
      return (RememberedSettings(), [error])
    } catch {
      return (RememberedSettings(), [])
    }
  }

  /// Keeps what is remembered of the screen.
  public func save(_ settings: RememberedSettings) throws(DeskError) {
    if isPrivate { return }
    try DeskFile.makeFolder(folder)
    try DeskFile.write(SettingsFormat.text(of: settings), to: settingsFile)
  }

  /// Why nothing can be kept here, or nil when it can; makes the folder, as a save would.
  public func writingFault() -> DeskError? {
    if isPrivate { return nil }
    do {
      try DeskFile.makeFolder(texts)
      let probe = folder + "/.probe"
      try DeskFile.write("", to: probe)
      DeskFile.remove(probe)
      return nil
    } catch { return error }
  }

  private func everything() -> Recollection {
    var found = Recollection()
    for name in DeskFile.names(in: texts) where name.hasSuffix(Self.ending) {
      take(texts + "/" + name, into: &found)
    }
    found.records.sort {
      ($0.readAt, $1.hash.hex) > ($1.readAt, $0.hash.hex)
    }
    return found
  }

  func take(_ file: String, into found: inout Recollection) {
    do {
      guard let text = try DeskFile.read(file, limit: ReadingFormat.largest) else { return }
      found.records.append(try ReadingFormat.record(in: text))
    } catch let error as DamagedText {
      found.damaged.append(DeskError(path: file, reason: "damaged: " + error.reason))
    } catch let error as DeskError {
      found.damaged.append(error)
    } catch {
      found.damaged.append(DeskError(path: file, reason: "cannot be read"))
    }
  }

  /// Damaged files go first: they would otherwise fill the folder for good.
  private func dropOldest() {
    let names = DeskFile.names(in: texts)
    guard names.count > limit else { return }
    let found = everything()
    for damage in found.damaged { DeskFile.remove(damage.path) }
    for record in found.records.dropFirst(limit) {
      DeskFile.remove(file(of: record.hash))
      guard let path = record.path else { continue }
      let pointer = pointer(for: path)
      let held = (try? DeskFile.read(pointer, limit: 256)) ?? nil
      if held == record.hash.hex + "\n" { DeskFile.remove(pointer) }
    }
    for name in names where !name.hasSuffix(Self.ending) {
      DeskFile.removeIfOld(texts + "/" + name, seconds: 3_600)
    }
  }
}
