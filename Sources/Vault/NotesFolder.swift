// A folder of notes as the store gets it: where, by what name the user knows it, what may be done.

/// One folder of notes. Earlier folders shadow later ones.
public struct NotesFolder: Hashable, Sendable {
  /// Absolute path.
  public var path: String
  /// The folder as the user named it; it stands in problems and listings.
  public var displayPath: String
  /// False for packs and for folders of other users.
  public var isWritable: Bool
  /// The path without links, by which the journal knows the folder whatever way led to it.
  public var realPath: String { FileAccess.realPathToBe(path) }

  public init(path: String, displayPath: String? = nil, isWritable: Bool = true) {
    self.path = path
    self.displayPath = displayPath ?? path
    self.isWritable = isWritable
  }
}
