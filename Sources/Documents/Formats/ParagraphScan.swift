// One pass over normalised text that finds the paragraphs, their pieces, and counts scalars.

import Text

/// Finds the paragraphs of a text, or of a stretch of one.
struct ParagraphScan {
  /// Where the count of scalars starts anew, and with what.
  struct Seam {
    var byte: Int
    var scalar: Int
  }

  private(set) var paragraphs: [ParagraphSpan] = []
  private(set) var cuts: [Int: [Piece]] = [:]

  private var rules: LineRules
  private let seams: [Seam]
  private var nextSeam = 0
  /// How far scalars are counted.
  private var place: (byte: Int, scalar: Int)
  /// All ASCII: scalars are bytes.
  private let isPlain: Bool

  private var start: (byte: Int, scalar: Int)?
  private var end: (byte: Int, scalar: Int) = (0, 0)
  private var pieces: [Piece] = []
  private var pieceStart: (byte: Int, scalar: Int) = (0, 0)

  /// `seams` ascend; the first byte of the text has the scalar `base`.
  init(
    _ rule: ParagraphRule, pages: PageLines, base: Int = 0, seams: [Seam] = [],
    isPlain: Bool = false, expecting: Int = 0
  ) {
    rules = LineRules(rule, pages: pages)
    self.seams = seams
    self.isPlain = isPlain
    place = (0, base)
    paragraphs.reserveCapacity(expecting)
  }

  /// Scans it all and gives the scalar at its end.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var line = 0
    while line < text.count {
      let next = text.firstIndex(of: 0x0A, from: line) ?? text.count
      take(line, next, in: text)
      line = next + 1
    }
    close()
    return scalar(at: text.count, in: text)
  }

  /// Leaves out the last paragraph.
  mutating func dropLast() {
    guard !paragraphs.isEmpty else { return }
    cuts[paragraphs.count - 1] = nil
    paragraphs.removeLast()
  }

  private mutating func take(_ first: Int, _ last: Int, in text: UnsafeBufferPointer<UInt8>) {
    let line = UnsafeBufferPointer(rebasing: text[first..<last])
    let (role, ink) = rules.role(of: line)
    switch role {
    case .blank, .passed: break
    case .begins: begin(first + ink, last, in: text)
    case .goesOn:
      if start == nil { begin(first + ink, last, in: text) } else { goOn(first + ink, last, text) }
    }
  }

  private mutating func begin(_ ink: Int, _ last: Int, in text: UnsafeBufferPointer<UInt8>) {
    close()
    let here = (ink, scalar(at: ink, in: text))
    start = here
    pieceStart = here
    finish(last, ink, in: text)
  }

  private mutating func goOn(_ ink: Int, _ last: Int, _ text: UnsafeBufferPointer<UInt8>) {
    if rules.rule == .wrapped, rules.wasOverBreak {
      // With the end of its line, which keeps the words on both sides apart.
      let gap = text.firstIndex(of: 0x0A, from: end.byte).map { $0 + 1 } ?? end.byte
      cut(at: (gap, scalar(at: gap, in: text, beforeSeam: true)))
      pieceStart = (ink, scalar(at: ink, in: text))
    }
    finish(last, ink, in: text)
  }

  /// Takes in the ink of a line.
  private mutating func finish(_ last: Int, _ ink: Int, in text: UnsafeBufferPointer<UInt8>) {
    var inkEnd = last
    while inkEnd > ink, text[inkEnd - 1] == 0x20 || (0x09...0x0C).contains(text[inkEnd - 1]) {
      inkEnd -= 1
    }
    cutLong(to: inkEnd, in: text)
    end = (inkEnd, scalar(at: inkEnd, in: text, beforeSeam: true))
  }

  /// Cuts at seams, and before blanks behind `pieceBytes`; with no blank to cut at, between two
  /// scalars.
  private mutating func cutLong(to inkEnd: Int, in text: UnsafeBufferPointer<UInt8>) {
    while true {
      let seam = nextSeam < seams.count ? seams[nextSeam].byte : Int.max
      let long = longCut(before: min(inkEnd, seam), in: text)
      guard let at = long ?? (seam < inkEnd ? seam : nil) else { return }
      let scalar = scalar(at: at, in: text, beforeSeam: true)
      cut(at: (at, scalar))
      pieceStart = (at, self.scalar(at: at, in: text))
    }
  }

  private func longCut(before limit: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let early = pieceStart.byte + Document.pieceBytes
    guard early < limit else { return nil }
    var late = pieceStart.byte + Document.pieceBytes * 2
    var index = early
    while index < min(late, limit) {
      if text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0A { return index }
      index += 1
    }
    while late < limit, text[late] & 0xC0 == 0x80 { late += 1 }
    return late < limit ? late : nil
  }

  private mutating func cut(at place: (byte: Int, scalar: Int)) {
    guard place.byte > pieceStart.byte else { return }
    pieces.append(
      Piece(
        bytes: ByteRange(ByteOffset(pieceStart.byte), ByteOffset(place.byte)),
        range: ScalarRange(ScalarOffset(pieceStart.scalar), ScalarOffset(place.scalar))))
  }

  private mutating func close() {
    guard let first = start else { return }
    if !pieces.isEmpty {
      cut(at: end)
      cuts[paragraphs.count] = pieces
    }
    paragraphs.append(
      ParagraphSpan(
        bytes: ByteRange(ByteOffset(first.byte), ByteOffset(end.byte)),
        range: ScalarRange(ScalarOffset(first.scalar), ScalarOffset(end.scalar))))
    pieces = []
    start = nil
  }

  /// The scalar at a byte that is not before the last one asked for. A seam counts anew from its own
  /// byte on, but not for an end `beforeSeam`.
  private mutating func scalar(
    at byte: Int, in text: UnsafeBufferPointer<UInt8>, beforeSeam: Bool = false
  ) -> Int {
    while nextSeam < seams.count, seams[nextSeam].byte < byte + (beforeSeam ? 0 : 1) {
      place = (seams[nextSeam].byte, seams[nextSeam].scalar)
      nextSeam += 1
    }
    guard byte > place.byte else { return place.scalar }
    let stretch = UnsafeBufferPointer(rebasing: text[place.byte..<byte])
    place.scalar += isPlain ? stretch.count : UTF8Stretch.scalars(in: stretch)
    place.byte = byte
    return place.scalar
  }
}
