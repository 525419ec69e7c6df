// Answers to effects. One that belongs to a question no longer asked is dropped by its generation.

import Documents
import Linking
import Notes
import Text

extension ReaderState {
  mutating func arrive(_ whole: Document) -> [Effect] {
    let offset = place.offset
    document = whole
    layout = LayoutMemo()
    focus = min(focus, max(0, whole.paragraphs.count - 1))
    if let wanted = settings.position?.offset, wanted > offset {
      // The remembered place lay beyond the part that was read first.
      resume(at: wanted)
    }
    settings.position = nil
    let awaited = awaitedJump
    awaitedJump = nil
    if awaited != nil { message = nil }
    switch awaited {
    case .paragraph(let paragraph): jump(to: paragraph)
    case .percent(let percent): jump(toPercent: percent)
    case nil: break
    }
    guard progress != .noFolder, !catalogue.notes.isEmpty else { return [] }
    return askForLinks()
  }

  mutating func arrive(_ catalogue: Catalogue, generation: Int) -> [Effect] {
    guard generation == self.generation else { return [] }
    self.catalogue = catalogue
    if let problem = catalogue.problems.first(where: { $0.severity == .error }) {
      let errors = catalogue.problems.count { $0.severity == .error }
      let others = errors > 1 ? " (and \(errors - 1) more: sidelight notes check)" : ""
      message = "\(problem.path):\(problem.line): \(problem.message)\(others)"
    }
    return askForLinks()
  }

  private mutating func askForLinks() -> [Effect] {
    generation += 1
    links = [:]
    lostPassages = []
    layout = LayoutMemo()
    let first = visibleRows().first?.paragraph ?? focus
    return [.link(first: min(first, focus), generation: generation)]
  }

  mutating func arrive(
    _ found: [ParagraphLinks], lost: [LostPassage], isLast: Bool, generation: Int
  ) {
    guard generation == self.generation else { return }
    layout = LayoutMemo()
    for paragraph in found {
      links[paragraph.paragraph] = paragraph.links.isEmpty ? nil : paragraph.links
    }
    lostPassages += lost
    if isLast {
      progress = .done
      if !lostPassages.isEmpty {
        let many =
          lostPassages.count == 1
          ? "1 passage note has" : "\(lostPassages.count) passage notes have"
        message = "\(many) lost the place · :lost lists them"
      }
    }
  }

  mutating func arrive(_ hits: [ScalarRange], isCut: Bool, generation: Int) {
    guard generation == searchGeneration, var search, !search.isDone else { return }
    search.hits = hits
    search.isCut = isCut
    search.isDone = true
    self.search = search
    if hits.isEmpty {
      message = "\(search.pattern): not found"
      return
    }
    let start = place.offset
    goTo(hit: hits.firstIndex { $0.start >= start } ?? 0)
  }
}
