// Changes to notes behind the commands' port: the folder's store, the journal, the user's editor.

import Authoring
import Commands
import EventLoop
import Glibc
import Notes
import Text
import Vault

extension Program {
  /// Changes notes in the folders beside a text.
  func writing(beside path: String?) throws(ShelfFault) -> any NoteWriting {
    let folders = try shelf.folders(beside: path)
    guard let first = folders.first(where: { $0.folder.isWritable })?.folder else {
      throw ShelfFault(what: "notes", why: "no notes folder can be written to", code: .failed)
    }
    let store = shelf.store(of: folders)
    return FolderWriting(
      writer: noteWriter(store, in: first), folder: first.path,
      editing: NoteEditing(folders: folders.map(\.folder), store: store))
  }

  /// How files of new notes are named in a folder.
  func namingStyle(in folder: String) -> NoteNaming.Style {
    switch configuration.fileNames {
    case .slug: .slug
    case .title: .title
    case nil: Environment.isFolder(folder + "/.obsidian") ? .title : .slug
    }
  }
}

/// Changes notes and waits until it is done.
private struct FolderWriting: NoteWriting {
  let writer: NoteWriter
  let folder: String
  let editing: NoteEditing

  private var now: Int { Int(time(nil)) }

  private func done(
    _ work: @escaping @Sendable () async throws(NoteWriterError) -> WrittenNotes
  ) throws(NoteWriterError) -> WrittenNotes {
    let answer = awaited { () async -> Result<WrittenNotes, NoteWriterError> in
      do throws(NoteWriterError) { return .success(try await work()) } catch {
        return .failure(error)
      }
    }
    guard let answer else { throw .store(.unavailable("the store did not answer")) }
    return try answer.get()
  }

  func readNote(_ id: NoteID) -> Note? {
    let store = editing.store
    let reading = awaited { try? await store.reading(of: id) } ?? nil
    return reading.flatMap { $0.isUnreadable ? nil : $0.note }
  }

  func create(_ draft: NoteDraft) throws(NoteWriterError) -> WrittenNotes {
    let (writer, now) = (writer, now)
    return try done { () throws(NoteWriterError) in try await writer.create(draft, at: now) }
  }

  func setKeys(_ changes: NoteChanges, of id: NoteID) throws(NoteWriterError) -> WrittenNotes {
    let (writer, now) = (writer, now)
    return try done { () throws(NoteWriterError) in
      try await writer.setKeys(changes, of: id, at: now)
    }
  }

  func rename(_ id: NoteID, to title: String, in catalogue: Catalogue) throws(NoteWriterError)
    -> WrittenNotes
  {
    let (writer, now) = (writer, now)
    return try done { () throws(NoteWriterError) in
      try await writer.rename(id, to: title, in: catalogue, at: now)
    }
  }

  func delete(_ id: NoteID, expecting: Revision?) throws(NoteWriterError) -> WrittenNotes {
    let (writer, now) = (writer, now)
    return try done { () throws(NoteWriterError) in
      try await writer.delete(id, expecting: expecting, at: now)
    }
  }

  func undo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes {
    let writer = writer
    return try done { () throws(NoteWriterError) in try await writer.undo(confirmed: confirmed) }
  }

  func redo(confirmed: Int?) throws(NoteWriterError) -> WrittenNotes {
    let writer = writer
    return try done { () throws(NoteWriterError) in try await writer.redo(confirmed: confirmed) }
  }

  func forgetLast() throws(NoteWriterError) -> JournalEntry {
    let writer = writer
    let answer = awaited { () async -> Result<JournalEntry, NoteWriterError> in
      do throws(NoteWriterError) { return .success(try await writer.forgetLast()) } catch {
        return .failure(error)
      }
    }
    guard let answer else { throw .store(.unavailable("the store did not answer")) }
    return try answer.get()
  }

  // MARK: - The editor

  /// The note's text; nil when there is none. Not to be able to read it is another thing.
  private func text(of id: NoteID) throws(NoteStoreError) -> String? {
    let store = editing.store
    let answer = awaited { () async -> Result<String?, NoteStoreError> in
      do throws(NoteStoreError) { return .success(try await store.writableText(of: id).text) } catch
      {
        if case .notFound = error { return .success(nil) }
        return .failure(error)
      }
    }
    guard let answer else { throw .unavailable("the store did not answer") }
    return try answer.get()
  }

  func editOutside(_ note: Note) throws(ShelfFault) -> WrittenNotes {
    let before: String?
    do { before = try text(of: note.id) } catch { throw ShelfFault(error) }
    let report = editing.edit(note.id, line: nil)
    let after: String?
    do { after = try text(of: note.id) } catch {
      var fault = ShelfFault(error)
      fault.why += "; what the editor left cannot be undone"
      throw fault
    }
    if let fault = report.fault, before.map({ Array($0.utf8) }) == after.map({ Array($0.utf8) }) {
      throw ShelfFault(what: note.id.value, why: "\(fault); nothing changed", code: .failed)
    }
    let (writer, now, id) = (writer, now, note.id)
    let written: WrittenNotes
    do {
      written = try done { () throws(NoteWriterError) in
        try await writer.recordOutsideEdit(
          id, before: before, after: after, at: now)
      }
    } catch { throw ShelfFault(error) }
    if let fault = report.fault {
      throw ShelfFault(what: note.id.value, why: "\(fault); what it saved stays", code: .failed)
    }
    return written
  }
}

/// The editor of the user's choice, in the foreground of this terminal.
enum OutsideEditor {
  /// The command, never without a word.
  static var words: [String] {
    for name in ["VISUAL", "EDITOR"] {
      let words = ShellWords.split(Environment.variable(name) ?? "")
      if let first = words.first, !first.isEmpty { return words }
    }
    return ["vi"]
  }

  /// Runs it on a file and waits; nil when it ended well, else what went wrong.
  static func run(_ words: [String], on path: String) -> String? {
    let all = words + [path]
    if all.contains(where: { $0.utf8.contains(0) }) { return "has a name no program can have" }
    let arguments: [UnsafeMutablePointer<CChar>?] = all.map { (word: String) in strdup(word) }
    defer { for argument in arguments { free(argument) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores, the editor has to hear.
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGINT, SIGQUIT] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    // A ^C meant for the editor must not end the one who waits for it.
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    // A text that came through a pipe has used standard input up; the editor needs the keys.
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    for (descriptor, mode) in [(Int32(0), O_RDONLY), (1, O_WRONLY)]
    where isatty(descriptor) == 0 && Environment.hasTerminal {
      posix_spawn_file_actions_addopen(&files, descriptor, "/dev/tty", mode, 0)
    }
    var child = pid_t()
    let code = posix_spawnp(&child, words[0], &files, &attributes, arguments + [nil], environ)
    guard code == 0 else { return "cannot be started: " + reason(code) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return "was lost: " + reason(errno) }
    }
    if status & 0x7F != 0 { return "was ended by signal \(status & 0x7F)" }
    let exit = status >> 8 & 0xFF
    return exit == 0 ? nil : "ended with code \(exit)"
  }

  private static func reason(_ code: Int32) -> String {
    let words = String(cString: strerror(code))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
