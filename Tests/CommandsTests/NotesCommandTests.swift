// `notes list|show|search|check`: lines, JSON and exit codes.

import Notes
import Testing

@testable import Commands

@Suite struct NotesCommandTests {
  private let sink = FakeSink()
  private var sapo: Note {
    var sapo = note("law/sapo", "SAPO", kind: "organization", aliases: ["САП"])
    sapo.references = [NoteReference(target: "nabu", label: "nabu", isPath: false, line: 5)]
    return sapo
  }
  private let nabu = note(
    "nabu", "NABU/1", description: "An \"agency\".",
    sources: [Source(label: "1", publisher: "Rada", text: "Rada", line: 3)])

  private func run(
    _ action: NotesCommand.Action, json: Bool = false, _ notes: [Note]? = nil,
    found: [NoteProblem] = [], broken: [NoteProblem] = [], error: NoteStoreError? = nil
  ) -> ExitCode {
    NotesCommand(action, json: json).run(
      texts: FakeTexts(texts: ["a.txt": document(["SAPO"])]),
      shelf: FakeShelf(notes: notes ?? [sapo, nabu], problems: broken, error: error),
      queries: FakeQueries(problems: found), linking: FakeLinking(), output: Output(sink))
  }

  @Test func listInIDOrder() {
    #expect(run(.list) == .fine)
    #expect(sink.out == "law/sapo\torganization\tSAPO\nnabu\t\tNABU/1\n")
    #expect(run(.list, []) == .nothing)
  }

  @Test func listAsJSON() {
    #expect(run(.list, json: true) == .fine)
    #expect(
      sink.lines[1]
        == #"{"id":"nabu","title":"NABU/1","aliases":[],"kind":null,"tags":[],"#
        + #""description":"An \"agency\".","folder":"Notes","path":"Notes/nabu.md","sources":"#
        + #"[{"id":"1","publisher":"Rada","title":null,"date":null,"url":null}]}"#)
  }

  @Test func showWithLinksBothWays() {
    #expect(run(.show(id: "nabu"), json: true) == .fine)
    #expect(
      sink.out.hasSuffix(#""body":"Body of NABU/1.","links":[],"backlinks":["law/sapo"]}"# + "\n"))
    sink.out = ""
    #expect(run(.show(id: "САП")) == .fine)
    #expect(
      sink.out == """
        SAPO
        kind: organization
        also: САП
        file: Notes/law/sapo.md

        Body of SAPO.
        links: nabu

        """)
  }

  @Test func showOfNothingAndOfSeveral() {
    #expect(run(.show(id: "x\u{1B}")) == .nothing)
    let twin = note("b/sapo", "Other", aliases: ["САП"])
    #expect(run(.show(id: "САП"), [sapo, twin]) == .nothing)
    #expect(
      sink.complaints
        == "sidelight: x␛: no such note\n"
        + "sidelight: САП: more than one note can be meant (b/sapo, law/sapo)\n")
  }

  @Test func showOfABrokenNoteSaysWhatIsWrongWithIt() {
    let broken = NoteProblem(
      path: "Notes/bad.md", line: 3, severity: .error, rule: "broken-yaml", message: "no colon")
    #expect(run(.show(id: "bad"), broken: [broken]) == .nothing)
    #expect(sink.complaints == "sidelight: Notes/bad.md:3: no colon\n")
  }

  @Test func searchFindsOrExitsWith1() {
    #expect(run(.search(words: "sap")) == .fine)
    #expect(sink.out == "law/sapo\torganization\tSAPO\n")
    #expect(run(.search(words: "nowhere")) == .nothing)
  }

  @Test func brokenNotesAreSaidBesideTheList() {
    let broken = (1...7).map {
      NoteProblem(
        path: "Notes/\($0).md", line: 1, severity: .error, rule: "broken-yaml", message: "bad")
    }
    #expect(run(.list, broken: broken) == .fine)
    #expect(sink.complaints.split(separator: "\n").count == 6)
    #expect(sink.lines.count == 3)
  }

  private func problem(_ severity: NoteProblem.Severity) -> NoteProblem {
    NoteProblem(
      path: "Notes/nabu.md", line: 7, severity: severity, rule: "dangling-link",
      message: "[[x\u{1B}]] leads nowhere")
  }

  private func check(strict: Bool = false, ids: [String] = [], document: String? = nil)
    -> NotesCommand.Action
  {
    .check(document: document, strict: strict, all: false, ids: ids)
  }

  @Test func checkExitCodes() {
    #expect(run(check()) == .fine)
    #expect(run(check(), found: [problem(.error)]) == .nothing)
    #expect(run(check(), found: [problem(.warning)]) == .fine)
    #expect(run(check(strict: true), found: [problem(.warning)]) == .nothing)
    #expect(
      sink.lines.prefix(3) == [
        "2 notes checked: nothing to say",
        "Notes/nabu.md:7: error: [[x␛]] leads nowhere [dangling-link]",
        "2 notes checked: 1 error, 0 warnings",
      ])
  }

  @Test func checkAsJSON() {
    #expect(run(check(), json: true, found: [problem(.error)]) == .nothing)
    #expect(
      sink.out
        == #"{"path":"Notes/nabu.md","line":7,"severity":"error","rule":"dangling-link","#
        + #""message":"[[x\u001b]] leads nowhere"}"# + "\n")
  }

  @Test func checkOfSomeNotesAndOfNone() {
    #expect(run(check(ids: ["law/sapo"]), found: [problem(.error)]) == .fine)
    #expect(run(check(ids: ["nabu"]), found: [problem(.error)]) == .nothing)
    #expect(run(check(ids: ["gone"])) == .nothing)
    #expect(sink.complaints == "sidelight: gone: no such note\n")
  }

  @Test func checkAgainstADocument() {
    #expect(run(check(document: "a.txt")) == .fine)
    #expect(sink.lines[0] == "Notes/nabu.md:1: warning: never seen [never-surfaces]")
    #expect(run(check(document: "gone.txt")) == .unusable)
  }

  @Test func storesThatFail() {
    #expect(run(.list, error: .unavailable("no")) == .failed)
    #expect(run(.list, error: .malformed(file: "f", line: 2, why: "bad")) == .unusable)
    #expect(sink.complaints == "sidelight: notes: no\nsidelight: f:2: bad\n")
  }
}
