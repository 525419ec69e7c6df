// Long paragraphs in parts, each of which fits a room's screen: cut at sentences where that is
// possible, of about the same length, the same in every room.

import Reader
public import Screen
import Teaching
import Text

/// Where a paragraph that is too long for one picture is cut.
public enum RoomParts {
  /// The smallest window in which a room's screen is good: what fits there fits everywhere.
  public static let nominal = Size(columns: 50, rows: 12)

  /// Scalar offsets at which the parts of a paragraph begin for windows of a size, the first of them
  /// 0. Room for the numbers of sentences, and a row for those of labels, is taken.
  public static func starts(of text: String, size: Size) -> [Int] {
    let page = RoomPage(size)
    let (width, rows) = (page.measure, max(1, page.rows - 1))
    guard width > 0 else { return [0] }
    var shown = ShownText(paragraph: 1, count: 1, text: text)
    shown.sentences = Sentences.ranges(in: text).map(\.start.value)
    let units = RoomText(shown, from: 0, cells: text.unicodeScalars.count).units
    let cuts = Set(shown.sentences)
    var starts = [0]
    var begin = 0
    while let next = next(after: begin, units, cuts, width: width, rows: rows) {
      guard let offset = units[next].offset?.value, offset > starts[starts.count - 1] else { break }
      starts.append(offset)
      begin = next
    }
    return starts
  }

  /// The part that holds an offset, and how many there are; both counted from 1.
  static func part(of text: String, at offset: Int) -> (number: Int, count: Int) {
    let starts = starts(of: text, size: nominal)
    return (max(1, starts.count { $0 <= max(0, offset) }), starts.count)
  }

  /// The unit that begins the part after the one that begins at `begin`; nil when all the rest fits.
  private static func next(
    after begin: Int, _ units: [LineUnit], _ cuts: Set<Int>, width: Int, rows: Int
  ) -> Int? {
    let enough = (rows + 1) * (width + 1)
    let rest = Array(units[begin...].prefix(enough))
    let lines = LineBreaker.lines(rest, width: width)
    guard lines.count > rows else { return nil }
    var limit = lines[rows].startIndex
    while limit < rest.count, rest[limit].offset == nil { limit += 1 }
    guard limit < rest.count, limit > 0 else { return nil }
    // Parts of one length: rather two halves than a whole and three words.
    let left = units.count - begin
    let count = max(2, (left + limit - 1) / limit)
    let wanted = min(limit, left / count)
    // At the number before a sentence: it belongs to what follows.
    let sentences = (limit / 3..<limit + 1).filter { index in
      index > 0 && rest[index].style == .number
        && rest[index].offset.map { cuts.contains($0.value) } ?? false
    }
    let best = sentences.min { abs($0 - wanted) < abs($1 - wanted) }
    return begin + (best ?? limit)
  }
}
