// From a file's text to a note. What is wrong is told as problems with their lines; the note itself
// stays, so that no file vanishes because of one bad key.

import Text

/// What reading one file gave.
public struct ParsedNote: Sendable {
  /// Nil only for a file that is too large. A note whose front matter cannot be read keeps its body
  /// and the name of its file, and does not surface.
  public let note: Note?
  public let problems: [NoteProblem]

  public init(note: Note?, problems: [NoteProblem]) {
    self.note = note
    self.problems = problems
  }

  /// True when the file is there but cannot be read as a note: it is too large or forbidden, or its
  /// front matter is broken. A single key that is wrong does not count. Changes leave such a note
  /// out, so that its last good version keeps working while somebody is still typing.
  public var isUnreadable: Bool {
    guard problems.contains(where: { $0.severity == .error }) else { return false }
    // Front matter that was read leaves its keys; `surface: no` is one of them.
    return note.map { !$0.surfaces && $0.keyLines.isEmpty } ?? true
  }
}

/// Reads notes. YAML comes through a port.
public struct NoteParser: Sendable {
  private let yaml: any YAMLReading

  public init(yaml: any YAMLReading) { self.yaml = yaml }

  /// The note of a text. `folder` and `path` are as the user would name them; `path` stands in
  /// problems. Never fails.
  public func parse(_ text: String, id: NoteID, folder: String, path: String) -> ParsedNote {
    guard text.utf8.count <= NoteFile.sizeLimit else {
      return ParsedNote(
        note: nil, problems: [problem(path, 1, "the file is larger than 4 MB and was not read")])
    }
    let file = NoteFile(text)
    let bodyText = file.bodyText
    let body = NoteBody(bodyText, firstLine: file.bodyLine)
    var note = Note(id: id, title: "", body: bodyText, revision: ContentHash(of: text))
    note.bodyLine = file.bodyLine
    note.folder = folder
    note.path = path
    var problems: [NoteProblem] = []
    if file.isUnclosed {
      problems.append(
        problem(path, 1, "the front matter that begins here is never closed; add a line ---"))
      note.surfaces = false
    }
    if let front = file.frontMatterText {
      if front.utf8.count > NoteFile.frontMatterLimit {
        problems.append(
          problem(path, 1, "the front matter is larger than 64 KB and was not read"))
        note.surfaces = false
      } else {
        read(front, from: file.frontMatterLine, into: &note, &problems)
      }
    }
    complete(&note, with: body)
    return ParsedNote(note: note, problems: problems)
  }

  private func read(
    _ front: String, from firstLine: Int, into note: inout Note, _ problems: inout [NoteProblem]
  ) {
    do {
      let entries = try yaml.entries(of: front)
      var reader = FrontMatter(note: note, offset: firstLine - 1)
      for entry in entries { reader.take(entry) }
      reader.finish()
      note = reader.note
      problems += reader.problems
    } catch {
      problems.append(
        NoteProblem(
          path: note.path, line: error.line + firstLine - 1, severity: .error,
          rule: error.rule.rawValue, message: error.reason))
      note.surfaces = false
    }
  }

  /// What the body says where the front matter is silent.
  private func complete(_ note: inout Note, with body: NoteBody) {
    if note.title.isEmpty { note.title = body.firstHeading ?? Self.fileName(of: note.id) }
    if note.description == nil { note.description = Self.firstSentence(of: body) }
    for footnote in body.footnotes {
      note.sources.append(
        SourceLine.source(
          label: footnote.label, definition: footnote.text, line: footnote.line))
    }
    for citation in NoteLinks.citations(in: body) {
      note.sources.append(
        Source(label: citation.key, text: "@" + citation.key, line: citation.line))
    }
    note.references = NoteLinks.references(in: body)
  }

  /// The last component of an id.
  static func fileName(of id: NoteID) -> String {
    id.value.split(separator: "/").last.map(String.init) ?? id.value
  }

  /// The first sentence of the first paragraph of prose.
  private static func firstSentence(of body: NoteBody) -> String? {
    for lines in body.paragraphs {
      let first = body.bytes.trimmed(body.lines[lines.lowerBound].range)
      guard let mark = body.bytes[first].first, !"|>!-*+<".utf8.contains(mark) else { continue }
      var bytes: [UInt8] = []
      for index in lines where bytes.count < 4_000 {
        if !bytes.isEmpty { bytes.append(Byte.space) }
        bytes += body.bytes[body.lines[index].range].prefix(4_000)
      }
      let sentence = PlainText.firstSentence(
        PlainText.stripped(String(decoding: bytes, as: UTF8.self)))
      if !sentence.isEmpty { return shortened(sentence) }
    }
    return nil
  }

  /// A sentence without an end is cut, and says so.
  private static func shortened(_ text: String) -> String {
    let limit = 400
    guard text.unicodeScalars.count > limit else { return text }
    var cut = text.slice(ScalarRange(ScalarOffset(0), ScalarOffset(limit)))
    if let space = cut.lastIndex(of: " ") { cut = cut[..<space] }
    return cut + "…"
  }

  private func problem(_ path: String, _ line: Int, _ message: String) -> NoteProblem {
    NoteProblem(path: path, line: line, severity: .error, rule: "broken-yaml", message: message)
  }
}
