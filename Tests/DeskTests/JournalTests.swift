// The journal on a real folder: order, undo, bounds, several programs, damage, and disks that refuse.

import Glibc
import Notes
import Testing

@testable import Desk

private func action(
  _ label: String, folder: String = "/notes", before: String? = nil, after: String? = "text"
) -> NoteAction {
  NoteAction(
    label: label, edits: [NoteEdit(id: NoteID("a/b"), before: before, after: after)],
    folder: folder, run: "run-1", madeAt: 1_700_000_000)
}

@Suite struct JournalTests {
  private let scratch = Scratch()
  private var state: String { scratch.path + "/state" }
  private var journal: DeskJournal { DeskJournal(state: state) }

  private func labels(_ journal: DeskJournal, _ folder: String = "/notes") throws -> [String] {
    try journal.entries(folder: folder).map(\.action.label)
  }

  @Test func actionComesBackWholeInALaterRun() throws {
    let kept = NoteAction(
      label: "renamed “a\tb”\n",
      edits: [
        NoteEdit(
          id: NoteID("x\ty"), before: nil, after: "line\r\n\\n tab\t nul\0 \u{1B}[31m я 🙂\n"),
        NoteEdit(id: NoteID("gone"), before: "", after: nil),
        NoteEdit(id: NoteID("empty"), before: "a", after: ""),
      ], folder: "/no tes\\t\n/é", run: "r\t1", madeAt: 7)
    let entry = try journal.append(kept)
    #expect(entry == JournalEntry(number: 1, action: kept, isUndone: false))
    #expect(try journal.entries(folder: kept.folder) == [entry])
    #expect(try journal.entries(folder: "/other").isEmpty)
    #expect(journal.faults.isEmpty)
  }

  @Test func twoThatUndoAtOnceTakeTurns() async throws {
    for number in 0..<20 { _ = try journal.append(action("\(number)")) }
    let state = state
    let taken = await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var taken: [Int] = []
          for _ in 0..<5 {
            // Each as a program of its own.
            let journal = DeskJournal(state: state)
            let endTurn = await journal.takeTurn()
            defer { endTurn() }
            let last = try? journal.entries(folder: "/notes").last { !$0.isUndone }
            await Task.yield()
            guard let number = last?.number else { continue }
            taken.append(number)
            try? journal.mark(number, undone: true)
          }
          return taken
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(taken.sorted() == Array(1...20))
  }

  @Test func numbersGrowOverFoldersAndRuns() throws {
    #expect(try journal.append(action("one")).number == 1)
    #expect(try journal.append(action("two", folder: "/b")).number == 2)
    #expect(try journal.append(action("three")).number == 3)
    #expect(try labels(journal) == ["one", "three"])
    #expect(try labels(journal, "/b") == ["two"])
  }

  @Test func numberOfAForgottenActionIsNotGivenAgain() throws {
    _ = try journal.append(action("one"))
    let failed = try journal.append(action("two"))
    try journal.remove(failed.number)
    try journal.remove(failed.number)
    #expect(try labels(journal) == ["one"])
    #expect(try journal.append(action("three")).number == 3)
    #expect(try journal.append(action("four")).number == 4)
    #expect(try labels(journal) == ["one", "three", "four"])
    #expect(DeskFile.names(in: state + "/journal").count == 3)
  }

  @Test func markIsSeenByOthersAndTakenBack() throws {
    let entry = try journal.append(action("one"))
    try journal.mark(entry.number, undone: true)
    try journal.mark(entry.number, undone: true)
    #expect(try journal.entries(folder: "/notes").map(\.isUndone) == [true])
    try journal.mark(entry.number, undone: false)
    try journal.mark(entry.number, undone: false)
    #expect(try journal.entries(folder: "/notes").map(\.isUndone) == [false])
    #expect(throws: JournalError.self) { try journal.mark(99, undone: true) }
  }

  @Test func undoneActionsOfTheSameFolderGoWithTheNextAction() throws {
    for label in ["one", "two", "three"] { _ = try journal.append(action(label)) }
    let other = try journal.append(action("other", folder: "/b"))
    for number in [2, 3, other.number] { try journal.mark(number, undone: true) }
    _ = try journal.append(action("four"))
    #expect(try labels(journal) == ["one", "four"])
    #expect(try journal.entries(folder: "/b").map(\.isUndone) == [true])
    #expect(throws: JournalError.self) { try journal.mark(2, undone: false) }
  }

  @Test func oldestIsDroppedBeyondTheCount() throws {
    let journal = DeskJournal(state: state, limit: 3)
    for index in 1...5 { _ = try journal.append(action("\(index)", folder: "/\(index % 2)")) }
    #expect(try labels(journal, "/1") == ["3", "5"])
    #expect(try labels(journal, "/0") == ["4"])
  }

  @Test func oldestIsDroppedBeyondTheBytesAndTheNewestNever() throws {
    let journal = DeskJournal(state: state, bytes: 3_000)
    let large = String(repeating: "x", count: 1_000)
    for index in 1...4 { _ = try journal.append(action("\(index)", after: large)) }
    #expect(try labels(journal) == ["3", "4"])
    _ = try journal.append(action("huge", after: String(repeating: "y", count: 9_000)))
    #expect(try labels(journal) == ["huge"])
  }

  @Test func writersAtOnceLoseNothing() async throws {
    let state = state
    let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
      for writer in 0..<4 {
        group.addTask {
          let journal = DeskJournal(state: state)
          return try (0..<25).map { try journal.append(action("\(writer) \($0)")).number }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(numbers).count == 100)
    let entries = try journal.entries(folder: "/notes")
    #expect(Set(entries.map(\.action.label)).count == 100)
    #expect(entries.map(\.number) == numbers.sorted())
    #expect(DeskFile.names(in: state + "/journal").count == 100)
  }

  @Test func processesAtOnceLoseNothing() throws {
    // Two programs that both saw number 1 as the newest: the second finds 2 taken.
    _ = try journal.append(action("one"))
    let other = JournalFormat.bytes(of: action("theirs"))
    try DeskFile.write(other, to: state + "/journal/000000000002.entry")
    #expect(try DeskFile.create([], at: state + "/journal/000000000002.entry") == false)
    #expect(try journal.append(action("ours")).number == 3)
    #expect(try labels(journal) == ["one", "theirs", "ours"])
  }

  @Test func privateRunsKeepEverythingInMemory() throws {
    let journal = DeskJournal(state: state, isPrivate: true)
    let first = try journal.append(action("one"))
    let second = try journal.append(action("two"))
    try journal.mark(second.number, undone: true)
    #expect(try journal.entries(folder: "/notes").map(\.isUndone) == [false, true])
    #expect(try journal.append(action("three")).number == 3)
    try journal.remove(first.number)
    #expect(try labels(journal) == ["three"])
    #expect(throws: JournalError.self) { try journal.mark(second.number, undone: false) }
    #expect(!DeskFile.exists(scratch.path + "/state"))
  }

  @Test(arguments: [
    "", "nonsense", "sidelight-action\t1\n", "sidelight-action\t2\nfolder\t/notes\nend\n",
    "sidelight-action\t1\nfolder\t/notes\nlabel\tx\n",
    "sidelight-action\t1\nfolder\t/notes\nbefore\tx\nend\n",
    "sidelight-action\t1\nfolder\t/notes\nmade\t-1\nend\n",
    "sidelight-action\t1\nfolder\t/notes\nedit\ta\nafter\t\\q\nend\n",
  ])
  func damagedAndForeignFilesArePassedOverAndNamed(_ text: String) throws {
    _ = try journal.append(action("one"))
    let folder = state + "/journal"
    try DeskFile.write(text, to: folder + "/000000000002.entry")
    try DeskFile.write("x", to: folder + "/letter.txt")
    try DeskFile.write("x", to: folder + "/99999999999999999999999.entry")
    mkfifo(folder + "/000000000003.entry", 0o600)
    #expect(try labels(journal) == ["one"])
    #expect(journal.faults.count == 4)
    #expect(try journal.append(action("two")).number == 4)
    #expect(try labels(journal) == ["one", "two"])
    #expect(DeskFile.exists(folder + "/letter.txt"))
  }

  @Test func highestNumberPossibleIsAReasonAndNoCrash() throws {
    try DeskFile.makeFolder(state + "/journal")
    try DeskFile.write("", to: state + "/journal/999999999999999.entry")
    #expect(throws: JournalError.self) { try journal.append(action("one")) }
  }

  @Test func stateFolderThatCannotBeWrittenGivesAReason() throws {
    try DeskFile.write("", to: scratch.path + "/state")
    let error = #expect(throws: JournalError.self) { try journal.append(action("one")) }
    #expect(error?.reason.contains("/state") == true)
    unlink(scratch.path + "/state")
    #expect(try journal.entries(folder: "/notes").isEmpty)
    try DeskFile.makeFolder(state)
    try DeskFile.write("", to: state + "/journal")
    #expect(throws: JournalError.self) { try journal.append(action("one")) }
    #expect(throws: JournalError.self) { try journal.entries(folder: "/notes") }
  }
}
