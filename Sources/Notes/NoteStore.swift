// The port through which every other room reaches notes. No folder, SQL or path in it.

public import Text

/// Why a store cannot do what it was asked.
public enum NoteStoreError: Error, Hashable, Sendable {
  /// The note was changed elsewhere; the revision that stands there now, nil when it is gone.
  case conflict(current: Revision?)
  case notFound(NoteID)
  /// The store or its folder cannot be used, and why.
  case unavailable(String)
  case malformed(file: String, line: Int, why: String)
}

/// The text of a note's file and the revision that it is.
public struct NoteText: Hashable, Sendable {
  public let text: String
  public let revision: Revision
  /// True when the file's bytes are not UTF-8: the text has U+FFFD in their place, and written back
  /// it would lose them.
  public let isDamaged: Bool
  public init(_ text: String, isDamaged: Bool = false) {
    self.text = text
    self.isDamaged = isDamaged
    revision = ContentHash(of: text)
  }
}

/// A place where notes are kept. Calls never block a cooperative thread.
public protocol NoteStore: Sendable {
  /// All notes at this moment. A note that cannot be read is a problem of the catalogue, never an
  /// error of the call.
  func catalogue() async throws(NoteStoreError) -> Catalogue

  /// The whole text of a note's file. Errors: notFound, unavailable.
  func text(of id: NoteID) async throws(NoteStoreError) -> NoteText

  /// As `text(of:)`, of the files alone that this store may write: a note of another place with the
  /// same id is neither in the way of a new one nor to be taken for it. Errors: notFound, unavailable.
  func writableText(of id: NoteID) async throws(NoteStoreError) -> NoteText

  /// The ids in use that are this one but for case: to some file systems they are the same.
  func ids(alike id: NoteID) async -> [NoteID]

  /// Replaces the text of a note whose revision is the expected one, or makes a note that must not
  /// exist yet (nil). Gives the new revision. Errors: conflict, unavailable.
  func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision

  /// Removes a note, of any revision with nil. Errors: conflict, notFound, unavailable.
  func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError)

  /// One note read anew, as `catalogue()` would read it. Errors: notFound, unavailable.
  func reading(of id: NoteID) async throws(NoteStoreError) -> ParsedNote

  /// What anybody changes from now on, within a second; ends with the store. One's own saves may be
  /// told as well. A store that cannot watch gives a stream that ends at once.
  func changes() -> AsyncStream<CatalogueChange>
}

/// Stores that only read need to say nothing about writing.
extension NoteStore {
  public func text(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    throw .unavailable("this store has no files")
  }

  public func writableText(of id: NoteID) async throws(NoteStoreError) -> NoteText {
    try await text(of: id)
  }

  public func ids(alike id: NoteID) async -> [NoteID] {
    let folded = Folding.fold(id.value)
    let notes = (try? await catalogue())?.notes ?? []
    return notes.map(\.id).filter { Folding.fold($0.value) == folded }
  }

  public func reading(of id: NoteID) async throws(NoteStoreError) -> ParsedNote {
    throw .unavailable("this store has no files")
  }

  public func changes() -> AsyncStream<CatalogueChange> {
    AsyncStream { $0.finish() }
  }

  public func save(_ text: String, id: NoteID, expecting: Revision?) async throws(NoteStoreError)
    -> Revision
  {
    throw .unavailable("this store is read-only")
  }

  public func delete(_ id: NoteID, expecting: Revision?) async throws(NoteStoreError) {
    throw .unavailable("this store is read-only")
  }
}
