// The folders of notes behind the commands' ports: which are read beside a text, what is in them,
// and what can be asked of the whole.

import Commands
import Documents
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
  private var catalogues: [[ChosenFolder]: Catalogue] = [:]

  init(choices: Choices, configuration: Configuration) {
    self.choices = choices
    self.configuration = configuration
  }

  /// The folders beside a text, the one that is written to first, shipped notes last.
  func folders(beside path: String?) -> [ChosenFolder] {
    var chosen = chosenFolders(beside: path)
    if let shipped = Environment.shippedNotes,
      !chosen.contains(where: { $0.folder.path == shipped })
    {
      chosen.append(
        ChosenFolder(folder: NotesFolder(path: shipped, isWritable: false), why: "shipped"))
    }
    return chosen
  }

  private func chosenFolders(beside path: String?) -> [ChosenFolder] {
    if !choices.notes.isEmpty { return named(choices.notes, "--notes") }
    if !Environment.notes.isEmpty { return named(Environment.notes, "SIDELIGHT_NOTES") }
    if !configuration.notes.isEmpty {
      return named(configuration.notes.map(Environment.configured), "configuration")
    }
    if let found = discovered(beside: path) { return [found] }
    return Environment.isFolder(Environment.dataNotes)
      ? named([Environment.dataNotes], "usual") : []
  }

  private func discovered(beside path: String?) -> ChosenFolder? {
    nil  // NotesFolders
  }

  private func named(_ names: [String], _ why: String) -> [ChosenFolder] {
    names.enumerated().map { index, name in
      let path = Environment.realpath(name) ?? name
      return ChosenFolder(
        folder: NotesFolder(path: path, displayPath: name, isWritable: index == 0), why: why)
    }
  }

  func store(beside path: String?) -> FolderStore {
    FolderStore(folders: folders(beside: path).map(\.folder), ignore: configuration.ignore)
  }

  func catalogue(beside path: String?) throws(NoteStoreError) -> Catalogue {
    let folders = folders(beside: path)
    if let known = catalogues[folders] { return known }
    let store = store(beside: path)
    let answer = awaited { () async -> Result<Catalogue, NoteStoreError> in
      do throws(NoteStoreError) { return .success(try await store.catalogue()) } catch {
        return .failure(error)
      }
    }
    guard let answer else { throw .unavailable("the store did not answer") }
    let catalogue = try answer.get()
    catalogues[folders] = catalogue
    return catalogue
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
    catalogue.problems  // NoteCheck
  }
}
