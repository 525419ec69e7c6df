// Another process on a folder of notes: it saves until it is killed, adds lines beside others, runs
// out of space, or measures. Only the tests of the store run it.

import Glibc
import Notes
import Text
import Vault

/// A small generator of numbers that a seed repeats.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The notes that are saved until the probe is killed: 20 files of 200 bytes to 200 KB.
enum WholeNote {
  static let count = 20

  static func id(_ index: Int) -> NoteID { NoteID(index % 4 == 0 ? "deep/n\(index)" : "n\(index)") }

  /// One of two versions, with a sum of all before it in the last line.
  static func text(_ index: Int, isSecond: Bool) -> String {
    let sizes = [200, 900, 2_000, 4_000, 200, 500, 1_500, 700, 20_000, 200_000]
    let word = isSecond ? "second" : "first "
    let line = "\(word) version of note \(index)\n"
    let body = String(repeating: line, count: max(1, sizes[index % sizes.count] / line.utf8.count))
    return "---\ntitle: Note \(index)\n---\n" + body + "sum \(sum(body))\n"
  }

  private static func sum(_ text: String) -> UInt64 {
    text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}

private func say(_ words: String) {
  let bytes = Array(words.utf8)
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

/// Saves for ever; a dot for every save that begins. Nothing is made before it is needed: most runs
/// are killed after a hundred saves.
private func saveUntilKilled(_ store: FolderStore, seed: UInt64) async throws {
  var numbers = SeededNumbers(seed: seed)
  var standing: [Int: (revision: Revision, isSecond: Bool)] = [:]
  var texts: [String: String] = [:]
  while true {
    var index = Int.random(in: 0..<WholeNote.count, using: &numbers)
    // The largest ones less often, or hashing them would take all the time.
    if index % 10 >= 8, numbers.next() % 32 != 0 { index -= 8 }
    let id = WholeNote.id(index)
    var old = standing[index]
    if old == nil {
      let note = try await store.text(of: id)
      old = (note.revision, note.text.prefix(100).contains("second version"))
    }
    let isSecond = old?.isSecond != true
    let key = "\(index) \(isSecond)"
    let text = texts[key] ?? WholeNote.text(index, isSecond: isSecond)
    texts[key] = text
    say(".")
    let revision = try await store.save(text, id: id, expecting: old?.revision)
    standing[index] = (revision, isSecond)
  }
}

/// Adds lines of its own to notes that others write too.
private func append(_ store: FolderStore, name: String, count: Int) async throws {
  var conflicts = 0
  for number in 0..<count {
    let id = NoteID("shared-\(number % 3)")
    while true {
      do throws(NoteStoreError) {
        let now = try await store.text(of: id)
        _ = try await store.save(
          now.text + "\(name) \(number)\n", id: id, expecting: now.revision)
        break
      } catch {
        // A conflict, or the moment between a swap and its return.
        guard case .conflict = error else { throw error }
        conflicts += 1
      }
    }
  }
  say("\(name): \(conflicts) conflicts\n")
}

/// Tries to save more than may be written.
private func overflow(_ store: FolderStore) async throws {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
  guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
  let large = String(repeating: "much more than fits\n", count: 5_000)
  for id in [NoteID("old"), NoteID("new")] {
    do {
      let now = try? await store.text(of: id)
      _ = try await store.save(large, id: id, expecting: now?.revision)
      say("saved \(id)\n")
    } catch {
      say("\(id): \(error)\n")
    }
  }
}

@main
enum Probe {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 3 else { exit(2) }
    let store = FolderStore(folders: [NotesFolder(path: words[2])])
    do {
      switch (words[1], words.count) {
      case ("save", 4): try await saveUntilKilled(store, seed: UInt64(words[3]) ?? 0)
      case ("append", 5): try await append(store, name: words[3], count: Int(words[4]) ?? 0)
      case ("overflow", _): try await overflow(store)
      case ("measure", 4): try await measure(store, words[2], notes: Int(words[3]) ?? 0)
      default: exit(2)
      }
    } catch {
      say("\(error)\n")
      exit(74)
    }
  }
}
