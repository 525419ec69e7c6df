// Files that are no notes, made as safely as those.

public import Notes

/// Makes files.
public enum NewFile {
  /// Makes a file that must not exist, whole or not at all; false when there is one. The path is
  /// absolute. Throws `.unavailable` with the system's reason.
  public static func create(_ path: String, with text: String) throws(NoteStoreError) -> Bool {
    try FileWriting.create(path, with: text)
  }
}
