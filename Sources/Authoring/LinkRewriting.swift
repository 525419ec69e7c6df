// Links to a note that gets another name: every link that led to it leads there afterwards, in the
// style in which it was written, and nothing else in the file changes by a byte.

public import Notes
import Text

/// The links to one note before and after its renaming.
public struct LinkRewriting: Sendable {
  private let note: Note
  private let newID: NoteID
  private let newTitle: String
  private let catalogue: Catalogue
  /// The file name alone, where it cannot mean another note, else the whole id.
  private let shortName: String
  /// Whether the new title in double brackets will lead to the note.
  private let titleLeads: Bool

  /// `catalogue` is that of before.
  public init(of note: Note, to id: NoteID, title: String, in catalogue: Catalogue) {
    self.note = note
    newID = id
    newTitle = title
    self.catalogue = catalogue
    let name = Self.fileName(id)
    shortName = Self.isFree(name, for: note, in: catalogue) ? name : id.value
    titleLeads = Self.canStandInBrackets(title) && Self.isFree(title, for: note, in: catalogue)
  }

  /// A note's file with its links to the renamed note rewritten; the same text when it has none.
  public func text(_ text: String, of linking: NoteID) -> String {
    var edits: [(range: ByteRange, text: String)] = []
    for link in NoteFile(text).links
    where catalogue.resolve(link.reference, from: linking) == .note(note.id) {
      let old = Self.slice(text, link.target)
      let new = link.form == .name ? name(for: old) : path(for: old, link.form)
      if new.utf8.elementsEqual(old.utf8) == false { edits.append((link.target, new)) }
      if let words = link.words, canBeWords,
        Self.slice(text, words).utf8.elementsEqual(note.title.utf8)
      {
        edits.append((words, newTitle))
      }
    }
    guard !edits.isEmpty else { return text }
    edits.sort { $0.range.start < $1.range.start }
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var at = 0
    // A link's words may hold another link: what begins inside a rewritten stretch stays.
    for edit in edits where edit.range.start.value >= at {
      out += bytes[at..<edit.range.start.value]
      out += edit.text.utf8
      at = edit.range.end.value
    }
    out += bytes[at...]
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: - Names

  private func name(for written: String) -> String {
    let ending = written.hasSuffix(".md") ? ".md" : ""
    let name = String(written.dropLast(ending.count))
    let component = Self.fileName(note.id)
    if name == note.id.value { return newID.value + ending }
    if name == component { return shortName + ending }
    if name == note.title { return titleLeads ? newTitle : newID.value }
    let folded = Folding.fold(name)
    if folded == Folding.fold(note.id.value) { return newID.value + ending }
    if folded == Folding.fold(component) { return shortName + ending }
    if folded == Folding.fold(note.title) { return titleLeads ? newTitle : newID.value }
    // By an alias, which stays.
    return written
  }

  private static func fileName(_ id: NoteID) -> String {
    id.value.split(separator: "/").last.map(String.init) ?? id.value
  }

  /// Whether a name means nothing yet, or this note.
  private static func isFree(_ name: String, for note: Note, in catalogue: Catalogue) -> Bool {
    switch catalogue.resolve(name: name) {
    case .missing: true
    case .note(let id): id == note.id
    case .ambiguous, .outside: false
    }
  }

  private static func canStandInBrackets(_ title: String) -> Bool {
    !title.isEmpty && !title.contains("://") && !title.hasSuffix(".md") && !title.hasSuffix("\\")
      && !title.unicodeScalars.contains { "[]|#^\n\r`<".unicodeScalars.contains($0) }
      && !looksLikeFile(title)
  }

  /// `[[chart.png]]` embeds a file.
  private static func looksLikeFile(_ title: String) -> Bool {
    guard let dot = title.lastIndex(of: ".") else { return false }
    let ending = title[title.index(after: dot)...]
    return (3...10).contains(ending.utf8.count)
      && ending.unicodeScalars.allSatisfy { WordClass.isWord($0) && $0.isASCII }
  }

  /// Whether the new title shows as itself where the old one stood.
  private var canBeWords: Bool {
    !newTitle.unicodeScalars.contains { "[]|\\`*_<~\n\r".unicodeScalars.contains($0) }
  }

  // MARK: - Paths

  /// The same way to the folder, another file in it.
  private func path(for written: String, _ form: NoteLinkSpan.Form) -> String {
    let bytes = Array(written.utf8)
    let slash = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return String(decoding: bytes[..<slash], as: UTF8.self)
      + Self.escaped(Self.fileName(newID), form) + ".md"
  }

  /// What would end a link's path or be read as an escape, percent-encoded.
  private static func escaped(_ name: String, _ form: NoteLinkSpan.Form) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      let value = scalar.value
      let isOdd =
        value < 0x20 || value == 0x7F || "<>%#\\".unicodeScalars.contains(scalar)
        || form == .path && (WordClass.isSpace(scalar) || "()[]\"".unicodeScalars.contains(scalar))
      guard isOdd else {
        out.unicodeScalars.append(scalar)
        continue
      }
      for byte in Array(String(Character(scalar)).utf8) {
        let digits = String(byte, radix: 16, uppercase: true)
        out += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return out
  }

  private static func slice(_ text: String, _ range: ByteRange) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.start.value)
    return String(decoding: utf8[start..<utf8.index(start, offsetBy: range.count)], as: UTF8.self)
  }
}
