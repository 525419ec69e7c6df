// `sidelight handout`: a text with its notes, a lesson or a session as a sheet for paper. Finds out
// which of them is meant, has the sheet composed, and puts it where it is wanted.

import Documents
import Exchange
import Linking
import Notes
import Teaching

/// Writes a sheet.
public struct HandoutCommand {
  public var request: HandoutRequest

  public init(_ request: HandoutRequest) { self.request = request }

  /// What the command works with. Without lessons and sessions every subject is a text.
  public struct Ports {
    public var texts: any TextOpening
    public var shelf: any NoteShelf
    public var linking: any TextLinking
    public var files: any FileWriting
    public var lessons: (any LessonShelf)?
    public var sessions: (any SessionArchive)?
    public var telling: (any SessionTelling)?
    /// A file's name that means the same from every folder.
    public var absolute: (String) -> String

    public init(
      texts: any TextOpening, shelf: any NoteShelf, linking: any TextLinking,
      files: any FileWriting, lessons: (any LessonShelf)? = nil,
      sessions: (any SessionArchive)? = nil, telling: (any SessionTelling)? = nil,
      absolute: @escaping (String) -> String = { $0 }
    ) {
      self.texts = texts
      self.shelf = shelf
      self.linking = linking
      self.files = files
      self.lessons = lessons
      self.sessions = sessions
      self.telling = telling
      self.absolute = absolute
    }
  }

  /// A sheet, the files it is made from, and the session it tells of.
  private typealias Composed = (handout: Handout, inputs: [String], session: String?)

  /// A session that the archive knows, else a lesson, else a text. Nothing is written unless all of
  /// it can be.
  public func run(_ ports: Ports, output: Output) -> ExitCode {
    do {
      let composed = try handout(ports, output)
      try deliver(composed, ports, output)
      return .fine
    } catch {
      return output.complain(about: error)
    }
  }

  private func handout(_ ports: Ports, _ output: Output) throws(ShelfFault) -> Composed {
    let name = request.subject
    // Ids of sessions are no paths.
    if !name.contains("/"), let sessions = ports.sessions, let telling = ports.telling,
      let session = try sessions.session(name)
    {
      try requireNoSheet("sessions")
      return (try sheet(of: session, telling, ports), [], session.start.id)
    }
    if name != "-", let lessons = ports.lessons, let opened = try lessons.lesson(name),
      isMeant(opened)
    {
      let inputs = [opened.path, opened.text?.path].compacted
      return (try sheet(of: opened, ports, output), inputs, nil)
    }
    try requireNoSheet("texts")
    return try text(ports, output)
  }

  /// A shelf opens any file as a lesson, with its faults. A file that is named and has nothing of a
  /// lesson is a text; one that only broke is not, else its answers would be handed out as text.
  private func isMeant(_ opened: OpenedLesson) -> Bool {
    if opened.path != request.subject || !opened.lesson.document.isEmpty { return true }
    return LessonFormat.isLesson(opened.source)
      || !opened.lesson.steps.isEmpty && opened.problems.contains { $0.rule == "broken-yaml" }
  }

  private func requireNoSheet(_ what: String) throws(ShelfFault) {
    if request.sheet == .pupils { return }
    throw ShelfFault(
      what: request.subject, why: "--\(request.sheet.rawValue) is for lessons, not for \(what)",
      code: .usage)
  }

  // MARK: - Three kinds

  private func text(_ ports: Ports, _ output: Output) throws(ShelfFault) -> Composed {
    let text: OpenedText
    do throws(DocumentError) { text = try ports.texts.open(request.subject) } catch {
      throw ShelfFault(
        what: OpenedText.shown(request.subject), why: error.reason, code: ExitCode(error))
    }
    for remark in text.document.remarks { output.complain(text.shownName, remark) }
    let catalogue = try ports.shelf.catalogue(beside: text.path)
    let linked = ports.linking.linked(text, with: catalogue)
    let handout = Self.sheet(of: text, catalogue: catalogue, linked: linked)
    return (handout, [text.path].compacted, nil)
  }

  /// A text with all its notes, whatever their kind.
  static func sheet(of text: OpenedText, catalogue: Catalogue, linked: LinkedText) -> Handout {
    var handout = Handout(title: text.title, language: text.document.language)
    let composer = HandoutTextComposer(text.document)
    var notes = HandoutNotes(catalogue)
    let composed = composer.text(language: nil, linked: linked, notes: &notes)
    handout.parts.append(.text(composed))
    notes.finish(&handout, withBodies: true)
    if handout.notes.contains(where: { !$0.body.isEmpty }) { handout.parts.append(.fullNotes) }
    let file = text.shownName.split(separator: "/").last.map(String.init)
    let facts: [(String, String?)] = [
      ("Author", text.document.author), ("Date", text.document.date),
      ("File", file == handout.title ? nil : file),
    ]
    handout.facts = facts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : HandoutFact(name, $0) }
    }
    var counts = [NoteWords.counted(composed.paragraphs.count, "paragraph")]
    if !handout.notes.isEmpty { counts.append(NoteWords.counted(handout.notes.count, "note")) }
    if !handout.sources.isEmpty {
      counts.append(NoteWords.counted(handout.sources.count, "source"))
    }
    handout.facts += counts.map { HandoutFact("", $0) }
    for lost in linked.lost() {
      let title = catalogue.note(lost.note)?.title ?? lost.note.value
      handout.remarks.append("Place lost: “\(lost.quote)” (\(title))")
    }
    return handout
  }

  private func sheet(of opened: OpenedLesson, _ ports: Ports, _ output: Output)
    throws(ShelfFault) -> Handout
  {
    let errors = opened.problems.filter { $0.severity == .error }
    for problem in errors { output.complain("\(problem.path):\(problem.line)", problem.message) }
    // What the file means is not certain then, and an answer might be taken for a question.
    if !errors.isEmpty, request.sheet != .teacher {
      throw ShelfFault(
        what: opened.path, why: "nothing is handed out of a lesson with errors", code: .unusable)
    }
    guard let text = opened.text else {
      throw opened.textFault
        ?? ShelfFault(what: opened.path, why: "its text is not there", code: .unusable)
    }
    let composer = HandoutLessonComposer(lesson: opened.lesson, text: text)
    switch request.sheet {
    case .pupils: return composer.worksheet(withAnswers: false)
    case .answers: return composer.worksheet(withAnswers: true)
    case .teacher:
      let catalogue = try ports.shelf.catalogue(beside: text.path)
      let linked = ports.linking.linked(text, with: catalogue)
      var teacher = HandoutTeacherComposer(composer, catalogue: catalogue, linked: linked)
      return teacher.sheet()
    }
  }

  private func sheet(of session: Session, _ telling: any SessionTelling, _ ports: Ports)
    throws(ShelfFault) -> Handout
  {
    let start = session.start
    let text: OpenedText
    do throws(DocumentError) {
      text = OpenedText(
        document: try start.document(),
        name: start.documentName, path: start.documentPath.isEmpty ? nil : start.documentPath)
    } catch {
      throw ShelfFault(what: start.id, why: error.reason, code: .unusable)
    }
    let catalogue = try ports.shelf.catalogue(beside: text.path)
    let linked = ports.linking.linked(text, with: catalogue)
    let base = HandoutLessonComposer(lesson: telling.lesson(of: start), text: text)
    return HandoutSessionComposer(
      session: session, telling: telling, base: base, catalogue: catalogue, linked: linked
    ).sheet()
  }

  // MARK: - Out

  private func deliver(
    _ composed: Composed, _ ports: Ports, _ output: Output
  ) throws(ShelfFault) {
    let page =
      switch format {
      case .html: composed.handout.html()
      case .markdown: composed.handout.markdown()
      case .text: composed.handout.plainText()
      }
    guard let path = request.output, path != "-" else { return output.ours(page) }
    for input in composed.inputs where ports.files.isSame(path, input) {
      throw ShelfFault(
        what: path, why: "is what the sheet is made from; it is not written over", code: .usage)
    }
    try ports.files.write(page, to: path)
    // A copy that erasing cannot reach, with what pupils said in it.
    if let session = composed.session {
      try ports.sessions?.append([.exported(path: ports.absolute(path))], to: session)
    }
  }

  /// As asked for, else by the file's ending, else a page.
  var format: HandoutRequest.Format {
    if let format = request.format { return format }
    guard let name = request.output?.split(separator: "/").last,
      let dot = name.lastIndex(of: "."), dot > name.startIndex
    else { return .html }
    switch name[name.index(after: dot)...].lowercased() {
    case "md", "markdown": return .markdown
    case "txt", "text": return .text
    default: return .html
    }
  }
}

extension [String?] {
  fileprivate var compacted: [String] { compactMap(\.self) }
}
