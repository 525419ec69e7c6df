// What stands behind the reader's ports when notes are written beside a text: store, journal, editor,
// drafts, decisions, earlier versions.

import Authoring
import Commands
import Desk
import Documents
import EventLoop
import Glibc
import Notes
import Reader
import Text
import Vault

extension Program {
  /// The ports of writing beside a text; nil when no folder can be written to.
  func writingPorts(for text: OpenedText, _ folders: [ChosenFolder], _ store: FolderStore)
    -> WritingPorts?
  {
    guard let first = folders.first(where: { $0.folder.isWritable })?.folder else { return nil }
    let run = Self.runName
    let drafts = DraftShelf(desk: desk, path: text.path, run: run)
    let versions = VersionShelf(desk: desk, path: text.path)
    let editing = NoteEditing(folders: folders.map(\.folder), store: store)
    return WritingPorts(
      writer: noteWriter(store, in: first), choices: ChoicesFile(folder: first),
      edit: { editing.edit($0, line: $1) },
      keepDraft: { drafts.keep($0, $1) }, dropDraft: { drafts.drop($0, $1) },
      begunNotes: { drafts.begun($0) },
      earlierText: { versions.earlier($0) }, keepText: { versions.keep($0) },
      now: { Int(time(nil)) })
  }

  /// Names this run of the program: its process and when it began.
  static let runName = "\(getpid())-\(time(nil))"

  /// Changes notes in a folder through a store.
  func noteWriter(_ store: FolderStore, in folder: NotesFolder) -> NoteWriter {
    NoteWriter(
      store: store,
      journal: DeskJournal(state: Environment.stateFolder, isPrivate: choices.isPrivate),
      folder: folder.realPath, run: Self.runName, style: namingStyle(in: folder.path),
      choices: ChoicesFile(folder: folder))
  }

  /// How passage notes in a folder name a text: by its path from there.
  static func reference(to path: String?, from folder: NotesFolder?) -> String? {
    guard let path else { return nil }
    guard let folder else { return path }
    let here = folder.path.split(separator: "/")
    let there = path.split(separator: "/")
    let common = zip(here, there).prefix { $0 == $1 }.count
    // With nothing but the root in common the whole path is plainer.
    guard common > 0 else { return path }
    var way = ""
    for _ in common..<here.count { way += way.isEmpty ? ".." : "/.." }
    for part in there[common...] { way += way.isEmpty ? String(part) : "/" + String(part) }
    return way
  }
}

/// Drafts beside one text.
private struct DraftShelf: Sendable {
  let desk: Desk
  let path: String?
  let run: String

  private func key(_ document: Document) -> DraftKey {
    DraftKey(hash: document.isComplete ? document.contentHash : nil, path: path)
  }

  /// A draft of this run is kept under the run's name; one of another run keeps its own.
  private func name(_ id: String) -> String {
    id.hasPrefix("new-") ? run + "-" + id.dropFirst(4) : id
  }

  func keep(_ note: BegunNote, _ document: Document) -> String? {
    do throws(DeskError) {
      try desk.keep(
        draft: note.draft, for: key(document), run: name(note.id), savedAt: Int(time(nil)))
    } catch { return "draft not kept: \(error.reason)" }
    return nil
  }

  func drop(_ id: String, _ document: Document) -> String? {
    do throws(DeskError) {
      try desk.dropDraft(for: key(document), run: name(id))
    } catch { return "draft not dropped: \(error.reason)" }
    return nil
  }

  /// Those whose program runs no more: what is being typed elsewhere is not ours to go on with.
  func begun(_ document: Document) -> [BegunNote] {
    desk.drafts(for: key(document)).compactMap { kept in
      let process = kept.run.split(separator: "-").first.flatMap { pid_t($0) }
      if let process, process != getpid(), process > 0, Self.isReading(process) { return nil }
      return BegunNote(id: kept.run, draft: kept.draft)
    }
  }
}

extension DraftShelf {
  /// Whether a process is a running one of this program. Its number alone does not tell: after a
  /// restart of the machine it may be anybody's, and one that nobody waited for keeps it when it has
  /// ended.
  fileprivate static func isReading(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0 || errno == EPERM else { return false }
    guard let there = status(of: process), let here = status(of: getpid()) else { return true }
    return there.name == here.name && there.state != "Z" && there.state != "X"
  }

  /// What the system says of a process; nil where it does not.
  private static func status(of process: pid_t) -> (name: String, state: Character)? {
    guard let file = fopen("/proc/\(process)/stat", "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    // The name stands in brackets and may hold any sign itself.
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      let state = text[close...].dropFirst(2).first
    else { return nil }
    return (String(text[open...close]), state)
  }
}

/// Versions of one text.
private struct VersionShelf: Sendable {
  let desk: Desk
  let path: String?

  func earlier(_ document: Document) -> EarlierText? {
    desk.lastVersion(before: document, path: path).map {
      EarlierText(text: $0.text, day: Environment.day(of: $0.readAt))
    }
  }

  func keep(_ document: Document) -> String? {
    do throws(DeskError) {
      try desk.keepVersion(of: document, path: path, readAt: Int(time(nil)))
    } catch { return "this version of the text is not kept: \(error.reason)" }
    return nil
  }
}

/// Opens a note's file in the user's editor.
struct NoteEditing: Sendable {
  let folders: [NotesFolder]
  let store: FolderStore

  /// Editors that take a line as `+LINE` before the file.
  private static let knowsLines: Set<String> = [
    "vi", "vim", "nvim", "vim.tiny", "vim.basic", "view", "gvim", "nano", "rnano", "pico", "emacs",
    "emacsclient", "mg", "zile", "micro", "kak", "joe", "jmacs", "jed", "ne", "mcedit", "vis",
    "elvis", "nvi", "editor",
  ]

  func edit(_ id: NoteID, line: Int?) -> EditReport {
    let name = "/" + id.value + ".md"
    guard let home = folders.first(where: { access($0.path + name, F_OK) == 0 }) else {
      return EditReport(fault: "\(id.value): the note is gone")
    }
    guard home.isWritable else {
      return EditReport(fault: "the notes in \(home.displayPath) are read-only")
    }
    guard access(home.path + name, W_OK) == 0 else {
      return EditReport(fault: "\(home.displayPath)\(name) cannot be written to")
    }
    let before: String?
    do { before = try text(of: id) } catch { return EditReport(fault: error.reason) }
    var words = OutsideEditor.words
    let program = words[0].split(separator: "/").last.map(String.init) ?? words[0]
    if let line, Self.knowsLines.contains(program) { words.append("+\(line)") }
    let outcome = OutsideEditor.run(words, on: home.path + name)
    do {
      return EditReport(
        before: before, after: try text(of: id), fault: outcome.map { "\(words[0]) \($0)" })
    } catch {
      // What cannot be read is not therefore deleted.
      return EditReport(before: before, after: before, fault: error.reason)
    }
  }

  private struct Unreadable: Error {
    let reason: String
  }

  /// Nil when there is no such file.
  private func text(of id: NoteID) throws(Unreadable) -> String? {
    let store = store
    let answer = awaited { () async -> Result<String?, NoteStoreError> in
      do throws(NoteStoreError) { return .success(try await store.text(of: id).text) } catch {
        if case .notFound = error { return .success(nil) }
        return .failure(error)
      }
    }
    switch answer {
    case .success(let text): return text
    case .failure(.unavailable(let why)): throw Unreadable(reason: why)
    case .failure, nil: throw Unreadable(reason: "\(id.value) cannot be read")
    }
  }
}
