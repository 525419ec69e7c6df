// What the desk knows of the open text: a draft, and the version that was read before.

import Dispatch
import Documents
import Reader
import Synchronization
import Terminal
import Text

extension EffectRunner {
  func readDesk(_ document: Document) {
    guard let writing = ports.writing else { return }
    desk.async { [self] in
      let begun = writing.begunNotes(document)
      if !begun.isEmpty { inbox.post(.begunNotesFound(begun)) }
      if let earlier = writing.earlierText(document) {
        newest.withLock { $0.earlier = earlier }
        inbox.post(.editedSince(earlier.day))
      }
      if let fault = writing.keepText(document) { inbox.post(.notice(fault)) }
    }
  }

  func readChanges(_ document: Document) {
    searching.async { [self] in
      guard let earlier = newest.withLock({ $0.earlier }), let text = earlier.text,
        let old = try? PlainText.document(from: Array(text.utf8))
      else {
        let day = newest.withLock { $0.earlier?.day } ?? ""
        inbox.post(.changesRead(nil, since: day))
        return
      }
      inbox.post(.changesRead(Self.changes(from: old, to: document), since: earlier.day))
    }
  }

  private static func changes(from old: Document, to new: Document) -> [TextChange] {
    let before = old.paragraphs.indices.map { old.text(of: $0) }
    let after = new.paragraphs.indices.map { new.text(of: $0) }
    var next = 0
    return ParagraphChanges.between(old: before, new: after).map { change in
      switch change {
      case .added(let index):
        next = index + 1
        return TextChange(kind: .added, paragraph: index, old: "", new: after[index])
      case .cut(let index):
        return TextChange(kind: .cut, paragraph: next, old: before[index], new: "")
      case .altered(let was, let index):
        next = index + 1
        return TextChange(
          kind: .altered, paragraph: index, old: before[was], new: after[index])
      case .moved(let was, let index):
        next = index + 1
        return TextChange(
          kind: .moved, paragraph: index, old: before[was], new: after[index])
      }
    }
  }
}
