// What other processes can do to a folder of notes: die while they save, save the same notes, run
// out of space.

import Foundation
import Glibc
import Notes
import TerminalDriver
import Testing
import Text
import Vault

/// The program that saves, started on a folder.
private final class SavingProcess {
  let process = Process()
  private let pipe = Pipe()

  init(_ words: [String]) throws {
    process.executableURL = URL(fileURLWithPath: try Checkout.program("VaultProbe"))
    process.arguments = words
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Reads so many bytes of output; fewer when the process ended.
  func read(_ count: Int) -> Int {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var done = 0
    while done < count {
      let got = Glibc.read(
        pipe.fileHandleForReading.fileDescriptor, &buffer, min(buffer.count, count - done))
      if got <= 0 { break }
      done += got
    }
    return done
  }

  func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

  /// The rest of the output, when it has ended.
  func rest() -> String {
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

/// What the probe wrote is whole when the last line is the sum of the lines between.
private func isWhole(_ text: String) -> Bool {
  let marker = "\n---\n"
  guard let front = text.range(of: marker), let sum = text.range(of: "sum ", options: .backwards),
    text.hasSuffix("\n")
  else { return false }
  let body = text[front.upperBound..<sum.lowerBound]
  let value = body.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
    ($0 ^ UInt64($1)) &* 1_099_511_628_211
  }
  return text[sum.upperBound...] == "\(value)\n"
}

@Suite(.serialized) struct ProcessTests {
  /// Ten thousand saves, and a hundred or more deaths at any moment of them.
  @Test func killedAtAnyMomentEveryNoteIsWhole() async throws {
    let folder = TemporaryFolder(inMemory: true)
    let store = FolderStore(folders: [NotesFolder(path: folder.path)])
    let ids = (0..<20).map { NoteID($0 % 4 == 0 ? "deep/n\($0)" : "n\($0)") }
    for id in ids {
      let body = "start\n"
      let sum = body.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }
      _ = try await store.save("---\ntitle: x\n---\n\(body)sum \(sum)\n", id: id, expecting: nil)
    }
    var numbers = Seeded(state: 20_251_003)
    var begun = 0
    var kills = 0
    // Looking through the same text a hundred times would take most of the time.
    var versions: Set<String> = []
    while begun < 10_000 || kills < 100 {
      let probe = try SavingProcess(["save", folder.path, "\(numbers.next() % 1_000_000)"])
      var saves = probe.read(Int.random(in: 1...190, using: &numbers))
      #expect(saves > 0)
      usleep(UInt32.random(in: 0...3_000, using: &numbers))
      probe.kill()
      saves += probe.rest().utf8.count
      begun += saves
      kills += 1
      for id in ids {
        let text = try #require(folder.read(id.value + ".md"), "\(id) is missing")
        guard versions.insert(text).inserted else { continue }
        #expect(isWhole(text), "\(id) is torn after \(kills) kills")
      }
      guard saves > 0, kills < 2_000 else { break }
    }
    print("killed \(kills) times during \(begun) saves")
    // Both versions of the notes were met, or nothing was tried.
    #expect(versions.count > 20)
    var left = leftovers(in: folder)
    #expect(left.count <= kills)
    for path in left {
      var past = [timespec(tv_sec: time(nil) - 90, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
      past[1] = past[0]
      #expect(utimensat(AT_FDCWD, path, &past, 0) == 0)
    }
    let catalogue = try await store.catalogue()
    #expect(Set(catalogue.notes.map(\.id)) == Set(ids))
    #expect(catalogue.problems.isEmpty)
    left = leftovers(in: folder)
    #expect(left.isEmpty)
  }

  private func leftovers(in folder: TemporaryFolder) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    #expect(all.filter { $0.hasSuffix(".md") }.count == 20)
    let others = all.filter { !$0.hasSuffix(".md") && $0 != "deep" }
    #expect(others.allSatisfy { $0.split(separator: "/").last?.hasPrefix(".sidelight-") ?? false })
    return others.map { folder.path + "/" + $0 }
  }

  @Test func twoProcessesOverwriteNothingOfEachOther() async throws {
    let folder = TemporaryFolder()
    for number in 0..<3 { try folder.write("", to: "shared-\(number).md") }
    let store = FolderStore(folders: [NotesFolder(path: folder.path)])
    let listener = Listener(store, after: try await store.catalogue())
    let one = try SavingProcess(["append", folder.path, "one", "300"])
    let other = try SavingProcess(["append", folder.path, "other", "300"])
    print(one.rest() + other.rest(), terminator: "")
    #expect(one.process.terminationStatus == 0)
    #expect(other.process.terminationStatus == 0)
    for number in 0..<3 {
      let lines = try #require(folder.read("shared-\(number).md")).split(separator: "\n")
      for name in ["one", "other"] {
        let expected = (0..<300).filter { $0 % 3 == number }.map { "\(name) \($0)" }
        #expect(lines.filter { $0.hasPrefix(name + " ") }.map(String.init) == expected)
      }
      #expect(lines.count == 200)
    }
    #expect(folder.names == (0..<3).map { "shared-\($0).md" })
    await listener.wait { heard in
      (0..<3).allSatisfy {
        heard.notes[NoteID("shared-\($0)")]?.body == folder.read("shared-\($0).md")
      }
    }
  }

  @Test func anothersChangeArrivesWithinASecond() async throws {
    let folder = TemporaryFolder()
    try folder.write("", to: "shared-0.md")
    let store = FolderStore(folders: [NotesFolder(path: folder.path)])
    let listener = Listener(store, after: try await store.catalogue())
    var times: [Double] = []
    for number in 1...9 {
      let probe = try SavingProcess(["append", folder.path, "line", "1"])
      _ = probe.rest()
      times.append(
        await listener.wait {
          $0.notes[NoteID("shared-0")]?.body.split(separator: "\n").count == number
        })
    }
    times.sort()
    print("seen after \(times[4]) s, at most \(times[8]) s")
    // The middle one: a busy machine may delay any single one.
    #expect(times[4] < 1)
  }

  @Test func whatDoesNotFitIsSaidAndLosesNothing() async throws {
    let folder = TemporaryFolder()
    try folder.write("old text", to: "old.md")
    let probe = try SavingProcess(["overflow", folder.path])
    let said = probe.rest().split(separator: "\n")
    #expect(said.count == 2)
    #expect(said.allSatisfy { $0.contains("unavailable") && $0.contains("file too large") })
    #expect(folder.read("old.md") == "old text")
    #expect(folder.names == ["old.md"])
  }
}

/// Numbers that a seed repeats.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
