// Numbers on how fast and how large the store is with many notes.

import Glibc
import Notes
import Text
import Vault

private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try await body()
  return Double((clock.now - start) / .microseconds(1)) / 1e6
}

/// Kilobytes of the process in memory.
private func memory() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 100)
  guard fgets(&line, 100, file) != nil else { return 0 }
  let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4
}

private func put(_ text: String, _ path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}

/// Fills an empty folder with so many notes, and prints what reading, saving and seeing them cost.
func measure(_ store: FolderStore, _ path: String, notes: Int) async throws {
  for number in 0..<notes {
    if number % 1_000 == 0 { mkdir("\(path)/part-\(number / 1_000)", 0o755) }
    put(
      "---\ntitle: Note number \(number)\naliases: [N\(number)]\nkind: term\n---\nA sentence.\n",
      "\(path)/part-\(number / 1_000)/note-number-\(number).md")
  }
  var catalogue: Catalogue?
  let reading = try await seconds { catalogue = try await store.catalogue() }
  print("catalogue of \(catalogue?.notes.count ?? 0): \(reading) s, \(memory()) KB")
  let before = memory()
  var stream = store.changes().makeAsyncIterator()
  sleep(3)
  print("watching: \(memory() - before) KB more")
  var latencies: [Double] = []
  for number in 0..<50 {
    let file = "\(path)/part-0/note-number-\(number).md"
    latencies.append(
      await seconds {
        put("---\ntitle: Changed \(number)\n---\n", file)
        while let change = await stream.next() {
          if change.notes.contains(where: { $0.title == "Changed \(number)" }) { break }
        }
      })
  }
  latencies.sort()
  print("write to element: median \(latencies[25]) s, longest \(latencies[49]) s")
  let walking = await seconds {
    mkdir("\(path)/new", 0o755)
    put("x", "\(path)/new/new.md")
    while let change = await stream.next() {
      if change.notes.contains(where: { $0.id.value == "new/new" }) { break }
    }
  }
  print("new folder to element: \(walking) s")
  let id = NoteID("part-0/note-number-0")
  var revision = try await store.text(of: id).revision
  let saving = try await seconds {
    for number in 0..<1_000 {
      revision = try await store.save("version \(number)\n", id: id, expecting: revision)
    }
  }
  print("saves: \(1_000 / saving) a second")
}
