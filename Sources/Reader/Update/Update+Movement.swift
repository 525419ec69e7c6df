// Moving through the text: by paragraph, by line and page, to a number, a percentage or a mark.

import Documents
import Screen
import Text

extension ReaderState {
  /// Performs a command that moves through the text; false when it is none.
  mutating func move(_ command: Command, number: Int?) -> Bool {
    let page = max(1, textRows - 2)
    let half = max(1, textRows / 2)
    let (awaited, wasFollowing) = (awaitedJump, isFollowing)
    awaitedJump = nil
    isFollowing = false
    switch command {
    case .nextParagraph: stepParagraphs(number, 1)
    case .previousParagraph: stepParagraphs(number, -1)
    case .lineDown: scroll(by: number ?? 1)
    case .lineUp: scroll(by: -(number ?? 1))
    case .pageDown: scroll(pages: number, of: page)
    case .pageUp: scroll(pages: number, of: -page)
    case .halfPageDown: scroll(pages: number, of: half)
    case .halfPageUp: scroll(pages: number, of: -half)
    case .firstParagraph: go(toOrdinal: (number ?? 1) - 1)
    case .lastParagraph: go(toOrdinal: number.map { $0 - 1 } ?? Int.max)
    case .goToPercent:
      guard let number else {
        message = "type a number first: 50%"
        break
      }
      jump(toPercent: number)
    case .goToParagraph:
      guard let number else {
        message = "type a number first: 12p"
        break
      }
      go(toOrdinal: number - 1)
    case .pin:
      // A number makes it the key for that paragraph, as in `12p`.
      guard let number else {
        isFollowing = wasFollowing
        return false
      }
      go(toOrdinal: number - 1)
    default:
      (awaitedJump, isFollowing) = (awaited, wasFollowing)
      return false
    }
    return true
  }

  /// Rows beyond which scrolling goes to the end at once.
  static let mostRows = 5_000

  /// One paragraph on or back; with a number, straight to the one so many further.
  mutating func stepParagraphs(_ number: Int?, _ direction: Int) {
    if let number, number > 1 {
      shiftFocus(by: direction * number)
    } else if direction > 0 {
      focusNext()
    } else {
      focusPrevious()
    }
  }

  /// Makes the paragraph so many further the focused one, in this window or in one that comes.
  mutating func shiftFocus(by count: Int) {
    let room = count > 0 ? document.paragraphs.count - 1 - focus : focus
    let inside = min(abs(count), room)
    focus(on: focus + count.signum() * inside)
    if abs(count) > room, goesOn(count) {
      move(to: .offset(place.offset), then: .paragraphs(count.signum() * (abs(count) - room)))
    }
  }

  private mutating func scroll(pages: Int?, of rows: Int) {
    guard let pages, pages > 1 else { return scroll(by: rows) }
    scroll(by: rows * min(pages, Self.mostRows))
  }

  /// Makes a paragraph the focused one without moving the text more than needed to show it.
  mutating func focus(on paragraph: Int) {
    guard !document.paragraphs.isEmpty else { return }
    let target = max(0, min(document.paragraphs.count - 1, paragraph))
    let rows = max(1, textRows)
    let top = topRow
    let height = height(of: target, limit: rows + 1)
    let first = firstRow(of: target)
    changeFocus(to: target)
    var newTop = first
    if height <= rows {
      if first >= top {
        let offset = distance(from: top, to: first, limit: rows * 2)
        let overshoot = offset + height - rows
        newTop = overshoot <= 0 ? top : row(first, moved: -(rows - height)).row
      }
    }
    hold(top: pulledDown(newTop, rows: rows))
  }

  mutating func changeFocus(to paragraph: Int) {
    if paragraph != focus {
      selected = 0
      paneScroll = 0
      openNotes.removeAll()
    }
    focus = paragraph
  }

  /// Fixes the place so that `top` is the first row shown.
  mutating func hold(top: RowAddress) {
    let rows = max(1, textRows)
    let first = firstRow(of: focus)
    if first >= top {
      let row = distance(from: top, to: first, limit: rows)
      if row < rows {
        let isWhole = row + height(of: focus, limit: rows + 1) <= rows
        let start = document.paragraphs[focus].range.start
        place = Place(offset: start, row: row, rows: rows, isWhole: isWhole)
        return
      }
    }
    // The focused paragraph begins above: hold the top line. The blank row holds the line before.
    let held = line(top) == nil ? row(before: top) ?? top : top
    let offset = line(held)?.range.start ?? document.paragraphs[focus].range.start
    place = Place(offset: offset, row: held == top ? 0 : -1, rows: rows, isWhole: false)
  }

  private mutating func focusNext() {
    guard !document.paragraphs.isEmpty else { return }
    let rows = max(1, textRows)
    let top = topRow
    let last = lastRow(of: focus)
    let below = distance(from: top, to: last, limit: rows * 2)
    if below >= rows {
      let step = min(max(1, rows - 2), below - rows + 1)
      hold(top: row(top, moved: step).row)
      return
    }
    if focus + 1 < document.paragraphs.count {
      focus(on: focus + 1)
    } else if goesOn(1) {
      move(to: .offset(place.offset), then: .step(1))
    } else {
      message = endMessage
    }
  }

  /// What is said where there is nothing more.
  private var endMessage: String {
    if isArriving { return "end of what has come · F follows" }
    return document.isComplete || document.window != nil
      ? "end of the text" : "more is still being read"
  }

  private mutating func focusPrevious() {
    guard !document.paragraphs.isEmpty else { return }
    let rows = max(1, textRows)
    let top = topRow
    let first = firstRow(of: focus)
    if first < top {
      let above = distance(from: first, to: top, limit: rows * 2)
      hold(top: row(top, moved: -min(max(1, rows - 2), above)).row)
      return
    }
    guard focus > 0 else {
      if goesOn(-1) { return move(to: .offset(place.offset), then: .step(-1)) }
      message = "start of the text"
      return
    }
    let target = focus - 1
    if height(of: target, limit: rows + 1) <= rows {
      focus(on: target)
    } else {
      // One taller than the window comes in by its end.
      changeFocus(to: target)
      hold(top: row(lastRow(of: target), moved: -(rows - 1)).row)
    }
  }

  /// Moves the text by lines; focus follows it.
  mutating func scroll(by count: Int) {
    guard !document.paragraphs.isEmpty, count != 0 else { return }
    if abs(count) > Self.mostRows {
      // Nobody follows so many lines with the eye, and counting them would hold up the keys.
      go(toOrdinal: count > 0 ? Int.max : 0)
      return
    }
    let rows = max(1, textRows)
    let top = topRow
    let (wanted, went) = row(top, moved: count)
    let moved = pulledDown(wanted, rows: rows)
    if goesOn(count), moved != wanted || went < abs(count) {
      let back = moved < wanted ? distance(from: moved, to: wanted, limit: rows) : 0
      let left = count > 0 ? count - went + back : count + went
      changeFocus(to: focusWhenTop(is: moved, rows: rows))
      hold(top: moved)
      return move(to: .offset(place.offset), then: .rows(left))
    }
    if moved == top {
      // Nothing left to scroll: the focus alone goes on, so that the last notes can be reached.
      if count > 0, focus + 1 < document.paragraphs.count {
        focus(on: count > 1 ? document.paragraphs.count - 1 : focus + 1)
      } else if count < 0, focus > 0 {
        focus(on: count < -1 ? 0 : focus - 1)
      } else {
        message = count > 0 ? endMessage : "start of the text"
      }
      return
    }
    changeFocus(to: focusWhenTop(is: moved, rows: rows))
    hold(top: moved)
  }

  /// The first paragraph whose first line is visible, else the one that fills the window.
  private func focusWhenTop(is top: RowAddress, rows: Int) -> Int {
    var row = top
    for _ in 0..<rows {
      if row.piece == 0, row.line == 0 { return row.paragraph }
      guard let next = self.row(after: row) else { break }
      row = next
    }
    return top.paragraph
  }

  /// Goes to a paragraph counted from 0; numbers outside the text go to its ends.
  mutating func jump(to paragraph: Int) {
    guard !document.paragraphs.isEmpty else { return }
    jumpedFrom = place.offset
    let target = max(0, min(document.paragraphs.count - 1, paragraph))
    if paragraph >= document.paragraphs.count, !document.isComplete {
      awaitedJump = .paragraph(paragraph)
      message = "reading on to get there …"
    }
    focus(on: target)
  }

  mutating func jump(toPercent percent: Int) {
    let wanted = max(0, min(100, percent))
    guard wanted < 100 else { return go(toOrdinal: Int.max) }
    if document.window != nil {
      jumpedFrom = place.offset
      return move(to: .percent(wanted), then: .percent(wanted))
    }
    if !document.isComplete {
      awaitedJump = .percent(percent)
      message = "reading on to get there …"
      return
    }
    jump(to: document.paragraph(at: ScalarOffset(document.scalarCount * wanted / 100)))
  }

  /// Shows the line of an offset, moving the text only when it is out of sight.
  mutating func show(_ offset: ScalarOffset) {
    guard !document.paragraphs.isEmpty else { return }
    guard holds(offset) else { return move(to: .offset(offset), then: .offset(offset)) }
    let target = document.paragraph(at: offset)
    if target != focus { focus(on: target) }
    let rows = max(1, textRows)
    let wanted = row(of: offset)
    let top = topRow
    if wanted < top {
      hold(top: row(wanted, moved: -1).row)
    } else if distance(from: top, to: wanted, limit: rows) >= rows {
      hold(top: row(wanted, moved: -(rows - 2 > 0 ? rows - 2 : 0)).row)
    }
  }

  /// Takes up an earlier reading at an offset, with a little of what was before.
  mutating func resume(at offset: ScalarOffset) {
    guard !document.paragraphs.isEmpty else { return }
    focus = document.paragraph(at: offset)
    let context = min(3, max(0, textRows / 4))
    hold(top: pulledDown(row(row(of: offset), moved: -context).row, rows: max(1, textRows)))
  }

  /// The letter of a mark was typed.
  mutating func markTyped(_ key: Key) -> [Effect] {
    let command = awaitingMark
    awaitingMark = nil
    message = nil
    guard case .scalar(let scalar) = key.code, !key.control, !key.alt else { return [] }
    let letter = Character(scalar)
    if command == .setMark {
      guard letter.isLetter || letter.isNumber else {
        message = "a mark is a letter or a digit"
        return []
      }
      marks[letter] = place.offset
      message = "mark \(letter) set"
      return []
    }
    if letter == "'" {
      guard let earlier = jumpedFrom else {
        message = "no earlier place"
        return []
      }
      jumpedFrom = place.offset
      show(earlier)
      return []
    }
    guard let offset = marks[letter] else {
      message = "no mark \(letter)"
      return []
    }
    jumpedFrom = place.offset
    show(offset)
    return []
  }
}
