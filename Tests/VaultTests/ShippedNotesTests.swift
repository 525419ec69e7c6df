import Foundation
import Notes
import Testing
import Vault

@Test func dumpProbe() async throws {
  guard let path = ProcessInfo.processInfo.environment["PROBE"] else { return }
  let store = FolderStore(folders: [NotesFolder(path: path)])
  let c = try await store.catalogue()
  for n in c.notes {
    print(
      n.id, "|", n.title, "|", n.aliases, "|", n.kind?.value ?? "-", "|", n.description ?? "-", "|",
      n.sources.count, n.references.map(\.target))
    for s in n.sources where s.publisher == nil || s.url == nil { print("   ??", s) }
  }
  for p in c.problems { print(p) }
}
