// A text read in windows against the same text read whole: the same keys must show the same screens.

import Documents
import Linking
import Notes
import Screen
import Testing
import Text

@testable import Reader

/// A text of ASCII, of which offsets in windows are the true ones.
private struct Windowed {
  let whole: Document
  /// Bytes of a window.
  let size: Int

  func window(at place: WindowPlace) -> Document {
    let middle: Int
    switch place {
    case .start: middle = 0
    case .end: middle = whole.scalarCount
    case .offset(let offset): middle = offset.value
    case .percent(let percent): middle = whole.scalarCount * percent / 100
    case .paragraph(let ordinal):
      middle = whole.paragraphs[min(ordinal, whole.paragraphs.count - 1)].range.start.value
    }
    let near = whole.paragraphs.indices.filter {
      let range = whole.paragraphs[$0].range
      return range.end.value > middle - size / 2 && range.start.value < middle + size / 2
    }
    let first = near.first ?? (place == .start ? 0 : whole.paragraphs.count - 1)
    let last = near.last ?? first
    let start = whole.paragraphs[first].bytes.start
    let end = whole.paragraphs[last].bytes.end
    var document = Document(
      normalised: Array(whole.text(in: ByteRange(start, end)).utf8), scalarCount: whole.scalarCount,
      paragraphs: whole.paragraphs[first...last].map {
        ParagraphSpan(bytes: $0.bytes.shifted(by: -start.value), range: $0.range)
      }, isComplete: false)
    document.window = TextWindow(
      source: ByteRange(
        first == 0 ? ByteOffset(0) : start,
        last == whole.paragraphs.count - 1 ? ByteOffset(whole.scalarCount) : end),
      isFirst: first == 0, isLast: last == whole.paragraphs.count - 1, firstOrdinal: first)
    return document
  }

  var count: TextCount {
    TextCount(
      paragraphs: whole.paragraphs.count, bytes: whole.scalarCount, wholeBytes: whole.scalarCount,
      scalars: whole.scalarCount, isDone: true)
  }

  /// Does what the state asks for, until it asks for nothing more.
  func answer(_ effects: [Effect], in state: inout ReaderState) {
    var waiting = effects
    var steps = 0
    while !waiting.isEmpty, steps < 1_000 {
      steps += 1
      switch waiting.removeFirst() {
      case .readWindow(let place, let generation):
        waiting += state.update(.windowRead(window(at: place), generation: generation))
      case .countText: waiting += state.update(.counted(count))
      case .findInWindows(let pattern, let from, let generation):
        let hits = TextSearch.find(pattern, in: whole).hits
        let parts = [hits.filter { $0.start >= from }, hits.filter { $0.start < from }]
        for (index, part) in parts.enumerated() {
          let finds = TextFinds(
            hits: part, bytes: index + 1, wholeBytes: 2, isDone: index == 1)
          waiting += state.update(.foundMore(finds, generation: generation))
        }
      default: break
      }
    }
    #expect(steps < 1_000, "asks without end")
  }
}

@Suite struct WindowTests {
  private static func text(seed: UInt64) -> String {
    var random = Random(seed)
    return (0..<600).map { number in
      "\(number). "
        + (0..<random.below(90)).map { _ in
          String(repeating: "word", count: 1 + random.below(3))
        }.joined(separator: " ") + (number % 50 == 7 ? " Needle" : "")
    }.joined(separator: "\n\n")
  }

  private struct Random {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  private func pair(_ seed: UInt64, _ size: Size, window: Int = 6_000) throws -> (
    ReaderState, ReaderState, Windowed
  ) {
    let whole = try Support.document(Self.text(seed: seed))
    let text = Windowed(whole: whole, size: window)
    var settings = ReaderSettings()
    settings.expectsNotes = false
    var one = ReaderState(document: whole, name: "t", size: size, settings: settings)
    var other = ReaderState(
      document: text.window(at: .start), name: "t", size: size, settings: settings)
    _ = one.start()
    let effects = other.start()
    #expect(effects.contains(.countText))
    text.answer(effects, in: &other)
    return (one, other, text)
  }

  @Test(arguments: [UInt64(1), 2, 3, 6, 8])
  func showsWhatTheWholeTextWouldShow(_ seed: UInt64) throws {
    let sizes = [
      Size(columns: 80, rows: 24), Size(columns: 50, rows: 20), Size(columns: 31, rows: 9),
    ]
    var (one, other, text) = try pair(seed, sizes[Int(seed) % 3])
    let keys = [
      "j", "j", "k", "Space", "Space", "b", "d", "u", "Down", "Up", "G", "g", "5 0 %", "9 3 %",
      "1 2 0 p", "3 9 9 G", "2 0 j", "9 9 k", "8 0 Down", "2 0 0 Down", "4 0 0 Up", "7 Space",
      "m a", "' a", "' '", "n", "N",
    ]
    var random = Random(seed &* 77)
    find("Needle", &one, &other, text)
    for step in 0..<120 {
      let key = keys[random.below(keys.count)]
      type(key, &one, &other, text)
      let (left, right) = (one.screen, other.screen)
      let same = left == right
      #expect(
        same,
        """
        seed \(seed), step \(step), key \(key)
        \(zip(left, right).filter { $0 != $1 }.map { "\($0)\n\($1)" }.joined(separator: "\n"))
        """)
      if !same { return }
    }
  }

  private func find(
    _ pattern: String, _ one: inout ReaderState, _ other: inout ReaderState, _ text: Windowed
  ) {
    let generation = one.searchGeneration + 1
    _ = one.type("/")
    _ = other.type("/")
    for letter in pattern {
      _ = one.type(String(letter))
      text.answer(other.type(String(letter)), in: &other)
    }
    _ = one.type("Enter")
    let hits = TextSearch.find(pattern, in: text.whole).hits
    _ = one.update(.found(hits, isCut: false, generation: generation))
    text.answer(other.type("Enter"), in: &other)
  }

  private func type(
    _ keys: String, _ one: inout ReaderState, _ other: inout ReaderState, _ text: Windowed
  ) {
    for key in keys.split(separator: " ") {
      _ = one.type(String(key))
      text.answer(other.type(String(key)), in: &other)
    }
  }

  @Test func anAnswerThatIsLateMovesNothing() throws {
    var (_, state, text) = try pair(3, Size(columns: 80, rows: 24))
    let asked = state.type("G")
    let generation = asked.compactMap {
      if case .readWindow(_, let generation) = $0 { generation } else { nil }
    }.first
    text.answer(state.type("g"), in: &state)
    let before = state.screen
    _ = state.update(.windowRead(text.window(at: .end), generation: try #require(generation)))
    #expect(state.screen == before)
  }

  @Test func linksGoWithTheirParagraphs() throws {
    var (_, state, text) = try pair(5, Size(columns: 100, rows: 30))
    let link = NoteLink(note: NoteID("n"), title: "Note", kind: nil, reason: .title, matches: [])
    let paragraph = state.document.paragraphs.count - 3
    let start = state.document.paragraphs[paragraph].range.start
    state.links[paragraph] = [link]
    let window = text.window(at: .offset(start))
    state.wantedWindow = .offset(start)
    let effects = state.askForWindow()
    guard case .readWindow(_, let generation)? = effects.first else {
      Issue.record("no window was asked for")
      return
    }
    _ = state.update(.windowRead(window, generation: generation))
    let now = state.document.paragraph(at: start)
    #expect(state.links[now] == [link])
    #expect(state.links.count == 1)
  }

  @Test func textThatIsReplacedKeepsThePlaceItWasGiven() throws {
    var (_, state, text) = try pair(6, Size(columns: 80, rows: 24))
    text.answer(state.type("5 0 %"), in: &state)
    _ = state.type("m b")
    let effects = state.update(.sourceNews(.changed))
    guard case .reread(let places)? = effects.first else {
      Issue.record("the text is not read anew")
      return
    }
    #expect(places == [state.place.offset, state.place.offset, ScalarOffset(0)])
    let now = try Support.document("New beginning.\n\n" + text.whole.normalisedText)
    let shift = "New beginning.\n\n".unicodeScalars.count
    let top = state.screen[1]
    _ = state.update(
      .textReplaced(now, places: places.map { $0.advanced(by: shift) }, saying: "changed"))
    #expect(state.screen[1] == top)
    #expect(state.document.window == nil)
    #expect(state.marks["b"] == places[0].advanced(by: shift))
  }

  @Test func followingStaysAtTheEndUntilTheReaderMoves() throws {
    var (_, state, text) = try pair(7, Size(columns: 80, rows: 24))
    text.answer(state.type("F"), in: &state)
    #expect(state.focus == state.document.paragraphs.count - 1)
    let grown = try Support.document(text.whole.normalisedText + "\n\nAnd more.")
    let longer = Windowed(whole: grown, size: 6_000)
    longer.answer(state.update(.sourceNews(.grown)), in: &state)
    #expect(state.screen.contains { $0.contains("And more.") })
    _ = state.type("k")
    let again = Windowed(
      whole: try Support.document(grown.normalisedText + "\n\nThe last."), size: 6_000)
    again.answer(state.update(.sourceNews(.grown)), in: &state)
    #expect(state.focus < state.document.paragraphs.count - 1)
  }
}
