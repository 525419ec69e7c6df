// The notes as the running program knows them: read once, then changed a little at a time.

import Documents
import Linking
import Notes
import Reader
import Synchronization

/// Catalogue and linker, and the decisions for the open text.
final class NotesAtHand: Sendable {
  private struct Known {
    var catalogue = Catalogue.empty
    var linker = Linker(catalogue: .empty)
    var isRead = false
    /// What was changed while the notes were being read.
    var waiting: [CatalogueChange] = []
    /// Of all texts.
    var choices: [DocumentChoice] = []
    var places = PassagePlaces.none
    var identity: (scalars: Int, DocumentIdentity)?
  }

  private let known = Mutex(Known())

  var catalogue: Catalogue { known.withLock { $0.catalogue } }
  var linker: Linker { known.withLock { $0.linker } }

  /// The decisions that concern a text.
  func choices(for identity: DocumentIdentity) -> [DocumentChoice] {
    let versions = Set(identity.earlier + [identity.hash].compactMap(\.self))
    return known.withLock { $0.choices }.filter { versions.contains($0.document) }
  }

  func set(_ choices: [DocumentChoice]) { known.withLock { $0.choices = choices } }

  /// Takes all notes, just read; what was changed meanwhile comes on top.
  func take(_ catalogue: Catalogue, _ linker: Linker) {
    known.withLock { known in
      known.catalogue = catalogue
      known.linker = linker
      known.isRead = true
      for change in known.waiting { Self.apply(change, to: &known) }
      known.waiting = []
    }
  }

  /// Takes a change; false when it says what is known already. To be called where only this one
  /// thread changes the notes.
  func apply(_ change: CatalogueChange) -> Bool {
    let fresh = Self.news(in: change, over: catalogue)
    guard !fresh.isEmpty else { return false }
    known.withLock { known in
      if !known.isRead { known.waiting.append(fresh) }
      Self.apply(fresh, to: &known)
    }
    return true
  }

  /// Where the passages of a text stand, from what was found before as far as that holds.
  func passages(in document: Document, _ linker: Linker, _ identity: DocumentIdentity)
    -> PassagePlaces
  {
    let earlier = known.withLock { $0.places }
    let places = linker.passages(in: document, identity: identity, reusing: earlier)
    known.withLock { $0.places = places }
    return places
  }

  private static func apply(_ change: CatalogueChange, to known: inout Known) {
    known.catalogue = known.catalogue.applying(change)
    known.linker.apply(change)
  }

  private static func news(in change: CatalogueChange, over catalogue: Catalogue)
    -> CatalogueChange
  {
    var fresh = change
    fresh.notes.removeAll { note in
      guard let old = catalogue.note(note.id) else { return false }
      return old.revision == note.revision && old.path == note.path
    }
    fresh.gone.removeAll { catalogue.note($0) == nil }
    guard !fresh.problems.isEmpty else { return fresh }
    let known = Dictionary(grouping: catalogue.problems, by: \.path)
    fresh.problems = fresh.problems.filter { path, problems in (known[path] ?? []) != problems }
    return fresh
  }

  /// Makes catalogue and linker anew when so much was changed that it pays. To be called where only
  /// this one thread changes the notes.
  func tidy() {
    let (old, isOverdue) = known.withLock {
      ($0.catalogue, $0.catalogue.needsCompacting || $0.linker.needsRebuilding)
    }
    guard isOverdue else { return }
    let catalogue = old.compacted()
    let linker = Linker(catalogue: catalogue)
    known.withLock {
      $0.catalogue = catalogue
      $0.linker = linker
    }
  }

  /// The identity of a text, made once: it costs a pass over the text.
  func identity(of document: Document, _ make: (Document) -> DocumentIdentity)
    -> DocumentIdentity
  {
    let scalars =
      document.isComplete ? document.scalarCount : document.wholeHash == nil ? -1 : -2
    if let kept = known.withLock({ $0.identity }), kept.scalars == scalars { return kept.1 }
    let identity = make(document)
    known.withLock { $0.identity = (scalars, identity) }
    return identity
  }
}
