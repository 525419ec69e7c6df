// `sidelight mentions`: which notes belong to each paragraph, where exactly, and why; for people as
// blocks, for programs as one JSON object a line.

import Documents
import Linking
import Notes
import Text

/// Lists the notes of every paragraph of some texts.
public struct MentionsCommand {
  public var files: [String]
  /// Folders among the names are walked.
  public var recursive: Bool
  public var json: Bool

  public init(files: [String], recursive: Bool = false, json: Bool = false) {
    self.files = files
    self.recursive = recursive
    self.json = json
  }

  /// Goes on over texts that cannot be opened; the highest code counts.
  public func run(
    texts: some TextOpening, shelf: some NoteShelf, linking: some TextLinking, output: Output
  ) -> ExitCode {
    let named = recursive || files.count > 1
    var code = ExitCode.fine
    for name in names(texts, output, &code) {
      if output.isClosed { break }
      let text: OpenedText
      do { text = try texts.open(name) } catch {
        output.complain(name, error.reason)
        code = max(code, ExitCode(error))
        continue
      }
      for remark in text.document.remarks { output.complain(text.shownName, remark) }
      let catalogue: Catalogue
      do { catalogue = try shelf.catalogue(beside: text.path) } catch {
        code = max(code, output.complain(about: error))
        continue
      }
      list(text, catalogue, linking, named: named, output)
    }
    return code
  }

  private func names(_ texts: some TextOpening, _ output: Output, _ code: inout ExitCode)
    -> [String]
  {
    guard recursive else { return files }
    var names: [String] = []
    for name in files {
      do {
        let listing = try texts.files(under: name)
        names += listing?.files ?? [name]
        for fault in listing?.faults ?? [] {
          output.complain(fault.path, fault.error.reason)
          code = max(code, ExitCode(fault.error))
        }
      } catch {
        output.complain(name, error.reason)
        code = max(code, ExitCode(error))
      }
    }
    return names
  }

  private func list(
    _ text: OpenedText, _ catalogue: Catalogue, _ linking: some TextLinking, named: Bool,
    _ output: Output
  ) {
    let count = text.document.paragraphs.count
    let linked = linking.linked(text, with: catalogue)
    var found = false
    if named, !json { output.line(text.name) }
    var start = 0
    while start < count, !output.isClosed {
      let range = start..<min(count, start + PrintCommand.batch)
      start = range.upperBound
      var byParagraph: [Int: [NoteLink]] = [:]
      for one in linked.links(range) {
        byParagraph[one.paragraph] = one.links
      }
      for paragraph in range where !output.isClosed {
        let links = byParagraph[paragraph] ?? []
        if json {
          let object = Self.object(paragraph, text.document.paragraphs[paragraph].range, links)
          output.json(named ? object.leading(["file": .string(text.name)]) : object)
        } else if !links.isEmpty {
          found = true
          block(paragraph, of: text.document, links, output)
        }
      }
    }
    if !json, !found {
      output.line("no notes here")
      output.line()
    }
  }

  private func block(
    _ paragraph: Int, of document: Document, _ links: [NoteLink], _ output: Output
  ) {
    let range = document.paragraphs[paragraph].range
    output.line(
      "¶ \(paragraph + 1)/\(document.paragraphs.count)  \(range.start.value)-\(range.end.value)")
    for (index, link) in links.enumerated() {
      let kind = link.kind.map { "  \($0.value)" } ?? ""
      output.line("  [\(index + 1)] \(link.title)\(kind)  (\(link.note.value)): \(link.reason)")
      for match in link.matches {
        let reason = match.reason == link.reason ? "" : "  \(match.reason)"
        output.line(
          "      \(match.range.start.value)-\(match.range.end.value)  \"\(match.text)\"\(reason)")
      }
    }
    output.line()
  }

  /// A paragraph as the contract has it.
  static func object(_ paragraph: Int, _ range: ScalarRange, _ links: [NoteLink]) -> JSON {
    .keys([
      "paragraph": .number(paragraph + 1), "start": .number(range.start.value),
      "end": .number(range.end.value), "notes": .list(links.map(object)),
    ])
  }

  private static func object(_ link: NoteLink) -> JSON {
    let object = JSON.keys([
      "id": .string(link.note.value), "title": .string(link.title),
      "kind": .text(link.kind?.value), "reason": .string(link.reason.rawValue),
      "matches": .list(
        link.matches.map { match in
          .keys([
            "start": .number(match.range.start.value), "end": .number(match.range.end.value),
            "text": .string(match.text), "reason": .string(match.reason.rawValue),
          ])
        }),
    ])
    // Only where there is something to say: a passage that stands where it stood is like any note.
    guard let passage = link.passage, passage == .moved || passage == .changed else {
      return object
    }
    return object.adding(["passage": .string(passage.rawValue)])
  }
}
