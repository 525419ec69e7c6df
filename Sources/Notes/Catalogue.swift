// All notes of the folders at one moment, with what only the whole can tell: which link leads where,
// who links back, which id hides another.

import Text

/// A snapshot of every note that can be read, in id order.
public struct Catalogue: Sendable {
  public let notes: [Note]
  /// Files that could not be read as notes, and notes hidden by an earlier folder.
  public let problems: [NoteProblem]
  private let byID: [NoteID: Int]
  private let names: NoteNames
  /// Who links where, made with the catalogue: the reader asks at every key in an open note.
  private var linking: [NoteID: [Backlink]] = [:]

  /// Takes notes in the order of their folders: of two with one id the earlier stays, the later
  /// becomes a problem.
  public init(notes: [Note], problems: [NoteProblem] = []) {
    var kept: [Note] = []
    kept.reserveCapacity(notes.count)
    var problems = problems
    var places: [NoteID: Int] = [:]
    for note in notes {
      if let first = places[note.id] {
        problems.append(Self.shadowed(note, by: kept[first]))
      } else {
        places[note.id] = kept.count
        kept.append(note)
      }
    }
    kept.sort { $0.id < $1.id }
    var byID: [NoteID: Int] = [:]
    byID.reserveCapacity(kept.count)
    for (index, note) in kept.enumerated() { byID[note.id] = index }
    self.notes = kept
    self.problems = problems
    self.byID = byID
    names = NoteNames(kept)
    linking = linksByTarget()
  }

  public static let empty = Catalogue(notes: [])

  /// The note of an id.
  public func note(_ id: NoteID) -> Note? { byID[id].map { notes[$0] } }

  /// The one note of a title, else of an alias, case aside; nil when none or several have it.
  public func note(matchingTitle title: String) -> Note? {
    let key = Folding.fold(title.trimmedSpace)
    let found = names.titles[key] ?? names.aliases[key] ?? []
    return found.count == 1 ? found.first.map { notes[$0] } : nil
  }

  private static func shadowed(_ note: Note, by first: Note) -> NoteProblem {
    NoteProblem(
      path: note.path, line: 1, severity: .warning, rule: "shadowed-id",
      message: "hidden by \(first.path), which has the same id; rename one of them")
  }
}

/// Where a link leads.
public enum LinkTarget: Hashable, Sendable {
  case note(NoteID)
  /// Several notes could be meant.
  case ambiguous([NoteID])
  case missing
  /// A path to something that is no note by rule: README.md, lessons, outside the folder.
  case outside
}

extension Catalogue {
  /// Where a reference of a note leads: by id, else a unique last component, else title or alias;
  /// paths are relative to the note's own place.
  public func resolve(_ reference: NoteReference, from note: NoteID) -> LinkTarget {
    reference.isPath
      ? resolvePath(reference.target, from: note) : resolve(name: reference.target)
  }

  /// Where a name in double brackets leads.
  public func resolve(name: String) -> LinkTarget {
    let id = NoteID(name)
    if byID[id] != nil { return .note(id) }
    let key = Folding.fold(name)
    let groups = [names.ids[key], names.components[key], names.titles[key], names.aliases[key]]
    var several: [NoteID] = []
    for group in groups {
      guard let group else { continue }
      if group.count == 1, let only = group.first { return .note(notes[only].id) }
      if several.isEmpty { several = group.map { notes[$0].id } }
    }
    return several.isEmpty ? .missing : .ambiguous(several)
  }

  private func resolvePath(_ path: String, from note: NoteID) -> LinkTarget {
    var parts = note.value.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return .outside }
      } else {
        parts.append(String(part))
      }
    }
    guard let last = parts.last, last != "README.md", parts.first != "lessons",
      !parts.contains(where: { $0.hasPrefix(".") })
    else { return .outside }
    let joined = parts.joined(separator: "/")
    let id = NoteID(joined.hasSuffix(".md") ? String(joined.dropLast(3)) : joined)
    return byID[id] == nil ? .missing : .note(id)
  }

  /// Every link that leads to a note, by linking note and line.
  public func backlinks(of id: NoteID) -> [Backlink] { linking[id] ?? [] }

  private func linksByTarget() -> [NoteID: [Backlink]] {
    var found: [NoteID: [Backlink]] = [:]
    for note in notes {
      for reference in note.references {
        guard case .note(let id) = resolve(reference, from: note.id), id != note.id else {
          continue
        }
        found[id, default: []].append(
          Backlink(note: note.id, line: reference.line, label: reference.label))
      }
    }
    return found
  }
}

/// A link seen from the note it leads to.
public struct Backlink: Hashable, Sendable {
  /// The note in which the link stands.
  public let note: NoteID
  /// Line of its file, counted from 1.
  public let line: Int
  public let label: String

  public init(note: NoteID, line: Int, label: String) {
    self.note = note
    self.line = line
    self.label = label
  }
}

/// Notes by each of their names, folded.
private struct NoteNames: Sendable {
  var ids: [String: [Int]] = [:]
  var components: [String: [Int]] = [:]
  var titles: [String: [Int]] = [:]
  var aliases: [String: [Int]] = [:]

  init(_ notes: [Note]) {
    for (index, note) in notes.enumerated() {
      ids[Folding.fold(note.id.value), default: []].append(index)
      components[Folding.fold(NoteParser.fileName(of: note.id)), default: []].append(index)
      titles[Folding.fold(note.title), default: []].append(index)
      for alias in note.aliases {
        let key = Folding.fold(alias)
        if aliases[key]?.last != index { aliases[key, default: []].append(index) }
      }
    }
  }
}
