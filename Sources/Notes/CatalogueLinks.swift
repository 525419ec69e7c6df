// Which link leads where, and who links back. Links are found by what they ask for, not by where
// they once led: a new, renamed or removed note changes the answer for links nobody touched.

import Text

/// Where a link leads.
public enum LinkTarget: Hashable, Sendable {
  case note(NoteID)
  /// Several notes could be meant.
  case ambiguous([NoteID])
  case missing
  /// A path to something that is no note by rule: README.md, lessons, outside the folder.
  case outside
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

extension Catalogue {
  /// Where a reference of a note leads: by id, else a unique last component, else title or alias;
  /// paths are relative to the note's own place.
  public func resolve(_ reference: NoteReference, from note: NoteID) -> LinkTarget {
    guard reference.isPath else { return resolve(name: reference.target) }
    guard let id = Self.place(ofPath: reference.target, from: note) else { return .outside }
    return index(of: id) == nil ? .missing : .note(id)
  }

  /// Where a name in double brackets leads.
  public func resolve(name: String) -> LinkTarget {
    let id = NoteID(name)
    if index(of: id) != nil { return .note(id) }
    let key = CatalogueNames.folded(name)
    let hash = CatalogueNames.hash(key)
    var several: [Int32] = []
    for kind in [CatalogueNames.Kind.id, .component, .title, .alias] {
      let group = indices(kind, key, hash)
      if group.count == 1, let only = group.first { return .note(self.id(at: only)) }
      if several.isEmpty { several = group }
    }
    return several.isEmpty ? .missing : .ambiguous(several.map { self.id(at: $0) })
  }

  /// The id to which a path in a note leads; nil for what is no note by rule.
  static func place(ofPath path: String, from note: NoteID) -> NoteID? {
    var parts = note.value.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    guard let last = parts.last, last != "README.md", parts.first != "lessons",
      !parts.contains(where: { $0.hasPrefix(".") })
    else { return nil }
    let joined = parts.joined(separator: "/")
    return NoteID(joined.hasSuffix(".md") ? String(joined.dropLast(3)) : joined)
  }

  /// Every link that leads to a note, by linking note and line.
  public func backlinks(of id: NoteID) -> [Backlink] {
    guard let target = index(of: id) else { return [] }
    var places = linksByPath(to: target)
    let byPath = places.count
    let note = note(at: target)
    let names = [note.id.value, NoteParser.fileName(of: note.id)] + note.names
    var asked: Set<UInt64> = []
    for name in names {
      let hash = CatalogueNames.hash(name)
      if asked.insert(hash).inserted { places += links(asking: hash, for: target) }
    }
    if asked.count > 1 || byPath > 0 || !overlay.isEmpty {
      places.sort { left, right in
        left.note == right.note ? left.part < right.part : precedes(left.note, right.note)
      }
    }
    return places.map { place in
      let reference = reference(at: place)
      return Backlink(
        note: self.id(at: place.note), line: reference.line, label: reference.label)
    }
  }

  private func linksByPath(to target: Int32) -> [CatalogueNames.Place] {
    var places: [CatalogueNames.Place] = []
    let id = id(at: target)
    visit(.path, CatalogueNames.hash(id.value)) { place in
      let from = self.id(at: place.note)
      if place.note != target,
        Self.place(ofPath: reference(at: place).target, from: from) == id
      {
        places.append(place)
      }
      return true
    }
    return places
  }

  /// The links in double brackets that ask for a hash and lead to a note. Most ask in the same
  /// letters, so that what one spelling gave is kept for the next.
  private func links(asking hash: UInt64, for target: Int32) -> [CatalogueNames.Place] {
    var places: [CatalogueNames.Place] = []
    let wanted = LinkTarget.note(id(at: target))
    var last: (spelling: String, leads: Bool)?
    visit(.link, hash) { place in
      guard place.note != target else { return true }
      let spelling = reference(at: place).target
      let leads: Bool
      if let last, last.spelling == spelling {
        leads = last.leads
      } else {
        leads = resolve(name: spelling) == wanted
        last = (spelling, leads)
      }
      if leads { places.append(place) }
      return true
    }
    return places
  }

  private func reference(at place: CatalogueNames.Place) -> NoteReference {
    let index = Int(place.note)
    let count = base.notes.count
    return index < count
      ? base.notes[index].references[Int(place.part)]
      : overlay.added[index - count].note.references[Int(place.part)]
  }
}
