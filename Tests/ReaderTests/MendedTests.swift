// Faults that were found, each by its symptom, so that they do not come back.

import Documents
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct Mended {
  @Test(arguments: [
    "-9223372036854775808", "9223372036854775807", "-5%", "99999999999%", "99999999999999999999",
  ])
  func aTypedNumberOfAnySizeDoesNotCrash(line: String) throws {
    var state = try Support.state("one\n\ntwo\n\nthree")
    state.type(":")
    state.enter(line)
    state.type("Enter")
    #expect((0...2).contains(state.focus))
  }

  @Test func aFloodOfInvisibleSignsOverflowsNoStack() throws {
    let flood = String(repeating: "\u{200B}\u{AD}", count: 60_000)
    let state = try Support.state(flood + "end", notes: [Support.note("end", body: flood)])
    #expect(state.screen.contains { $0.contains("end") })
    #expect(CellUnits(flood).map(\.scalarCount) == [120_000])
  }

  @Test func aLongPasteIntoALineIsCutAndDrawnAtOnce() throws {
    var state = try Support.state("text")
    state.type("/")
    _ = state.update(.input(.paste(String(repeating: "ab ", count: 300_000))))
    #expect(state.prompt?.field.text.count == TextField.longest)
    #expect(state.screen.last?.contains("ab") == true)
  }

  @Test func hugeCountsGoToTheEndAtOnce() throws {
    let text = (1...20_000).map { "p\($0)" }.joined(separator: "\n\n")
    var state = try Support.state(text)
    for keys in ["9 9 9 9 9 9 9 9 Down", "g 9 9 9 9 9 9 Space", "g 9 9 9 9 9 9 j"] {
      state.type(keys)
      #expect(state.focus == 19_999, "\(keys)")
    }
  }

  @Test func theRestOfATextBringsPlaceMarksAndSearch() throws {
    let text = (1...50).map { "paragraph \($0)" }.joined(separator: "\n\n")
    let whole = try Support.document(text)
    let part = try PlainText.document(from: Array(text.utf8.prefix(200)), isComplete: false)
    var state = ReaderState(
      document: part, name: "t", size: Size(columns: 80, rows: 20), settings: ReaderSettings())
    state.type("/")
    state.enter("paragraph 49")
    state.type("Enter")
    let place = whole.paragraphs[40].range.start
    let remembered = ReadingPosition(
      offset: place, ordinal: 41, percent: 80, marks: ["a": ScalarOffset(0)])
    let effects = state.update(.documentRead(whole, remembered: remembered))
    #expect(state.focus == 40)
    #expect(state.position.marks == ["a": ScalarOffset(0)])
    #expect(effects.contains(.find("paragraph 49", generation: 2)))
  }

  @Test func aReaderWhoMovedMeanwhileIsNotMovedBack() throws {
    let text = (1...50).map { "paragraph \($0)" }.joined(separator: "\n\n")
    let whole = try Support.document(text)
    let part = try PlainText.document(from: Array(text.utf8.prefix(200)), isComplete: false)
    var state = ReaderState(
      document: part, name: "t", size: Size(columns: 80, rows: 20), settings: ReaderSettings())
    state.type("j j")
    let remembered = ReadingPosition(
      offset: whole.paragraphs[40].range.start, ordinal: 41, percent: 80)
    let effects = state.update(.documentRead(whole, remembered: remembered))
    #expect(state.focus == 2)
    #expect(effects.contains(.keepPosition(state.position)))
  }

  @Test func aTextThatWasEmptiedMeanwhileIsSurvived() throws {
    let part = try PlainText.document(from: Array("one\n\ntwo\n\nthr".utf8), isComplete: false)
    var settings = ReaderSettings()
    settings.position = ReadingPosition(offset: ScalarOffset(500), ordinal: 9, percent: 90)
    var state = ReaderState(
      document: part, name: "t", size: Size(columns: 80, rows: 20), settings: settings)
    _ = state.update(.documentRead(try Support.document(""), remembered: nil))
    #expect(state.screen.contains { $0.contains("The text is empty.") })
  }

  @Test func aPaneTooSmallForItsNotesScrolls() throws {
    let names = (1...12).map { "Name\($0)" }
    var state = try Support.state(
      names.joined(separator: " and "), notes: names.map { Support.note($0, kind: .person) },
      columns: 66, rows: 16)
    let before = state.screen
    state.type("J J J J J J J J J J J J")
    #expect(state.screen != before)
    #expect(state.screen.contains { $0.contains("[12] Name12") })
    state.type("K K K K K K K K K K K K")
    #expect(state.screen == before)
  }

  @Test func textOnlyDoesNotSayThatThereAreNoNotes() throws {
    var state = try Support.state("Ada", notes: [Support.note("Ada", kind: .person)])
    state.type("z Tab")
    #expect(state.message == "text only · z brings the notes back")
  }
}
