// Answers to effects. One that belongs to a question no longer asked is dropped by its generation.

import Documents
import Linking
import Notes
import Text

extension ReaderState {
  mutating func arrive(_ whole: Document, remembered: ReadingPosition?) -> [Effect] {
    let hasMoved = place.offset != startingOffset
    let remarks = whole.openingRemarks(settings.wishes)
    if remarks != document.openingRemarks(settings.wishes), !remarks.isEmpty {
      message = remarks.joined(separator: " · ")
    }
    document = whole
    layout = LayoutMemo()
    focus = min(focus, max(0, whole.paragraphs.count - 1))
    if let wanted = remembered ?? settings.position {
      marks.merge(wanted.marks) { own, _ in own }
      // The remembered place may lie beyond the part that was read first.
      if !hasMoved, settings.arrival == nil { resume(at: wanted.offset) }
    }
    settings.position = nil
    if hasMoved { settings.arrival = nil }
    takeArrival()
    takeAwaitedJump()
    // What was kept of the part alone could not be written under the name of the whole.
    var effects: [Effect] = hasMoved || !marks.isEmpty ? [.keepPosition(position)] : []
    if let pattern = search?.pattern { effects += askFor(pattern) }
    if progress != .noFolder, catalogue.count > 0 { effects += askForLinks() }
    effects.append(.readDesk)
    return effects
  }

  private mutating func takeAwaitedJump() {
    guard let awaited = awaitedJump else { return }
    awaitedJump = nil
    message = nil
    switch awaited {
    case .paragraph(let paragraph): jump(to: paragraph)
    case .percent(let percent): jump(toPercent: percent)
    // These wait for windows only.
    case .rows, .step, .paragraphs, .edge, .offset: break
    }
  }

  mutating func arrive(_ catalogue: Catalogue) -> [Effect] {
    self.catalogue = catalogue
    awaitsNotes = false
    if let problem = catalogue.problems.first(where: { $0.severity == .error }) {
      let errors = catalogue.problems.count { $0.severity == .error }
      let others = errors > 1 ? " (and \(errors - 1) more: sidelight notes check)" : ""
      message = "\(problem.path):\(problem.line): \(problem.message)\(others)"
    }
    return askForLinks()
  }

  private mutating func askForLinks() -> [Effect] {
    generation += 1
    progress = .waiting
    links = [:]
    passages = []
    layout = LayoutMemo()
    let first = visibleRows().first?.paragraph ?? focus
    return [.link(first: min(first, focus), generation: generation)]
  }

  /// Takes the links of paragraphs; the note that was selected stays selected.
  mutating func show(_ found: [ParagraphLinks]) {
    let chosen = selectedLink?.note
    layout = LayoutMemo()
    for paragraph in found {
      links[paragraph.paragraph] = paragraph.links.isEmpty ? nil : paragraph.links
      if !paragraph.links.isEmpty { hasShownNotes = true }
    }
    let shown = shownLinks(of: focus)
    selected = shown.firstIndex { $0.note == chosen } ?? min(selected, max(0, shown.count - 1))
  }

  mutating func arrive(
    _ found: [ParagraphLinks], passages: [PassageReading]?, isLast: Bool, generation: Int
  ) {
    guard generation == self.generation else { return }
    show(found)
    let isFirstReading = progress == .waiting
    if let passages { self.passages = passages }
    if isLast {
      progress = .done
      if isFirstReading, passagesRemark != nil, let remark = openingRemark { message = remark }
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
    let start = selection?.range.end ?? place.offset
    goTo(hit: hits.firstIndex { $0.start >= start } ?? 0)
  }

  /// Hits in a long text as they come: from the place on, then from the start.
  mutating func arrive(_ finds: TextFinds, generation: Int) {
    guard generation == searchGeneration, var search, !search.isDone else { return }
    let start = search.from
    let later = finds.hits.filter { $0.start >= start }
    let earlier = finds.hits.filter { $0.start < start }
    let isFirst = search.hits.isEmpty
    let border = search.hits.count { $0.start < start }
    search.hits.insert(contentsOf: earlier, at: border)
    if let current = search.current, current >= border { search.current = current + earlier.count }
    search.hits += later
    search.isCut = finds.isCut
    search.isDone = finds.isDone
    search.searched = finds.wholeBytes > 0 ? finds.bytes * 100 / finds.wholeBytes : 100
    self.search = search
    if search.hits.isEmpty {
      if finds.isDone { message = "\(search.pattern): not found" }
    } else if isFirst {
      goTo(hit: search.hits.firstIndex { $0.start >= start } ?? 0)
      if later.isEmpty { message = (message ?? "") + " · from the top" }
    } else if let current = search.current, message?.hasSuffix("· \(search.pattern)") ?? false {
      sayHit(current)
    }
  }
}
