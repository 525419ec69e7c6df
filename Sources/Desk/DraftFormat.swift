// A draft as the bytes of its file, and back: lines of the desk's own format.

import Anchoring
import Notes
import Text

/// A draft with the text it belongs to.
struct StoredDraft: Hashable {
  var key: DraftKey
  var kept: KeptDraft
}

enum DraftFormat {
  static let head = "sidelight-draft\t1"
  /// Bytes beyond which a file is not ours.
  static let largest = 64 << 20

  static func bytes(of stored: StoredDraft) -> [UInt8] {
    var bytes = Array((head + "\n").utf8)
    func add(_ fields: String...) { DeskLine.append(line: fields, to: &bytes) }
    if let hash = stored.key.hash { add("hash", hash.hex) }
    if let path = stored.key.path { add("path", path) }
    add("run", stored.kept.run)
    add("saved", String(stored.kept.savedAt))
    let draft = stored.kept.draft
    add("title", draft.title)
    add("description", draft.description)
    for source in draft.sources { add("source", source) }
    add("publisher", draft.publisher)
    add("date", draft.date)
    for alias in draft.aliases { add("alias", alias) }
    add("kind", draft.kind)
    add("body", draft.body)
    if let passage = draft.passage {
      add("quote", passage.selector.quote)
      add("quote-prefix", passage.selector.prefix)
      add("quote-suffix", passage.selector.suffix)
      if let place = passage.selector.position {
        add("quote-place", String(place.start.value), String(place.end.value))
      }
      if let document = passage.document { add("quote-document", document) }
      if let path = passage.documentPath { add("quote-path", path) }
      if let hash = passage.hash { add("quote-hash", hash.hex) }
    }
    add("end")
    return bytes
  }

  static func draft(in bytes: [UInt8]) throws(DamagedText) -> StoredDraft {
    var stored = StoredDraft(
      key: DraftKey(hash: nil, path: nil),
      kept: KeptDraft(run: "", savedAt: 0, draft: NoteDraft()))
    var isWhole = false
    for line in try DeskLine.lines(of: bytes, head: head) {
      let fields = try DeskLine.fields(of: line)
      let value = fields.count > 1 ? fields[1] : ""
      switch fields[0] {
      case "hash": stored.key.hash = ContentHash(hex: value)
      case "path": stored.key.path = value
      case "run": stored.kept.run = value
      case "saved": stored.kept.savedAt = try DeskLine.count(value, "saved")
      case "end": isWhole = true
      default: try take(fields, value, into: &stored.kept.draft)
      }
    }
    guard isWhole else { throw DamagedText(reason: "cut short") }
    return stored
  }

  private static func take(
    _ fields: [String], _ value: String, into draft: inout NoteDraft
  ) throws(DamagedText) {
    switch fields[0] {
    case "title": draft.title = value
    case "description": draft.description = value
    case "source": draft.sources.append(value)
    case "publisher": draft.publisher = value
    case "date": draft.date = value
    case "alias": draft.aliases.append(value)
    case "kind": draft.kind = value
    case "body": draft.body = value
    case "quote":
      draft.passage = Passage(
        document: nil, documentPath: nil, hash: nil, selector: TextSelector(quote: value))
    case "quote-prefix": draft.passage?.selector.prefix = value
    case "quote-suffix": draft.passage?.selector.suffix = value
    case "quote-place":
      guard fields.count == 3 else { throw DamagedText(reason: "quote-place is no place") }
      let start = try DeskLine.count(fields[1], "quote-place")
      let end = try DeskLine.count(fields[2], "quote-place")
      guard start <= end else { throw DamagedText(reason: "quote-place is no place") }
      draft.passage?.selector.position = ScalarRange(ScalarOffset(start), ScalarOffset(end))
    case "quote-document": draft.passage?.document = value
    case "quote-path": draft.passage?.documentPath = value
    case "quote-hash": draft.passage?.hash = ContentHash(hex: value)
    default: break
    }
  }
}
