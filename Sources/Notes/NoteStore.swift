// The port through which every other room reaches notes. No folder, SQL or path in it.

/// Why a store cannot do what it was asked.
public enum NoteStoreError: Error, Hashable, Sendable {
  /// The note was changed elsewhere; the text that stands there now.
  case conflict(current: Revision?)
  case notFound(NoteID)
  /// The store or its folder cannot be used, and why.
  case unavailable(String)
  case malformed(file: String, line: Int, why: String)
}

/// A place where notes are kept. Calls never block a cooperative thread.
public protocol NoteStore: Sendable {
  /// All notes at this moment. A note that cannot be read is a problem of the catalogue, never an
  /// error of the call.
  func catalogue() async throws(NoteStoreError) -> Catalogue
}
