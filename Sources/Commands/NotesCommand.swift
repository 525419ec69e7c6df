// `sidelight notes`: list, show, search and check what is in the folders.

import Anchoring
import Documents
import Linking
import Notes
import Screen

/// The store's commands.
public struct NotesCommand {
  public enum Action: Equatable, Sendable {
    case list
    case show(id: String)
    case search(words: String)
    case check(document: String?, strict: Bool, all: Bool, ids: [String])
  }

  public var action: Action
  public var json: Bool

  public init(_ action: Action, json: Bool = false) {
    self.action = action
    self.json = json
  }

  /// Does it; problems of single notes never stop the others.
  public func run(
    texts: some TextOpening, shelf: some NoteShelf, queries: some NoteQueries,
    linking: some TextLinking, output: Output
  ) -> ExitCode {
    var text: OpenedText?
    if case .check(let document?, _, _, _) = action {
      do { text = try texts.open(document) } catch {
        output.complain(document, error.reason)
        return ExitCode(error)
      }
    }
    let catalogue: Catalogue
    do { catalogue = try shelf.catalogue(beside: text?.path) } catch {
      return output.complain(about: error)
    }
    switch action {
    case .list:
      sayBroken(catalogue, output)
      return list(catalogue.notes, output)
    case .search(let words):
      sayBroken(catalogue, output)
      return list(queries.search(words, in: catalogue), output)
    case .show(let id):
      return show(id, catalogue, queries, output)
    case .check(_, let strict, let all, let ids):
      var known: [NoteID] = []
      for id in ids {
        let named = queries.named(id, in: catalogue)
        if named.isEmpty {
          output.complain(id, "no such note")
          return .nothing
        }
        known += named.map(\.id)
      }
      let surfaced = text.map { Self.surfaced(in: $0, catalogue, linking) } ?? []
      let request = CheckRequest(text: text, surfaced: surfaced, all: all, ids: known)
      var problems = queries.check(request, in: catalogue)
      var count = ids.isEmpty ? catalogue.notes.count : known.count
      // What comes with the program is nobody's to mend, unless it is asked for by name.
      if ids.isEmpty, let shipped = shelf.shippedFolder {
        problems.removeAll { $0.path.hasPrefix(shipped + "/") }
        count = catalogue.notes.count { $0.folder != shipped }
      }
      return ProblemReport(json: json, strict: strict).write(
        problems, of: count, "note", output)
    }
  }

  /// Notes that cannot be read are missing from lists: say so, once.
  private func sayBroken(_ catalogue: Catalogue, _ output: Output) {
    let broken = catalogue.problems.filter { $0.severity == .error }
    for problem in broken.prefix(5) {
      output.complain("\(problem.path):\(problem.line)", problem.message)
    }
    if broken.count > 5 {
      output.complain("notes", "\(broken.count - 5) more cannot be read, see sidelight notes check")
    }
  }

  private func list(_ notes: [Note], _ output: Output) -> ExitCode {
    for note in notes where !output.isClosed {
      if json {
        output.json(NoteJSON.object(note))
      } else {
        output.fields([note.id.value, note.kind?.value ?? "", note.title])
      }
    }
    return notes.isEmpty ? .nothing : .fine
  }

  private func show(
    _ id: String, _ catalogue: Catalogue, _ queries: some NoteQueries, _ output: Output
  ) -> ExitCode {
    let note: Note
    do { note = try queries.note(id, in: catalogue) } catch {
      let broken = catalogue.problems.first {
        $0.severity == .error && ($0.path == id || $0.path.hasSuffix("/\(id).md"))
      }
      if let broken, queries.named(id, in: catalogue).isEmpty {
        output.complain("\(broken.path):\(broken.line)", broken.message)
        return .nothing
      }
      return output.complain(about: error)
    }
    let links = queries.links(of: note, in: catalogue)
    let backlinks = queries.backlinks(of: note, in: catalogue)
    if json {
      output.json(NoteJSON.object(note, links: links, backlinks: backlinks))
    } else {
      write(note, links: links, backlinks: backlinks, output)
    }
    return .fine
  }

  private func write(_ note: Note, links: [NoteID], backlinks: [NoteID], _ output: Output) {
    output.line([Run(note.title, .noteTitle)])
    let facts: [(String, String)] = [
      ("kind", note.kind?.value ?? ""), ("also", note.aliases.joined(separator: ", ")),
      ("tags", note.tags.joined(separator: ", ")), ("file", note.path),
    ]
    for (name, value) in facts where !value.isEmpty { output.line("\(name): \(value)") }
    if note.hasOwnDescription, let description = note.description {
      output.line()
      output.line(description)
    }
    if let passage = note.passage {
      output.line()
      output.line("on: \"\(passage.selector.quote)\"")
    }
    output.line()
    for line in note.body.split(separator: "\n", omittingEmptySubsequences: false) {
      output.line(String(line.last == "\r" ? line.dropLast() : line))
    }
    for (name, ids) in [("links", links), ("linked from", backlinks)] where !ids.isEmpty {
      output.line("\(name): \(ids.map(\.value).joined(separator: ", "))")
    }
  }

  static func surfaced(
    in text: OpenedText, _ catalogue: Catalogue, _ linking: some TextLinking
  ) -> Set<NoteID> {
    let linked = linking.linked(text, with: catalogue)
    var ids: Set<NoteID> = []
    let count = text.document.paragraphs.count
    for start in stride(from: 0, to: count, by: PrintCommand.batch) {
      let range = start..<min(count, start + PrintCommand.batch)
      for paragraph in linked.links(range) {
        ids.formUnion(paragraph.links.map(\.note))
      }
    }
    return ids
  }
}

/// Notes and problems as the contract's JSON.
enum NoteJSON {
  static func object(_ note: Note) -> JSON {
    .keys([
      "id": .string(note.id.value), "title": .string(note.title),
      "aliases": .strings(note.aliases), "kind": .text(note.kind?.value),
      "tags": .strings(note.tags), "description": .text(note.description),
      "folder": .string(note.folder), "path": .string(note.path),
      "sources": .list(note.sources.map(object)),
    ])
  }

  static func object(_ note: Note, links: [NoteID], backlinks: [NoteID]) -> JSON {
    object(note).adding([
      "body": .string(note.body), "links": .strings(links.map(\.value)),
      "backlinks": .strings(backlinks.map(\.value)),
    ])
  }

  static func object(_ source: Source) -> JSON {
    .keys([
      "id": .string(source.label), "publisher": .text(source.publisher),
      "title": .text(source.title), "date": .text(source.date), "url": .text(source.url),
    ])
  }

  static func object(_ problem: NoteProblem) -> JSON {
    .keys([
      "path": .string(problem.path), "line": .number(problem.line),
      "severity": .string(problem.severity.rawValue), "rule": .string(problem.rule),
      "message": .string(problem.message),
    ])
  }
}
