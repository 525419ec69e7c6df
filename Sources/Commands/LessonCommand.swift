// `sidelight lesson new` and `lesson check`, and the list that `sidelight teach` gives without a name.

import Documents
import Linking
import Notes
import Teaching

/// Makes files that nobody has yet.
public protocol FileMaking {
  /// The folder, absolute and without links, in which a file of this name would stand.
  func folder(of name: String) -> String
  /// Makes a file whole or not at all; false when there is one of that name.
  func make(_ name: String, with text: String) throws(ShelfFault) -> Bool
}

/// Begins a lesson on a text.
public struct NewLessonCommand {
  public var document: String
  /// Nil or `-` is standard output.
  public var output: String?

  public init(document: String, output: String?) {
    self.document = document
    self.output = output
  }

  /// Writes the start of a lesson; nothing that is there is ever written over.
  public func run(texts: some TextOpening, files: some FileMaking, output: Output) -> ExitCode {
    let text: OpenedText
    do { text = try texts.open(document) } catch {
      output.complain(OpenedText.shown(document), error.reason)
      return ExitCode(error)
    }
    guard let path = text.path else {
      output.complain(text.shownName, "a lesson needs a text that stays; save it to a file first")
      return .unusable
    }
    guard !text.document.paragraphs.isEmpty else {
      output.complain(text.shownName, "there are no paragraphs in it")
      return .unusable
    }
    guard let file = self.output, file != "-" else {
      output.ours(LessonTemplate(text, document: document).text)
      return .fine
    }
    let template = LessonTemplate(
      text, document: RelativePath.of(path, from: files.folder(of: file)))
    do {
      guard try files.make(file, with: template.text) else {
        output.complain(file, "is there already and was left as it is")
        return .failed
      }
    } catch { return output.complain(about: error) }
    return .fine
  }
}

/// Says what is wrong with lessons.
public struct CheckLessonsCommand {
  public var names: [String]
  public var strict: Bool
  public var json: Bool

  public init(names: [String], strict: Bool = false, json: Bool = false) {
    self.names = names
    self.strict = strict
    self.json = json
  }

  /// Goes on over lessons that cannot be opened; the highest code counts.
  public func run(
    lessons: some LessonShelf, shelf: some NoteShelf, linking: some TextLinking, output: Output
  ) -> ExitCode {
    var code = ExitCode.fine
    var problems: [NoteProblem] = []
    var count = 0
    for name in names {
      do {
        guard let opened = try lessons.lesson(name) else {
          output.complain(name, "no such lesson")
          code = max(code, .unusable)
          continue
        }
        count += 1
        problems += self.problems(of: opened, shelf, linking, output, &code)
      } catch { code = max(code, output.complain(about: error)) }
    }
    guard count > 0 else { return code }
    let report = ProblemReport(json: json, strict: strict)
    return max(code, report.write(problems, of: count, "lesson", output))
  }

  private func problems(
    of opened: OpenedLesson, _ shelf: some NoteShelf, _ linking: some TextLinking,
    _ output: Output, _ code: inout ExitCode
  ) -> [NoteProblem] {
    // What could not be read lacks everything: to say so of each part would hide the one reason.
    let isUnread = opened.problems.contains {
      ["too-large", "broken-yaml", "duplicate-key"].contains($0.rule)
    }
    if isUnread, opened.lesson.keyLines.isEmpty { return opened.problems }
    var surroundings = LessonSurroundings(
      document: opened.text?.document, documentFault: opened.textFault?.why)
    do {
      let catalogue = try shelf.catalogue(beside: opened.text?.path)
      surroundings.sources = Dictionary(
        catalogue.notes.map { ($0.id, $0.needsSources ? $0.sources.count : nil) },
        uniquingKeysWith: { first, _ in first })
      if let text = opened.text {
        surroundings.mentions = Self.mentions(in: text, catalogue, linking)
      }
    } catch { code = max(code, output.complain(about: error)) }
    let found = LessonCheck.problems(of: opened.lesson, path: opened.path, in: surroundings)
    return (opened.problems + found).sorted(by: NoteProblem.isBefore)
  }

  /// The notes of each paragraph, counted from 1.
  private static func mentions(
    in text: OpenedText, _ catalogue: Catalogue, _ linking: some TextLinking
  ) -> [Int: [NoteID]] {
    let linked = linking.linked(text, with: catalogue)
    var mentions: [Int: [NoteID]] = [:]
    let count = text.document.paragraphs.count
    for start in stride(from: 0, to: count, by: PrintCommand.batch) {
      for paragraph in linked.links(start..<min(count, start + PrintCommand.batch)) {
        mentions[paragraph.paragraph + 1] = paragraph.links.map(\.note)
      }
    }
    return mentions
  }
}

extension Note {
  /// Sources and questions make no statements of their own.
  fileprivate var needsSources: Bool { kind != .source && kind != .question }
}

/// Lists the lessons that can be taught.
public struct ListLessonsCommand {
  public init() {}

  /// A line each: path, minutes, title, and why it cannot be taught where it cannot.
  public func run(lessons: some LessonShelf, output: Output) -> ExitCode {
    let listings: [LessonListing]
    do { listings = try lessons.lessons() } catch { return output.complain(about: error) }
    for listing in listings where !output.isClosed {
      output.fields(
        [listing.path, listing.minutes.map(String.init) ?? "", listing.title]
          + (listing.fault.map { [$0] } ?? []))
    }
    guard listings.isEmpty else { return .fine }
    output.complain(
      "lessons", "none in the lessons/ of the notes folders; sidelight lesson new TEXT begins one")
    return .nothing
  }
}
