// What an Obsidian vault says about itself. Its settings are JSON, which is YAML, so the one reader
// serves both.

import Notes

enum ObsidianSettings {
  /// "Excluded files" of a vault: they stay reachable by links and search but do not surface.
  static func ignored(in folder: String) -> PathPatterns {
    guard
      let bytes = try? FileAccess.read(folder + "/.obsidian/app.json", limit: 262_144),
      let entries = try? YAMLReader().entries(of: String(decoding: bytes, as: UTF8.self)),
      let filters = entries.first(where: { $0.key == "userIgnoreFilters" })
    else { return PathPatterns([]) }
    return PathPatterns(filters.value.strings)
  }

  /// True for a folder that Obsidian opened as a vault.
  static func isVault(_ folder: String) -> Bool { FileAccess.isFolder(folder + "/.obsidian") }
}
