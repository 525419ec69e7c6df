// Decisions about the notes of documents, as text that people and git can read:
// `.sidelight/choices.yaml` in the first notes folder. Edits are made as spans of lines, so that
// comments, order and what only a newer program understands survive.

import Glibc
public import Notes
import Text

/// The file of decisions. Holds nothing in memory; several programs can use one file.
public struct ChoicesFile: ChoiceStore {
  /// Where the file stands in its folder.
  public static let name = ".sidelight/choices.yaml"
  /// Bytes beyond which a file is not read.
  static let largest = 4 << 20
  /// How often a decision is written anew when others write at the same time.
  private static let attempts = 200

  private let folder: NotesFolder
  private let yaml: any YAMLReading

  /// The decisions kept in a notes folder, the first one.
  public init(folder: NotesFolder, yaml: any YAMLReading = YAMLReader()) {
    self.folder = folder
    self.yaml = yaml
  }

  private var path: String { folder.path + "/" + Self.name }
  /// The file as the user would name it.
  public var displayPath: String { folder.displayPath + "/" + Self.name }

  /// All decisions in the order of the file; entries that only a newer program understands are left
  /// out. A file that cannot be read gives none, and the problem.
  public func choices() -> (choices: [DocumentChoice], problems: [NoteProblem]) {
    do throws(Fault) {
      guard let text = try read() else { return ([], []) }
      let list = try list(in: text)
      return (list.choices, list.odd.map { problem(line: $0.line, .warning, $0.reason) })
    } catch {
      return ([], [problem(line: error.line, .error, error.reason)])
    }
  }

  /// Writes a decision at the end of the file, or takes it out wherever it stands. Errors:
  /// malformed, for a file that cannot be understood, which is left alone; unavailable.
  public func set(_ choice: DocumentChoice, isOn: Bool) throws(NoteStoreError) {
    guard folder.isWritable else {
      throw .unavailable("the notes in \(folder.displayPath) are read-only")
    }
    guard !choice.note.value.isEmpty else { throw .unavailable("a decision needs a note") }
    if try edited(for: choice, isOn) == nil { return }
    try FileWriting.makeFolder(above: path, root: folder.path)
    for _ in 0..<Self.attempts {
      guard let edit = try edited(for: choice, isOn) else { return }
      if try write(edit.new, over: edit.old) { return }
    }
    throw .unavailable("\(displayPath) is being changed by another program all the time")
  }

  /// The file's text and what it becomes; nil when nothing has to be done.
  private func edited(for choice: DocumentChoice, _ isOn: Bool) throws(NoteStoreError)
    -> (old: String?, new: String)?
  {
    do throws(Fault) {
      let old = try read()
      let list = try list(in: old ?? "")
      guard list.choices.contains(choice) != isOn else { return nil }
      let text = old ?? ""
      let new =
        isOn
        ? ChoicesText.appending(choice, to: text, list)
        : ChoicesText.removing(choice, from: text, list)
      // Every way of writing a list in YAML cannot be known here; what would say anything else than
      // meant is not written.
      let expected = isOn ? list.choices + [choice] : list.choices.filter { $0 != choice }
      let check = try? self.list(in: new)
      guard let check, check.choices == expected,
        check.count == list.count + expected.count - list.choices.count
      else {
        throw Fault(line: list.line, reason: "write the decisions as lines beginning with a dash")
      }
      return (old, new)
    } catch {
      if let why = error.system { throw .unavailable("\(displayPath): \(why)") }
      throw .malformed(file: displayPath, line: error.line, why: error.reason)
    }
  }

  /// False when the file is not what it was when it was read.
  private func write(_ new: String, over old: String?) throws(NoteStoreError) -> Bool {
    guard let old else { return try FileWriting.create(path, with: new) }
    // A link keeps pointing where it points; its target is what changes.
    let target = FileAccess.realPath(path) ?? path
    do {
      try FileWriting.replace(target, with: new, expecting: Array(old.utf8))
      return true
    } catch {
      if case .conflict = error { return false }
      throw error
    }
  }

  private func problem(
    line: Int, _ severity: NoteProblem.Severity, _ message: String
  ) -> NoteProblem {
    NoteProblem(
      path: displayPath, line: line, severity: severity, rule: "broken-yaml", message: message)
  }

  /// Nil when there is no such file.
  private func read() throws(Fault) -> String? {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try FileAccess.read(path, limit: Self.largest)
    } catch {
      switch error {
      case .vanished: return nil
      case .notAFile: throw Fault(system: "no ordinary file")
      case .tooLarge: throw Fault(system: "larger than 4 MB")
      case .failed(let reason): throw Fault(system: reason)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // To write it back as decoded would change bytes that nobody asked to change.
      let decoded = String(decoding: bytes, as: UTF8.self)
      let before = decoded.unicodeScalars.prefix { $0 != "\u{FFFD}" }
      throw Fault(line: before.count { $0 == "\n" } + 1, reason: "not UTF-8 text")
    }
    return text
  }

  private func list(in text: String) throws(Fault) -> ChoiceList {
    do throws(YAMLProblem) {
      return try ChoiceList(text, yaml)
    } catch {
      throw Fault(line: error.line, reason: error.reason)
    }
  }

  /// Why the file cannot be used: its text, or with `system` the disk.
  private struct Fault: Error {
    var line = 1
    var reason: String
    var system: String?
    init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
    init(system: String) {
      reason = system
      self.system = system
    }
  }
}
