// Drafts of notes: what stood in a form that was left or that a crash closed. One file a run and
// text, so that two programs on one text never lose each other's.

public import Notes
public import Text

/// The text that a draft belongs to: its digest, its absolute path, or both.
public struct DraftKey: Hashable, Sendable {
  public var hash: ContentHash?
  public var path: String?
  public init(hash: ContentHash?, path: String?) {
    self.hash = hash
    self.path = path
  }

  /// A draft is found by either; drafts on a text of which nothing is known find each other.
  func isSame(as other: DraftKey) -> Bool {
    if let hash, hash == other.hash { return true }
    if let path, path == other.path { return true }
    return self == other
  }
}

/// A draft as it was kept.
public struct KeptDraft: Hashable, Sendable {
  /// The run of the program in whose form it stood.
  public var run: String
  /// Seconds since 1970.
  public var savedAt: Int
  public var draft: NoteDraft
  public init(run: String, savedAt: Int, draft: NoteDraft) {
    self.run = run
    self.savedAt = savedAt
    self.draft = draft
  }
}

extension Desk {
  /// Drafts kept over all texts.
  public static let draftLimit = 50
  /// Seconds after which a draft is dropped when another is kept.
  public static let draftLifetime = 90 * 86_400
  private static let draftEnding = ".draft"

  private var draftFolder: String { folder + "/drafts" }

  /// Keeps a run's draft on a text in the place of its earlier one; drops those beyond the bounds.
  /// Private runs keep none. Errors: the state folder cannot be written.
  public func keep(
    draft: NoteDraft, for key: DraftKey, run: String, savedAt: Int
  ) throws(DeskError) {
    if isPrivate { return }
    try DeskFile.makeFolder(draftFolder)
    let file = draftFile(key, run)
    let isNew = !DeskFile.exists(file)
    let stored = StoredDraft(key: key, kept: KeptDraft(run: run, savedAt: savedAt, draft: draft))
    try DeskFile.write(DraftFormat.bytes(of: stored), to: file)
    guard isNew else { return }
    // A text's digest or path may have become known since the run's last draft on it.
    for other in storedDrafts().found
    where other.file != file && other.draft.kept.run == run && other.draft.key.isSame(as: key) {
      DeskFile.remove(other.file)
    }
    dropOldDrafts(now: savedAt)
  }

  /// The drafts on a text, newest first; damaged ones are passed over.
  public func drafts(for key: DraftKey) -> [KeptDraft] {
    storedDrafts().found.map(\.draft).filter { $0.key.isSame(as: key) }.map(\.kept)
  }

  /// Drops the draft of one run on a text, or of all runs with nil. Errors: the state folder cannot
  /// be written.
  public func dropDraft(for key: DraftKey, run: String? = nil) throws(DeskError) {
    if isPrivate { return }
    for stored in storedDrafts().found where stored.draft.key.isSame(as: key) {
      if let run, stored.draft.kept.run != run { continue }
      try DeskFile.take(away: stored.file)
    }
  }

  /// The files of drafts that make no sense.
  public var damagedDrafts: [DeskError] { storedDrafts().damaged }

  private func draftFile(_ key: DraftKey, _ run: String) -> String {
    let name = ContentHash(of: run + "\0" + (key.path ?? key.hash?.hex ?? ""))
    return draftFolder + "/" + name.hex + Self.draftEnding
  }

  /// Newest first.
  private func storedDrafts() -> (found: [(file: String, draft: StoredDraft)], damaged: [DeskError])
  {
    var found: [(file: String, draft: StoredDraft)] = []
    var damaged: [DeskError] = []
    for name in DeskFile.names(in: draftFolder) where name.hasSuffix(Self.draftEnding) {
      let file = draftFolder + "/" + name
      do {
        guard let bytes = try DeskFile.bytes(of: file, limit: DraftFormat.largest) else { continue }
        found.append((file, try DraftFormat.draft(in: bytes)))
      } catch let error as DamagedText {
        damaged.append(DeskError(path: file, reason: "damaged: " + error.reason))
      } catch {
        damaged.append(error as? DeskError ?? DeskError(path: file, reason: "cannot be read"))
      }
    }
    found.sort {
      ($0.draft.kept.savedAt, $0.file) > ($1.draft.kept.savedAt, $1.file)
    }
    return (found, damaged)
  }

  /// Damaged files go as well: they would otherwise stay for good.
  private func dropOldDrafts(now: Int) {
    let (found, damaged) = storedDrafts()
    for damage in damaged { DeskFile.removeIfOld(damage.path, seconds: Self.draftLifetime) }
    for (index, stored) in found.enumerated() {
      let age = now - stored.draft.kept.savedAt
      if index >= Self.draftLimit || age > Self.draftLifetime { DeskFile.remove(stored.file) }
    }
    for name in DeskFile.names(in: draftFolder) where !name.hasSuffix(Self.draftEnding) {
      DeskFile.removeIfOld(draftFolder + "/" + name, seconds: 3_600)
    }
  }
}
