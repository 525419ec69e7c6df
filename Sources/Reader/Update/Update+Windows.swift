// A long text is read in windows: the state holds one stretch of it, asks for the next before its edge
// is reached, and keeps what cannot be done in this one until the next has come.

import Documents
import Linking
import Notes
import Text

extension ReaderState {
  /// The number of a paragraph in the whole text, from 0; nil until it is counted.
  func ordinal(of paragraph: Int) -> Int? {
    guard let window = document.window else { return paragraph }
    return window.firstOrdinal.map { $0 + paragraph }
  }

  /// Whether there is more text on that side of what is here.
  func goesOn(_ direction: Int) -> Bool {
    guard let window = document.window else { return false }
    return direction > 0 ? !window.isLast : !window.isFirst
  }

  /// Whether an offset lies in the stretch that is here.
  func holds(_ offset: ScalarOffset) -> Bool { document.holds(offset) }

  /// Asks for another stretch, and does the rest of a move there.
  mutating func move(to place: WindowPlace, then rest: AwaitedJump) {
    wantedWindow = place
    awaitedJump = rest
  }

  /// Goes to a paragraph of the whole text, counted from 0.
  mutating func go(toOrdinal ordinal: Int) {
    guard let window = document.window else { return jump(to: ordinal) }
    jumpedFrom = place.offset
    if ordinal <= 0, !window.isFirst { return move(to: .start, then: .edge(-1)) }
    if ordinal == Int.max, !window.isLast { return move(to: .end, then: .edge(1)) }
    if let first = window.firstOrdinal,
      document.paragraphs.indices.contains(ordinal - first)
    {
      return jump(to: ordinal - first)
    }
    if ordinal <= 0 || ordinal == Int.max {
      return jump(to: ordinal <= 0 ? 0 : document.paragraphs.count - 1)
    }
    move(to: .paragraph(ordinal), then: .paragraph(ordinal))
    if !(counted?.isDone ?? false) { message = "counting up to ¶ \(ordinal + 1) …" }
  }

  /// What is to be asked for after a message: the stretch that a move needs, else the next one when
  /// the edge of this one is near.
  mutating func askForWindow() -> [Effect] {
    guard document.window != nil else { return [] }
    if wantedWindow == nil, windowAsked == nil { wantedWindow = nearEdge() }
    guard let wanted = wantedWindow else { return [] }
    wantedWindow = nil
    windowAsked = wanted
    windowGeneration += 1
    return [.readWindow(wanted, generation: windowGeneration)]
  }

  /// A quarter of the stretch before its edge is time enough to read on.
  private mutating func nearEdge() -> WindowPlace? {
    guard let window = document.window, place.offset != lastPrefetch else { return nil }
    let margin = window.source.count / 4
    let at = place.offset.value
    let isNear =
      (!window.isLast && window.source.end.value - at < margin)
      || (!window.isFirst && at - window.source.start.value < margin)
    guard isNear else { return nil }
    lastPrefetch = place.offset
    return .offset(place.offset)
  }

  /// Takes a stretch of the text.
  mutating func arrive(window: Document, generation: Int) -> [Effect] {
    guard generation == windowGeneration else { return [] }
    windowAsked = nil
    // The reader may have gone elsewhere since it was asked for.
    guard awaitedJump != nil || isFollowing || window.holds(place.offset) else { return [] }
    let isSame = window.window?.source == document.window?.source
    takeWindow(window)
    if let awaited = awaitedJump {
      awaitedJump = nil
      if case .paragraph = awaited { message = nil }
      resume(awaited, isSame: isSame)
    }
    if isFollowing { jump(to: document.paragraphs.count - 1) }
    guard progress != .noFolder, catalogue.count > 0 else { return [] }
    self.generation += 1
    let first = visibleRows().first?.paragraph ?? focus
    return [.link(first: min(first, focus), generation: self.generation)]
  }

  /// Links go with their paragraphs into the new stretch, so that nothing flickers.
  private mutating func takeWindow(_ window: Document) {
    var kept: [Int: [NoteLink]] = [:]
    if window.window?.generation == document.window?.generation {
      for (paragraph, found) in links where document.paragraphs.indices.contains(paragraph) {
        let start = document.paragraphs[paragraph].range.start
        let now = window.paragraph(at: start)
        if window.paragraphs.indices.contains(now), window.paragraphs[now].range.start == start {
          kept[now] = found
        }
      }
    }
    links = kept
    let hash = document.wholeHash
    document = window
    document.wholeHash = hash
    layout = LayoutMemo()
    focus = document.paragraph(at: place.offset)
  }

  /// The rest of a move, in the stretch that it was waiting for. One that came back the same has
  /// nothing more to give.
  private mutating func resume(_ awaited: AwaitedJump, isSame: Bool) {
    switch awaited {
    case .paragraph(let ordinal):
      let first = document.window?.firstOrdinal ?? 0
      jump(to: ordinal - first)
    case .percent(let percent):
      let whole = document.window.map { _ in document.scalarCount } ?? 0
      jump(to: document.paragraph(at: ScalarOffset(whole * min(100, percent) / 100)))
    case .rows(let count): if !isSame { scroll(by: count) }
    case .step(let direction): if !isSame { stepParagraphs(nil, direction) }
    case .paragraphs(let count): if !isSame { shiftFocus(by: count) }
    case .edge(let side): jump(to: side < 0 ? 0 : document.paragraphs.count - 1)
    case .offset(let offset): show(offset)
    }
  }

  /// Takes what is counted so far; the place in the whole text is asked for once it can be known.
  mutating func arrive(_ count: TextCount) {
    counted = count
    document.wholeHash = count.hash ?? document.wholeHash
    guard let window = document.window, window.firstOrdinal == nil,
      windowAsked == nil, wantedWindow == nil,
      count.isDone || count.bytes >= window.source.end.value
    else { return }
    wantedWindow = .offset(place.offset)
  }

  mutating func windowFailed(_ why: String, generation: Int) {
    guard generation == windowGeneration else { return }
    windowAsked = nil
    awaitedJump = nil
    message = why
  }
}

// MARK: - Texts that change while they are read

extension ReaderState {
  /// Offsets that are to be found again in the text as it is now.
  private var keptPlaces: [ScalarOffset] {
    [place.offset] + marks.sorted { $0.key < $1.key }.map(\.value) + [jumpedFrom].compactMap(\.self)
  }

  mutating func take(_ news: SourceNews) -> [Effect] {
    switch news {
    case .grown:
      if let window = document.window {
        // Away from the end nothing that is seen has changed.
        if isFollowing {
          wantedWindow = .end
        } else if window.isLast {
          wantedWindow = .offset(place.offset)
        }
        return [.countText]
      }
      return [.reread(keptPlaces)]
    case .ended(let fitsWhole, let fault):
      isArriving = false
      if let fault { message = "not all has come: \(fault)" }
      if document.window != nil, !fitsWhole {
        if isFollowing, fault == nil { message = "all has come" }
        wantedWindow = isFollowing ? .end : .offset(place.offset)
        return [.countText]
      }
      return [.readWhole(keptPlaces)]
    case .changed: return [.reread(keptPlaces)]
    case .gone:
      message = "the file is gone; what is here stays"
      return []
    }
  }

  /// Takes the text as it is now, with the places that were asked for found again in it.
  mutating func take(replaced now: Document, places: [ScalarOffset], saying: String?) -> [Effect] {
    document = now
    layout = LayoutMemo()
    links = [:]
    selection = nil
    lastPrefetch = nil
    (wantedWindow, windowAsked) = (nil, nil)
    windowGeneration += 1
    counted = nil
    if list?.purpose == .outline { list = nil }
    let row = place
    let names = marks.keys.sorted()
    if places.count >= 1 + names.count {
      place = Place(offset: places[0], row: row.row, rows: row.rows, isWhole: row.isWhole)
      for (index, name) in names.enumerated() { marks[name] = places[index + 1] }
      if places.count > names.count + 1 { jumpedFrom = places[names.count + 1] }
    }
    if let saying { message = saying }
    focus = document.paragraph(at: place.offset)
    if isFollowing { jump(to: document.paragraphs.count - 1) }
    var effects: [Effect] = [.keepPosition(position)]
    if document.window != nil { effects.append(.countText) } else { effects.append(.readDesk) }
    if let pattern = search?.pattern { effects += askFor(pattern) }
    if progress != .noFolder, catalogue.count > 0 {
      generation += 1
      let first = visibleRows().first?.paragraph ?? focus
      effects.append(.link(first: min(first, focus), generation: generation))
    }
    return effects
  }

  /// Stays at the end as the text grows, until the reader moves.
  mutating func follow() {
    isFollowing = true
    go(toOrdinal: Int.max)
    message = "following what is added · any move stops"
  }
}
