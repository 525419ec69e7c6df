// Changes to notes behind the commands' port: the folder's store, the journal, the user's editor.

import Authoring
import Commands
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
    let now = Int(time(nil))
    let writer = NoteWriter(
      store: shelf.store(of: folders), journal: journal(), folder: first.path,
      run: "\(getpid())-\(now)", style: namingStyle(in: first.path))
    return FolderWriting(writer: writer, folder: first.path, folders: folders.map(\.folder))
  }

  /// Where actions are kept for undo. A run that keeps no history forgets them at its end.
  func journal() -> any NoteJournal {
    if choices.isPrivate { return InMemoryJournal() }
    // The state folder's journal takes the place of this one.
    return InMemoryJournal()
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
  let folders: [NotesFolder]

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

  func create(_ draft: NoteDraft, beside catalogue: Catalogue) throws(NoteWriterError)
    -> WrittenNotes
  {
    let (writer, now) = (writer, now)
    return try done { () throws(NoteWriterError) in
      try await writer.create(draft, beside: catalogue, at: now)
    }
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

  // MARK: - The editor

  func editOutside(_ note: Note) throws(ShelfFault) -> WrittenNotes {
    let name = "/" + note.id.value + ".md"
    guard let home = folders.first(where: { access($0.path + name, F_OK) == 0 }) else {
      throw ShelfFault(.store(.notFound(note.id)))
    }
    guard home.isWritable, access(home.path + name, W_OK) == 0 else {
      throw ShelfFault(what: note.path, why: "cannot be written to", code: .failed)
    }
    let before = try text(of: note.id)
    let words = OutsideEditor.words
    let outcome = OutsideEditor.run(words, on: home.path + name)
    let after = try text(of: note.id)
    let (writer, now, id) = (writer, now, note.id)
    let written: WrittenNotes
    do {
      written = try done { () throws(NoteWriterError) in
        try await writer.recordOutsideEdit(id, before: before, after: after, at: now)
      }
    } catch { throw ShelfFault(error) }
    if let outcome {
      let saved = written.notes.isEmpty ? "nothing changed" : "what it saved stays"
      throw ShelfFault(what: words[0], why: "\(outcome); \(saved)", code: .failed)
    }
    return written
  }

  private func text(of id: NoteID) throws(ShelfFault) -> String? {
    let store = writer.store
    let answer = awaited { () async -> Result<String?, NoteStoreError> in
      do throws(NoteStoreError) { return .success(try await store.text(of: id).text) } catch {
        if case .notFound = error { return .success(nil) }
        return .failure(error)
      }
    }
    switch answer {
    case .success(let text): return text
    case .failure(let error): throw ShelfFault(error)
    case nil: throw ShelfFault(.unavailable("the store did not answer"))
    }
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
    var child = pid_t()
    let code = posix_spawnp(&child, words[0], nil, &attributes, arguments + [nil], environ)
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
