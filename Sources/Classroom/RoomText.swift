// A paragraph on its way to the room's picture: its cell units with the looks of its marks, the
// numbers of its sentences before them, the numbers of labels behind what they mark.

import Reader
import Screen
import Teaching
import Text

/// The units of a paragraph from some place on.
struct RoomText {
  let units: [LineUnit]
  /// Whether the paragraph goes on after the last unit.
  let isCut: Bool
  /// How much of a class marked each scalar, 0 to 4; from `start` on.
  private let intensities: [UInt8]
  private let start: Int

  /// The paragraph from the word that holds `start`, in scalars, as far as `cells` cells reach.
  init(
    _ shown: ShownText, from start: Int, cells: Int, number: (String) -> Int? = { _ in nil }
  ) {
    let skipped = min(max(0, start > 64 ? start - 64 : 0), shown.text.unicodeScalars.count)
    let scalars = Array(
      shown.text.unicodeScalars.dropFirst(skipped).prefix(cells * 4 + 1_064))
    let place = max(0, min(scalars.count, start - skipped))
    var first = place
    while first > 0, !Self.isBlank(scalars[first - 1]) { first -= 1 }
    // No blank anywhere near: a script without any, where a line may begin at each sign.
    if first == 0, skipped > 0 { first = place }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[first...])
    self.start = skipped + first
    let looks = Looks(shown.marks, start: self.start, count: scalars.count - first)
    intensities = looks.intensities
    let plain = LineBreaker.units(of: text, from: ScalarOffset(self.start))
    let ends = Self.numbers(of: shown.marks, number)
    units = Self.woven(plain, shown, looks, ends)
    isCut = skipped + scalars.count < shown.text.unicodeScalars.count
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  /// The numbers that stand behind each place where marked words end.
  private static func numbers(of marks: [ShownMark], _ number: (String) -> Int?) -> [Int: [Int]] {
    var ends: [Int: Set<Int>] = [:]
    for mark in marks where mark.kind == .label {
      if let label = number(mark.label) { ends[mark.end, default: []].insert(label) }
    }
    return ends.mapValues { $0.sorted() }
  }

  private static func woven(
    _ plain: [LineUnit], _ shown: ShownText, _ looks: Looks, _ ends: [Int: [Int]]
  ) -> [LineUnit] {
    let starts = Dictionary(
      shown.sentences.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    guard !starts.isEmpty || !looks.isPlain else { return plain }
    var units: [LineUnit] = []
    units.reserveCapacity(plain.count + starts.count * 5)
    for unit in plain {
      let offset = unit.offset?.value ?? 0
      if let sentence = (offset..<offset + max(1, unit.unit.scalarCount)).lazy
        .compactMap({ starts[$0] }).first, !unit.unit.isBlank
      {
        let name = SentenceNumber(paragraph: shown.paragraph, sentence: sentence).text
        // Held to the word that follows.
        units += insertion("¶\(name)\u{A0}", at: unit.offset)
      }
      var styled = unit
      styled.style = looks.style(at: offset)
      units.append(styled)
      let next = offset + unit.unit.scalarCount
      guard !ends.isEmpty else { continue }
      for end in offset + 1..<max(next, offset + 1) + 1 {
        for label in ends[end] ?? [] {
          units += insertion("[\(label)]", at: nil, number: label)
        }
      }
    }
    return units
  }

  private static func insertion(
    _ text: String, at offset: ScalarOffset?, number: Int? = nil
  ) -> [LineUnit] {
    var units = CellUnits(text).map { LineUnit($0, .number, number: number) }
    if !units.isEmpty { units[0].offset = offset }
    return units
  }

  /// Lines of at most `width` columns, no more of them than asked for; whether that is all.
  func lines(width: Int, atMost most: Int) -> (lines: [ArraySlice<LineUnit>], isAll: Bool) {
    // No line takes more units than its columns and the blank at its break.
    let enough = (most + 1) * (width + 1)
    let lines = LineBreaker.lines(Array(units.prefix(enough)), width: width)
    let isAll = lines.count <= most && units.count <= enough && !isCut
    return (Array(lines.prefix(most)), isAll)
  }

  /// A line as a row, with the sign of how many marked something in it.
  func row(_ line: ArraySlice<LineUnit>) -> RoomRow {
    var runs: [StyledRun] = []
    var strongest: UInt8 = 0
    for unit in line {
      if let last = runs.last, last.style == unit.style {
        runs[runs.count - 1].text += unit.unit.text
      } else {
        runs.append(StyledRun(unit.unit.text, unit.style))
      }
      if let offset = unit.offset?.value, intensities.indices.contains(offset - start) {
        strongest = max(strongest, intensities[offset - start])
      }
    }
    var row = RoomRow(runs)
    if strongest > 0 { row.sign = StyledRun(Self.sign(Int(strongest)), .plain) }
    return row
  }

  /// How many marked something, from 1 to 4, as a sign.
  static func sign(_ intensity: Int) -> String {
    ["░", "▒", "▓", "█"][max(1, min(4, intensity)) - 1]
  }
}

/// The looks of a stretch of text, by what covers each scalar. The strongest mark wins.
private struct Looks {
  private(set) var intensities: [UInt8]
  private let start: Int
  private var isPointed: [Bool]
  private var isMarked: [Bool]
  /// Whether nothing at all is marked here.
  let isPlain: Bool

  init(_ marks: [ShownMark], start: Int, count: Int) {
    self.start = start
    isPlain = marks.isEmpty
    guard !marks.isEmpty else {
      (intensities, isPointed, isMarked) = ([], [], [])
      return
    }
    func cover(_ wanted: (ShownMark) -> Bool) -> [Bool] {
      // Counted by where marks begin and end, so that many marks on the same words cost nothing more.
      var changes = Array(repeating: 0, count: count + 1)
      var isAny = false
      for mark in marks where wanted(mark) {
        let from = max(0, min(count, Self.clamped(mark.start) - start))
        let to = max(0, min(count, Self.clamped(mark.end) - start))
        guard from < to else { continue }
        isAny = true
        changes[from] += 1
        changes[to] -= 1
      }
      guard isAny else { return [] }
      var depth = 0
      return changes.dropLast().map { change in
        depth += change
        return depth > 0
      }
    }
    isPointed = cover { $0.kind == .pointed }
    isMarked = cover { $0.kind == .label || $0.kind == .mention }
    var levels = [UInt8](repeating: 0, count: count)
    for level in 1...4 {
      let covered = cover { $0.kind == .shared && max(1, min(4, $0.intensity)) == level }
      for index in covered.indices where covered[index] { levels[index] = UInt8(level) }
    }
    intensities = levels
  }

  private static func clamped(_ offset: Int) -> Int { max(0, min(1 << 40, offset)) }

  func style(at offset: Int) -> Style {
    let index = offset - start
    if isPointed.indices.contains(index), isPointed[index] { return .selection }
    if isMarked.indices.contains(index), isMarked[index] { return .mention }
    guard intensities.indices.contains(index) else { return .plain }
    return switch intensities[index] {
    case 1: .sharedSome
    case 2: .sharedMore
    case 3: .sharedMany
    case 4: .sharedMost
    default: .plain
    }
  }
}
