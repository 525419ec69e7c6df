// The folders of notes behind the commands' ports: which are read beside a text, what is in them,
// and what can be asked of the whole.

import Commands
import Linking
import Notes

/// A folder of notes and why it is read.
struct ChosenFolder: Hashable {
  var path: String
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
    []  // NotesFolders
  }

  func catalogue(beside path: String?) throws(NoteStoreError) -> Catalogue {
    let folders = folders(beside: path)
    if let known = catalogues[folders] { return known }
    let catalogue = Catalogue.empty  // FolderStore(folders).catalogue()
    catalogues[folders] = catalogue
    return catalogue
  }
}

struct CatalogueQueries: NoteQueries {
  func search(_ words: String, in catalogue: Catalogue) -> [Note] {
    []  // catalogue.search(words)
  }
  func named(_ name: String, in catalogue: Catalogue) -> [Note] {
    catalogue.note(NoteID(name)).map { [$0] } ?? []
  }
  func links(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    []  // catalogue.links(of: note)
  }
  func backlinks(of note: Note, in catalogue: Catalogue) -> [NoteID] {
    []  // catalogue.backlinks(of: note)
  }
  func check(_ request: CheckRequest, in catalogue: Catalogue) -> [NoteProblem] {
    catalogue.problems  // NoteCheck
  }
}
