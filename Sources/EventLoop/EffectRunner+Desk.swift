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
        let old = try? Document(kept: text)
      else {
        let day = newest.withLock { $0.earlier?.day } ?? ""
        inbox.post(.changesRead(nil, since: day))
        return
      }
      // Of the earlier text only its words are kept: both are compared by the paragraphs that blank
      // lines part, and what is found is told by those of this text.
      guard document.paragraphBounds != nil, let new = try? Document(kept: document.normalisedText)
      else {
        inbox.post(.changesRead(Self.changes(from: old, to: document), since: earlier.day))
        return
      }
      let changes = Self.changes(from: old, to: new).map { change in
        var change = change
        if new.paragraphs.indices.contains(change.paragraph) {
          let start = new.paragraphs[change.paragraph].range.start
          change.paragraph = document.paragraph(at: start)
        }
        return change
      }
      inbox.post(.changesRead(changes, since: earlier.day))
    }
  }

  private static func changes(from old: Document, to new: Document) -> [TextChange] {
    let before = old.paragraphs.indices.map { old.text(of: $0) }
    let after = new.paragraphs.indices.map { new.text(of: $0) }
    let differences = ParagraphChanges.between(old: before, new: after)
    let places = Self.places(ofCutIn: differences, old: before.count)
    return differences.map { difference in
      switch difference {
      case .added(let index):
        return TextChange(kind: .added, paragraph: index, old: "", new: after[index])
      case .cut(let index):
        return TextChange(
          kind: .cut, paragraph: min(places[index] ?? 0, max(0, after.count - 1)),
          old: before[index], new: "")
      case .altered(let was, let index):
        return TextChange(
          kind: .altered, paragraph: index, old: before[was], new: after[index])
      case .moved(let was, let index):
        return TextChange(kind: .moved, paragraph: index, old: before[was], new: after[index])
      }
    }
  }

  /// Before which paragraph of the new text each cut one stood: those that stayed are in order, and
  /// are what the differences do not name.
  static func places(ofCutIn differences: [ParagraphChange], old count: Int) -> [Int: Int] {
    var cut: Set<Int> = []
    var elsewhere: Set<Int> = []
    var altered: [Int: Int] = [:]
    var fresh: Set<Int> = []
    for difference in differences {
      switch difference {
      case .added(let index): fresh.insert(index)
      case .cut(let index): cut.insert(index)
      case .altered(let was, let index):
        altered[was] = index
        fresh.insert(index)
      case .moved(let was, let index):
        elsewhere.insert(was)
        fresh.insert(index)
      }
    }
    var places: [Int: Int] = [:]
    var next = 0
    for index in 0..<count {
      if cut.contains(index) {
        places[index] = next
      } else if let place = altered[index] {
        next = place + 1
      } else if !elsewhere.contains(index) {
        while fresh.contains(next) { next += 1 }
        next += 1
      }
    }
    return places
  }
}
