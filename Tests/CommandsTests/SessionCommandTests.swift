// Sessions listed, written out, and one pupil taken out of them.

import Documents
import Teaching
import Testing
import Text

@testable import Commands

private let text = document(["One sentence here. It is a betrayal!"])

private func session(
  _ keeping: SessionKeeping? = nil, role: String = "teach", _ more: [SessionEvent] = []
) -> Session {
  let start = SessionStart(
    id: "s1", role: role, lessonPath: "/lessons/town.md", lessonText: "",
    documentPath: "/town.txt", documentName: "town.txt", documentHash: "ab",
    documentText: text.normalisedText)
  let round = Round(question: 2)
  let mark = Mark(
    who: "B7", round: round, range: ScalarRange(ScalarOffset(25), ScalarOffset(35)),
    exact: "a betrayal", label: "Loaded language", comment: "so strong")
  var session = Session(start, at: 5)
  var events: [SessionEvent] = [
    .counted(round: Round(question: 1), hands: [2, 3]),
    .collected(
      answers: PupilAnswers(
        pack: "p", code: "B7",
        answers: [
          PupilAnswer(round: Round(question: 1), option: 1),
          PupilAnswer(round: Round(question: 3), text: "=1+1, \"he\" said"),
        ], marks: [mark])),
    .exported(path: "/old/copy.csv"),
  ]
  events += more
  if let keeping { events.append(.ended(keeping: keeping)) }
  for event in events { session.apply(TimedEvent(at: 6, event)) }
  return session
}

private final class KeptArchive: SessionArchive {
  var kept: Session?
  var listings: [SessionListing] = []
  var faults: [ShelfFault] = []
  var appended: [SessionEvent] = []
  var appendFault: ShelfFault?
  var files: [String] = ["/state/record.jsonl"]
  init(_ kept: Session?) { self.kept = kept }
  func sessions() -> (listings: [SessionListing], faults: [ShelfFault]) { (listings, faults) }
  func session(_ id: String?) throws(ShelfFault) -> Session? {
    id == nil || id == kept?.start.id ? kept : nil
  }
  func append(_ events: [SessionEvent], to id: String) throws(ShelfFault) {
    if let appendFault { throw appendFault }
    appended += events
  }
  func erase(_ code: String, from id: String) throws(ShelfFault) -> Bool { code == "B7" }
}

private struct TownTelling: SessionTelling {
  var anonymity = Anonymity.codes
  func lesson(of start: SessionStart) -> Lesson {
    Lesson(
      title: "The town", document: "town.txt",
      labels: [LessonLabel("Loaded language"), LessonLabel("Something else")],
      anonymity: anonymity,
      questions: [
        Question(number: 1, type: .choice, text: "What?", options: ["news", "opinion"]),
        Question(number: 2, type: .span, text: "Mark it.", paragraphs: [1]),
        Question(number: 3, type: .short, text: "Why?"),
      ])
  }
  func questions(of session: Session, in lesson: Lesson) -> [ShownQuestion] { [] }
  func comparisons(of session: Session, in lesson: Lesson, document: Document)
    -> [SessionComparison]
  { [] }
}

private final class KeptFiles: FileWriting {
  var written: [String: String] = [:]
  func write(_ text: String, to path: String) throws(ShelfFault) { written[path] = text }
  func isSame(_ one: String, _ other: String) -> Bool {
    one == other || "/state/" + one == other || "/" + one == other
  }
}

@Suite struct SessionCommandTests {
  private let sink = FakeSink()
  private let files = KeptFiles()

  private func export(
    _ format: SessionExportFormat, _ archive: KeptArchive, to path: String? = nil,
    anonymity: Anonymity = .codes, named name: String? = nil, measures: JSON? = nil
  ) -> ExitCode {
    ExportSessionCommand(session: name, format: format, output: path).run(
      ExportSessionCommand.Ports(
        archive: archive, telling: TownTelling(anonymity: anonymity), files: files,
        absolute: { "/home/" + $0 }, measures: { _, _, _ in measures }),
      output: Output(sink))
  }

  @Test func sessionsAreListedWithWhatCannotBeRead() {
    let archive = KeptArchive(nil)
    archive.listings = [
      SessionListing(id: "b", title: "The\ttown\u{1B}[31m", isOver: false, pupils: 3),
      SessionListing(id: "a", title: "T", isOver: true, pupils: 0, role: "study"),
    ]
    archive.faults = [ShelfFault(what: "c", why: "damaged", code: .unusable)]
    let code = ListSessionsCommand(json: false).run(archive: archive, output: Output(sink))
    #expect(code == .unusable)
    #expect(sink.out == "b\tThe town␛[31m\topen\t3\tteach\na\tT\tended\t0\tstudy\n")
    #expect(sink.complaints == "sidelight: c: damaged\n")
    archive.faults = []
    let json = FakeSink()
    #expect(ListSessionsCommand(json: true).run(archive: archive, output: Output(json)) == .fine)
    #expect(
      json.lines[1]
        == "{\"id\":\"a\",\"title\":\"T\",\"state\":\"ended\",\"pupils\":0,\"role\":\"study\"}")
  }

  @Test func aTableIsSafeForSpreadsheets() {
    #expect(export(.csv, KeptArchive(session())) == .fine)
    #expect(
      sink.out == """
        kind,question,round,code,option_or_label,text,count,start,end\r
        answer,1,1,B7,opinion,,1,,\r
        count,1,1,,news,,2,,\r
        count,1,1,,opinion,,3,,\r
        mark,2,1,B7,Loaded language,a betrayal,1,25,35\r
        answer,3,1,B7,,"'=1+1, ""he"" said",1,,\r

        """)
  }

  @Test(
    arguments: [
      ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "\"'\tx\""),
      ("\rx", "'␍x"), ("a=1", "a=1"), ("a,b", "\"a,b\""), ("a\nb", "\"a\nb\""), ("\"", "\"\"\"\""),
      ("\u{1B}[31m", "␛[31m"), ("\u{202E}x", "<U+202E>x"), ("", ""), (" x", "\" x\""),
    ])
  func aCellDoesNothing(value: String, cell: String) {
    #expect(CSV.text([["k", value]]) == "k," + cell + "\r\n")
  }

  @Test(arguments: [(Anonymity.none, SessionKeeping?.none), (.none, .totals), (.codes, .totals)])
  func totalsTellOfNobody(anonymity: Anonymity, keeping: SessionKeeping?) {
    let archive = KeptArchive(session(keeping))
    #expect(export(.csv, archive, anonymity: anonymity) == .fine)
    #expect(export(.json, archive, anonymity: anonymity) == .fine)
    #expect(!sink.out.contains("B7"))
    #expect(!sink.out.contains("so strong"))
    #expect(sink.out.contains("count,1,1,,opinion,,4,,\r\n"))
    #expect(sink.out.contains("count,2,1,,Loaded language,1·2,1,19,36\r\n"))
    sink.out = ""
    #expect(export(.ptc, archive, anonymity: anonymity) == .unusable)
    #expect(sink.out.isEmpty)
    #expect(
      sink.complaints
        == "sidelight: s1: keeps totals only, so there are no single marks to write out\n")
  }

  @Test func allThatWasKeptOnPurposeIsWrittenOut() {
    #expect(export(.ptc, KeptArchive(session(.all)), anonymity: .none) == .fine)
    #expect(sink.out == "B7\tLoaded_Language\t25\t35\n")
  }

  @Test func labelsThatAreNoTechniqueAreSaid() {
    let mark = Mark(
      who: "board", round: Round(question: 2),
      range: ScalarRange(ScalarOffset(0), ScalarOffset(3)), exact: "One", label: "Something else")
    #expect(export(.ptc, KeptArchive(session(nil, [.marked(mark: mark)]))) == .fine)
    #expect(sink.out == "B7\tLoaded_Language\t25\t35\n")
    #expect(
      sink.complaints
        == "sidelight: Something else: is none of the techniques of such files; 1 mark left out\n")
  }

  @Test func oneObjectHoldsAllOfIt() {
    #expect(export(.json, KeptArchive(session()), measures: .keys(["f1": .number(1)])) == .fine)
    for piece in [
      "{\"session\":\"s1\",\"role\":\"teach\",\"state\":\"open\",\"kept\":null,",
      "\"document\":{\"name\":\"town.txt\",\"sha256\":\"ab\",\"scalars\":36}",
      "\"answers\":[{\"code\":\"B7\",\"option\":2,\"text\":null}]", "\"counts\":[2,4]",
      "\"marks\":[{\"code\":\"B7\",\"question\":2,\"round\":1,\"label\":\"Loaded language\",\"start\":25,",
      "\"comment\":\"so strong\"", "\"unit\":\"pupils\",\"out-of\":1",
      "{\"sentence\":\"1·2\",\"text\":\"It is a betrayal!\",\"count\":1,\"labels\":{\"Loaded language\":1}}",
      "\"measures\":{\"f1\":1}}\n",
    ] { #expect(sink.out.contains(piece), "\(piece) is not in \(sink.out)") }
    #expect(export(.json, KeptArchive(session())) == .fine)
    #expect(sink.out.hasSuffix("\"measures\":null}\n"))
  }

  @Test func aFileIsInTheRecordAndNothingOfTheSessionIsWrittenOver() {
    let archive = KeptArchive(session())
    #expect(export(.csv, archive, to: "out.csv") == .fine)
    #expect(sink.out.isEmpty)
    #expect(files.written["out.csv"]?.hasPrefix("kind,") == true)
    #expect(archive.appended == [.exported(path: "/home/out.csv")])
    for path in ["town.txt", "/lessons/town.md", "record.jsonl"] {
      #expect(export(.csv, archive, to: path) == .usage)
      #expect(files.written[path] == nil)
    }
    archive.appendFault = ShelfFault(what: "r", why: "no space left", code: .failed)
    sink.complaints = ""
    #expect(export(.csv, archive, to: "other.csv") == .failed)
    #expect(
      sink.complaints
        == "sidelight: other.csv: is written, but the session could not note that: no space left\n")
  }

  @Test func aSessionThatIsNotThereIsSaid() {
    #expect(export(.csv, KeptArchive(session()), named: "s9") == .unusable)
    #expect(export(.csv, KeptArchive(nil)) == .unusable)
    #expect(
      sink.complaints == """
        sidelight: s9: no such session; sidelight session list names them
        sidelight: sessions: there are none yet

        """)
  }

  @Test func erasingNamesTheCopies() {
    let archive = KeptArchive(session())
    func erase(_ code: String) -> ExitCode {
      EraseCommand(code: code, session: nil).run(archive: archive, output: Output(sink))
    }
    #expect(erase("B7") == .fine)
    #expect(
      sink.out == """
        all that came from B7 is gone from s1
        a copy that cannot be reached: /old/copy.csv

        """)
    #expect(erase("B8") == .nothing)
    #expect(sink.complaints == "sidelight: s1: holds nothing that came from B8\n")
    #expect(erase("board") == .usage)
    #expect(erase("not a code") == .usage)
  }
}
