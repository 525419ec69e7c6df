// The folders of notes behind the commands' ports: which are read beside a text, what is in them,
// and what can be asked of the whole.

import Commands
import Documents
import Glibc
import Linking
import Notes
import Vault

/// A folder of notes and why it is read.
struct ChosenFolder: Hashable {
  var folder: NotesFolder
  var why: String
}

/// Notes of folders, read once for each set of folders.
final class FolderShelf: NoteShelf {
  private let choices: Choices
  private let configuration: Configuration
  /// What should be known of the folders found last, a sentence each.
  private(set) var remarks: [String] = []
  private(set) var shippedFolder: String?
  private var catalogues: [[ChosenFolder]: Catalogue] = [:]

  init(choices: Choices, configuration: Configuration) {
    self.choices = choices
    self.configuration = configuration
  }

  /// The folders beside a text, the one that is written to first, shipped notes last.
  func folders(beside path: String?) throws(ShelfFault) -> [ChosenFolder] {
    var search = NotesFolders(workingFolder: Environment.workingFolder, userID: geteuid())
    search.named = choices.notes
    search.environment = Environment.variable("SIDELIGHT_NOTES")
    search.configured = configuration.notes
    search.document = path
    search.home = Environment.variable("HOME")
    search.dataHome = Environment.variable("XDG_DATA_HOME")
    search.shipped = Environment.shippedNotes
    do {
      let found = try search.find()
      remarks = found.remarks
      let chosen = found.folders.map { ChosenFolder(folder: $0, why: why($0, search.shipped)) }
      shippedFolder = chosen.first { $0.why == "shipped" }?.folder.displayPath
      return chosen
    } catch {
      switch error {
      case .missing(let name):
        throw ShelfFault(what: name, why: "no such folder of notes", code: .unusable)
      case .notAFolder(let name):
        throw ShelfFault(what: name, why: "is not a folder", code: .unusable)
      }
    }
  }

  private func why(_ folder: NotesFolder, _ shipped: String?) -> String {
    if folder.path == shipped, !folder.isWritable { return "shipped" }
    if !choices.notes.isEmpty { return "--notes" }
    if Environment.variable("SIDELIGHT_NOTES") != nil { return "SIDELIGHT_NOTES" }
    if !configuration.notes.isEmpty { return "notes: in the configuration" }
    return folder.path == Environment.dataNotes ? "no other found" : "nearest marked folder"
  }

  /// The store of some folders.
  func store(of folders: [ChosenFolder]) -> FolderStore {
    FolderStore(folders: folders.map(\.folder), ignore: configuration.ignore)
  }

  /// The decisions kept in the folder that is written to; none where nothing can be written.
  func choices(beside path: String?) -> [DocumentChoice] {
    guard let folders = try? folders(beside: path),
      let first = folders.first(where: { $0.folder.isWritable })?.folder
    else { return [] }
    return ChoicesFile(folder: first).choices().choices
  }

  func catalogue(beside path: String?) throws(ShelfFault) -> Catalogue {
    let folders = try folders(beside: path)
    if let known = catalogues[folders] { return known }
    let store = store(of: folders)
    let answer = awaited { () async -> Result<Catalogue, NoteStoreError> in
      do throws(NoteStoreError) { return .success(try await store.catalogue()) } catch {
        return .failure(error)
      }
    }
    switch answer {
    case .success(let catalogue):
      catalogues[folders] = catalogue
      return catalogue
    case .failure(let error): throw ShelfFault(error)
    case nil: throw ShelfFault(.unavailable("the store did not answer"))
    }
  }
}

struct CatalogueQueries: NoteQueries {
  func search(_ words: String, in catalogue: Catalogue) -> [Note] {
    catalogue.search(words, limit: .max).map(\.note)
  }

  func named(_ name: String, in catalogue: Catalogue) -> [Note] {
    switch catalogue.resolve(name: name) {
    case .note(let id): [id].compactMap { catalogue.note($0) }
    case .ambiguous(let ids): ids.compactMap { catalogue.note($0) }
    case .missing, .outside: []
    }
  }

  func links(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    var seen: Set<NoteID> = []
    return note.references.compactMap { reference in
      guard case .note(let id) = catalogue.resolve(reference, from: note.id) else { return nil }
      return seen.insert(id).inserted ? id : nil
    }
  }

  func backlinks(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    Set(catalogue.backlinks(of: note.id).map(\.note)).sorted()
  }

  func check(_ request: CheckRequest, in catalogue: Catalogue) -> [NoteProblem] {
    var check = NoteCheck()
    check.checksAll = request.all
    check.today = CalendarDate(Environment.today)
    check.surfaced = request.text == nil ? nil : request.surfaced
    check.isOrdinaryWord = { OrdinaryWords.contains($0, language: nil) }
    check.documentText = { path in (try? TextFile.open(path))?.normalisedText }
    return check.problems(in: catalogue, only: request.ids.isEmpty ? nil : Set(request.ids))
  }
}
