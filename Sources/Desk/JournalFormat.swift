// One action of the journal as the bytes of its file, and back: lines of the desk's own format. The
// last line says that nothing is missing.

import Notes

enum JournalFormat {
  static let head = "sidelight-action\t1"
  private static let end = "end"

  static func bytes(of action: NoteAction) -> [UInt8] {
    var bytes = Array((head + "\n").utf8)
    // The folder comes first: entries of other folders are told apart without reading on.
    DeskLine.append(line: ["folder", action.folder], to: &bytes)
    DeskLine.append(line: ["label", action.label], to: &bytes)
    DeskLine.append(line: ["run", action.run], to: &bytes)
    DeskLine.append(line: ["made", String(action.madeAt)], to: &bytes)
    for edit in action.edits {
      DeskLine.append(line: ["edit", edit.id.value], to: &bytes)
      if let before = edit.before { DeskLine.append(line: ["before", before], to: &bytes) }
      if let after = edit.after { DeskLine.append(line: ["after", after], to: &bytes) }
    }
    DeskLine.append(line: [end], to: &bytes)
    return bytes
  }

  /// The folder of an action, without what was written.
  static func folder(in bytes: [UInt8]) throws(DamagedText) -> String {
    try folder(of: try DeskLine.lines(of: bytes, head: head))
  }

  private static func folder(of lines: [ArraySlice<UInt8>]) throws(DamagedText) -> String {
    guard let line = lines.first else { throw noFolder }
    let fields = try DeskLine.fields(of: line)
    guard fields.count == 2, fields[0] == "folder" else { throw noFolder }
    return fields[1]
  }

  /// The action; nil when it is one of another folder than the one asked for.
  static func action(in bytes: [UInt8], of folder: String? = nil) throws(DamagedText) -> NoteAction?
  {
    let lines = try DeskLine.lines(of: bytes, head: head)
    let written = try self.folder(of: lines)
    if let folder, written != folder { return nil }
    var action = NoteAction(label: "", edits: [], folder: written, run: "", madeAt: 0)
    var isWhole = false
    for line in lines {
      let fields = try DeskLine.fields(of: line)
      let value = fields.count == 2 ? fields[1] : ""
      switch fields[0] {
      case "label": action.label = value
      case "run": action.run = value
      case "made": action.madeAt = try DeskLine.count(value, "made")
      case "edit":
        action.edits.append(NoteEdit(id: NoteID(value), before: nil, after: nil))
      case "before", "after":
        guard var edit = action.edits.popLast() else {
          throw DamagedText(reason: "a text without its note")
        }
        if fields[0] == "before" { edit.before = value } else { edit.after = value }
        action.edits.append(edit)
      case end: isWhole = true
      default: break
      }
    }
    guard isWhole else { throw DamagedText(reason: "cut short") }
    return action
  }

  private static let noFolder = DamagedText(reason: "names no folder")
}
