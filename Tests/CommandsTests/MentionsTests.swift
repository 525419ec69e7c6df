// `mentions`: the contract's sample line, several files, and what goes wrong with some of them.

import Documents
import Linking
import Notes
import Testing
import Text

@testable import Commands

@Suite struct MentionsTests {
  private let medinsky = note("vladimir-medinsky", "Vladimir Medinsky", kind: "person")
  private let sink = FakeSink()

  private func run(
    _ command: MentionsCommand, _ texts: FakeTexts, _ shelf: FakeShelf
  ) -> ExitCode {
    command.run(texts: texts, shelf: shelf, linking: FakeLinking(), output: Output(sink))
  }

  @Test func sampleParagraphIsTheContractsLine() {
    let line = MentionsCommand.object(
      4, ScalarRange(ScalarOffset(1920), ScalarOffset(2716)),
      [
        NoteLink(
          note: NoteID("vladimir-medinsky"), title: "Vladimir Medinsky", kind: .person,
          reason: .title,
          matches: [
            Match(
              range: ScalarRange(ScalarOffset(1966), ScalarOffset(1983)),
              text: "Vladimir Medinsky", reason: .title, name: "Vladimir Medinsky")
          ])
      ])
    #expect(
      line.text
        == #"{"paragraph":5,"start":1920,"end":2716,"notes":[{"id":"vladimir-medinsky","title":"#
        + #""Vladimir Medinsky","kind":"person","reason":"title","matches":[{"start":1966,"#
        + #""end":1983,"text":"Vladimir Medinsky","reason":"title"}]}]}"#)
  }

  @Test(arguments: [
    (PassageState.moved, #","passage":"moved"}"#), (.changed, #","passage":"changed"}"#),
    (.exact, "}"), (nil, "}"),
  ])
  func passageThatIsNotWhereItWasIsSaidLast(state: PassageState?, end: String) {
    let match = Match(
      range: ScalarRange(ScalarOffset(4), ScalarOffset(7)), text: "new", reason: .passage,
      name: "old")
    let line = MentionsCommand.object(
      0, ScalarRange(ScalarOffset(0), ScalarOffset(9)),
      [
        NoteLink(
          note: NoteID("p"), title: "P", kind: nil, reason: .passage, matches: [match],
          passage: state)
      ])
    #expect(
      line.text
        == #"{"paragraph":1,"start":0,"end":9,"notes":[{"id":"p","title":"P","kind":null,"#
        + #""reason":"passage","matches":[{"start":4,"end":7,"text":"new","reason":"passage"}]"#
        + end + "]}")
  }

  @Test func everyParagraphHasALineAndOneFileHasNoName() {
    let texts = FakeTexts(texts: ["a.txt": document(["Nobody.", "Vladimir Medinsky came."])])
    let code = run(
      MentionsCommand(files: ["a.txt"], json: true), texts, FakeShelf(notes: [medinsky]))
    #expect(code == .fine)
    #expect(sink.lines[0] == #"{"paragraph":1,"start":0,"end":7,"notes":[]}"#)
    #expect(sink.lines[1].hasPrefix(#"{"paragraph":2,"start":9,"end":32,"notes":[{"id":"vlad"#))
    #expect(sink.lines.count == 3)
  }

  @Test func severalFilesAreNamedAndTheHighestCodeCounts() {
    let texts = FakeTexts(
      texts: ["b": document(["B."]), "d/x": document(["X."]), "d/é": document(["É."])],
      errors: ["c": .unreadable("permission denied")], folders: ["d": ["d/é", "d/x", "d/in/"]])
    let code = run(
      MentionsCommand(files: ["b", "gone", "c", "d"], recursive: true, json: true), texts,
      FakeShelf())
    #expect(code == .failed)
    #expect(
      sink.out == """
        {"file":"b","paragraph":1,"start":0,"end":2,"notes":[]}
        {"file":"d/x","paragraph":1,"start":0,"end":2,"notes":[]}
        {"file":"d/é","paragraph":1,"start":0,"end":2,"notes":[]}

        """)
    #expect(
      sink.complaints == """
        sidelight: d/in/: permission denied
        sidelight: gone: no such file
        sidelight: c: permission denied

        """)
  }

  @Test func lockedFolderDoesNotStopTheRest() {
    let texts = FakeTexts(texts: ["b": document(["B."])])
    let code = run(
      MentionsCommand(files: ["locked", "b"], recursive: true, json: true), texts, FakeShelf())
    #expect(code == .failed)
    #expect(sink.lines.count == 2)
  }

  @Test func plainFormIsABlockAParagraph() {
    let texts = FakeTexts(texts: ["a": document(["x", "Vladimir Medinsky, VM, VM"])])
    var aliased = medinsky
    aliased.aliases = ["VM"]
    #expect(run(MentionsCommand(files: ["a"]), texts, FakeShelf(notes: [aliased])) == .fine)
    #expect(
      sink.out == """
        ¶ 2/2  3-28
          [1] Vladimir Medinsky  person  (vladimir-medinsky): title
              3-20  "Vladimir Medinsky"
              22-24  "VM"  alias
              26-28  "VM"  alias


        """)
  }

  @Test func textWithoutNotesIsFineAndSaysSo() {
    let texts = FakeTexts(texts: ["a": document(["x"])])
    #expect(run(MentionsCommand(files: ["a"]), texts, FakeShelf()) == .fine)
    #expect(sink.out == "no notes here\n\n")
  }

  @Test func closedPipeEndsTheWork() {
    let texts = FakeTexts(texts: ["a": document(Array(repeating: "x", count: 9_000))])
    sink.writesLeft = 2
    #expect(run(MentionsCommand(files: ["a"], json: true), texts, FakeShelf()) == .fine)
    #expect(sink.lines.count == 3)
  }

  @Test func hostileNamesAreVisible() {
    let texts = FakeTexts(texts: ["\u{1B}]0;x\u{7}": document(["Evil\u{202E}"])])
    let shelf = FakeShelf(notes: [note("e", "Evil\u{202E}", kind: "\u{9B}k")])
    let files = ["\u{1B}]0;x\u{7}", "\u{1B}[1m"]
    #expect(run(MentionsCommand(files: files, json: true), texts, shelf) == .unusable)
    #expect(sink.out.hasPrefix(#"{"file":"\u001b]0;x\u0007","paragraph":1"#))
    #expect(sink.out.contains(#""title":"Evil\u202e","kind":"\u009bk""#))
    #expect(run(MentionsCommand(files: files), texts, shelf) == .unusable)
    #expect(!sink.out.unicodeScalars.contains("\u{1B}"))
    #expect(!sink.complaints.unicodeScalars.contains("\u{1B}"))
  }

  @Test func shelfThatFailsIsSaid() {
    let texts = FakeTexts(texts: ["a": document(["x"])])
    let shelf = FakeShelf(error: .unavailable("permission denied"))
    #expect(run(MentionsCommand(files: ["a"]), texts, shelf) == .failed)
    #expect(sink.complaints == "sidelight: notes: permission denied\n")
  }
}
