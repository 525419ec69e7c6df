// The linker behind the commands' port; its index is kept while the notes and the language stay.

import Commands
import Documents
import Linking
import Notes

final class CatalogueLinking: TextLinking {
  private struct Key: Hashable {
    let language: String?
    let notes: [NoteID: Revision]
  }
  private var kept: (key: Key, linker: Linker)?

  static func identity(of text: OpenedText) -> DocumentIdentity {
    DocumentIdentity(path: text.path, hash: text.document.contentHash)
  }

  func linked(_ text: OpenedText, with catalogue: Catalogue) -> LinkedText {
    let linker = linker(catalogue, language: text.document.language)
    let document = text.document
    let passages = linker.passages(in: document, identity: Self.identity(of: text))
    return LinkedText(
      links: { linker.links(in: document, paragraphs: $0, passages: passages) },
      lost: { passages.lost })
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
