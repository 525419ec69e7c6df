// The spool: what comes through a pipe is there to be read while more comes, and whatever goes wrong
// leaves it readable.

import Documents
import Foundation
import Glibc
import Synchronization
import Testing

@testable import sidelight

@Suite struct Spools {
  /// What a spool said, and a way to wait for what it will say.
  private final class Reports: Sendable {
    let all = Mutex<[SpoolState]>([])
    func add(_ state: SpoolState) { all.withLock { $0.append(state) } }
    func wait(until isThere: (SpoolState) -> Bool) -> SpoolState? {
      for _ in 0..<2_000 {
        if let found = all.withLock({ $0.first(where: isThere) }) { return found }
        usleep(5_000)
      }
      return nil
    }
  }

  private func pipes() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    return (ends[0], ends[1])
  }

  private func send(_ text: String, to end: Int32) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      done += count
    }
  }

  private func text(of spool: Spool) -> String {
    var bytes = [UInt8](repeating: 0, count: spool.bytes)
    let count = pread(spool.descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }

  @Test func whatHasComeIsThereWhileMoreComes() throws {
    let (source, target) = pipes()
    let reports = Reports()
    let spool = try Spool(descriptor: source, folder: "/tmp") { reports.add($0) }
    send("one\n", to: target)
    #expect(reports.wait { $0.bytes == 4 } != nil)
    #expect(!spool.hasEnded)
    #expect(text(of: spool) == "one\n")
    send("two\n", to: target)
    #expect(reports.wait { $0.bytes == 8 } != nil)
    #expect(text(of: spool) == "one\ntwo\n")
    close(target)
    #expect(reports.wait(until: \.hasEnded) == SpoolState(bytes: 8, hasEnded: true))
    #expect(spool.hasEnded)
    #expect(text(of: spool) == "one\ntwo\n")
  }

  @Test func muchIsCopiedWithFewWords() throws {
    let (source, target) = pipes()
    let reports = Reports()
    let spool = try Spool(descriptor: source, folder: "/nonexistent") { reports.add($0) }
    let part = String(repeating: "0123456789abcdef", count: 1 << 16)
    for _ in 0..<32 { send(part, to: target) }
    close(target)
    #expect(reports.wait(until: \.hasEnded)?.bytes == 32 << 20)
    #expect(text(of: spool) == String(repeating: part, count: 32))
    #expect(reports.all.withLock(\.count) < 400)
  }

  @Test func theFileHasNoNameAndIsForThisUser() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, target) = pipes()
    let spool = try Spool(descriptor: source, folder: folder.path) { _ in }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    var status = stat()
    #expect(fstat(spool.descriptor, &status) == 0)
    #expect(status.st_nlink == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    var (own, place) = (stat(), stat())
    #expect(fstat(spool.descriptor, &own) == 0 && stat(folder.path, &place) == 0)
    #expect(own.st_dev == place.st_dev)
    close(target)
  }

  @Test func aFullDiskLeavesWhatCame() throws {
    let (source, target) = pipes()
    let reports = Reports()
    let spool = try Spool(descriptor: source, folder: "/tmp", reserve: Int.max / 2) {
      reports.add($0)
    }
    send("too much", to: target)
    let last = reports.wait(until: \.hasEnded)
    #expect(last?.fault == "the disk is full: the text was kept up to 0 MB")
    #expect(spool.bytes == 0)
    // The writer is told: nobody reads any more.
    signal(SIGPIPE, SIG_IGN)
    #expect(write(target, "x", 1) == -1 && errno == EPIPE)
    close(target)
  }

  @Test func itStopsWhileNothingComes() throws {
    let (source, target) = pipes()
    let reports = Reports()
    var spool: Spool? = try Spool(descriptor: source, folder: "/tmp") { reports.add($0) }
    send("a", to: target)
    #expect(reports.wait { $0.bytes == 1 } != nil)
    spool?.stop()
    #expect(spool?.state == SpoolState(bytes: 1, hasEnded: true))
    spool?.stop()
    spool = nil
    close(target)
  }

  @Test func itMayStopFromItsOwnReport() throws {
    let (source, target) = pipes()
    let reports = Reports()
    let held = Mutex<Spool?>(nil)
    let spool = try Spool(descriptor: source, folder: "/tmp") { state in
      held.withLock { $0 }?.stop()
      reports.add(state)
    }
    held.withLock { $0 = spool }
    send("a", to: target)
    #expect(reports.wait(until: \.hasEnded) != nil)
    held.withLock { $0 = nil }
    close(target)
  }
}
