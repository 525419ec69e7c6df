// Long paragraphs in parts, each of which fits a room's screen: cut at sentences where that is
// possible, of about the same length, the same in every room.

import Reader
public import Screen
import Synchronization
import Teaching
import Text

/// Where a paragraph that is too long for one picture is cut.
public enum RoomParts {
  /// The window for which a presenter's parts are cut.
  public static let nominal = Size(columns: 60, rows: 16)
  /// The smallest window in which a room's screen is good: a part fits there, too.
  private static let smallest = Size(columns: 50, rows: 12)

  /// Columns and rows that a part must fit.
  private struct Box {
    let width: Int
    let rows: Int
  }

  /// Scalar offsets at which the parts of a paragraph begin for windows of a size, the first of them
  /// 0. Room for the numbers of sentences and for the names of labels is taken.
  public static func starts(of text: String, size: Size) -> [Int] {
    let key = Key(text: text, size: size)
    if let known = known.withLock({ $0.first { $0.key == key }?.starts }) { return known }
    let starts = cut(text, size)
    known.withLock { known in
      known.append((key, starts))
      if known.count > 4 { known.removeFirst() }
    }
    return starts
  }

  private struct Key: Equatable {
    let text: String
    let size: Size
  }

  /// The paragraphs cut last: each picture and each key asks for the same one.
  private static let known = Mutex<[(key: Key, starts: [Int])]>([])

  private static func cut(_ text: String, _ size: Size) -> [Int] {
    let page = RoomPage(size)
    let close = RoomPage(smallest, isClose: true)
    guard page.measure > 0 else { return [0] }
    let boxes = [
      Box(width: page.measure, rows: max(1, page.rows - page.rows / 5)),
      Box(width: close.measure, rows: close.rows),
    ]
    var shown = ShownText(paragraph: 1, count: 1, text: text)
    shown.sentences = Sentences.ranges(in: text).map(\.start.value)
    let units = RoomText(shown, from: 0, cells: text.unicodeScalars.count).units
    let cuts = Set(shown.sentences)
    var starts = [0]
    var begin = 0
    while let next = next(after: begin, units, cuts, boxes) {
      guard let offset = units[next].offset?.value, offset > starts[starts.count - 1] else { break }
      starts.append(offset)
      begin = next
    }
    return starts
  }

  /// The part that holds an offset.
  static func part(of text: String, at offset: Int) -> RoomPart {
    let starts = starts(of: text, size: nominal)
    let number = max(1, starts.count { $0 <= max(0, offset) })
    return RoomPart(
      number: number, count: starts.count, start: starts[number - 1],
      end: starts.indices.contains(number) ? starts[number] : .max)
  }

  /// The first unit after `begin` that does not fit a box; nil when all the rest does.
  private static func limit(after begin: Int, _ units: [LineUnit], _ box: Box) -> Int? {
    let rest = Array(units[begin...].prefix((box.rows + 1) * (box.width + 1)))
    let lines = LineBreaker.lines(rest, width: box.width)
    guard lines.count > box.rows else { return nil }
    var limit = lines[box.rows].startIndex
    while limit < rest.count, rest[limit].offset == nil { limit += 1 }
    return limit < rest.count && limit > 0 ? limit : nil
  }

  /// The unit that begins the part after the one that begins at `begin`; nil when all the rest fits.
  private static func next(
    after begin: Int, _ units: [LineUnit], _ cuts: Set<Int>, _ boxes: [Box]
  ) -> Int? {
    guard let limit = boxes.compactMap({ limit(after: begin, units, $0) }).min() else { return nil }
    // Parts of one length: rather two halves than a whole and three words.
    let left = units.count - begin
    let count = max(2, (left + limit - 1) / limit)
    let wanted = min(limit, left / count)
    // At the number before a sentence: it belongs to what follows.
    let sentences = (limit / 3..<limit + 1).filter { index in
      index > 0 && units[begin + index].style == .number
        && units[begin + index].offset.map { cuts.contains($0.value) } ?? false
    }
    let best = sentences.min { abs($0 - wanted) < abs($1 - wanted) }
    return begin + (best ?? limit)
  }
}

/// A part of a paragraph, counted from 1, and the scalars it holds.
struct RoomPart: Hashable {
  let number: Int
  let count: Int
  let start: Int
  let end: Int
}
