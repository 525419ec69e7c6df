// The linker behind the commands' port; its index is kept while the notes and the language stay.

import Commands
import Desk
import Documents
import Linking
import Notes
import Text

final class CatalogueLinking: TextLinking {
  private struct Key: Hashable {
    let language: String?
    let notes: [NoteID: Revision]
  }
  private var kept: (key: Key, linker: Linker)?

  private let desk: Desk
  /// The decisions kept in the folder that is written to beside a text.
  private let choices: (_ path: String?) -> [DocumentChoice]

  init(desk: Desk, choices: @escaping (_ path: String?) -> [DocumentChoice]) {
    self.desk = desk
    self.choices = choices
  }

  func linked(_ text: OpenedText, with catalogue: Catalogue) -> LinkedText {
    let linker = linker(catalogue, language: text.document.language)
    let document = text.document
    let hash = document.contentHash
    let identity = DocumentIdentity(
      path: text.path, hash: hash, earlier: desk.earlierHashes(of: hash, path: text.path))
    let passages = linker.passages(in: document, identity: identity)
    let versions = Set([hash] + identity.earlier)
    let chosen = ChosenLinks(choices(text.path).filter { versions.contains($0.document) }) { id in
      catalogue.note(id).map { ($0.title, $0.kind) }
    }
    return LinkedText(
      links: { paragraphs in
        chosen.applied(
          to: linker.links(in: document, paragraphs: paragraphs, passages: passages))
      }, lost: { passages.lost })
  }

  private func linker(_ catalogue: Catalogue, language: String?) -> Linker {
    let revisions = Dictionary(
      catalogue.notes.map { ($0.id, $0.revision) }, uniquingKeysWith: { first, _ in first })
    let key = Key(language: language, notes: revisions)
    if let kept, kept.key == key { return kept.linker }
    let linker = Linker(catalogue: catalogue, language: language)
    kept = (key, linker)
    return linker
  }
}
