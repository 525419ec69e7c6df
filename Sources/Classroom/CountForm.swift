// Fields for hands: one for each option or sentence, and one for how many are in the room. On the
// screen that the room may see the digits are covered, and their sum until all are there.

import Reader
import Teaching

/// Hands being counted.
struct CountForm: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    case options(Round)
    case sentences(Round, [SentenceNumber])
  }

  /// Digits of a number of hands; no room holds more.
  static let mostDigits = 4

  let subject: Subject
  /// What each field counts; the last one is how many are in the room.
  let names: [String]
  private(set) var fields: [String]
  private(set) var current = 0
  /// Whether the reader was told that the numbers do not add up, and may keep them.
  var wasWarned = false

  init(_ subject: Subject, names: [String], hands: [Int], present: Int?) {
    self.subject = subject
    self.names = names + ["in the room"]
    fields = names.indices.map { hands.indices.contains($0) ? String(hands[$0]) : "" }
    fields.append(present.map(String.init) ?? "")
  }

  mutating func move(by count: Int) {
    current = (current + count + fields.count) % fields.count
  }

  mutating func type(_ digit: Character) {
    guard digit.isASCII, digit.isNumber, fields[current].count < Self.mostDigits else { return }
    fields[current] = fields[current] == "0" ? String(digit) : fields[current] + String(digit)
    wasWarned = false
  }

  mutating func deleteBack() {
    if !fields[current].isEmpty { fields[current].removeLast() }
    wasWarned = false
  }

  mutating func clear() {
    fields[current] = ""
    wasWarned = false
  }

  /// The hands; a field that was left empty counts as none.
  var hands: [Int] { fields.dropLast().map { Int($0) ?? 0 } }
  var present: Int? { fields.last.flatMap { Int($0) } }
  var sum: Int { hands.reduce(0, +) }

  /// What is wrong with the numbers, in words; nil when they can be.
  var fault: String? {
    guard let present else { return nil }
    switch subject {
    case .options: return sum > present ? "\(sum) hands, but \(present) in the room" : nil
    case .sentences:
      let most = hands.max() ?? 0
      return most > present ? "\(most) hands for one sentence, but \(present) in the room" : nil
    }
  }

  /// Whether every field for hands is filled; before that the sum would tell the numbers one by one
  /// as they are typed.
  var isFull: Bool { fields.dropLast().allSatisfy { !$0.isEmpty } }

  /// Where the count stands, without saying how many chose what.
  var standing: String {
    let room = present.map { " of \($0)" } ?? ""
    switch subject {
    case .options: return "\(sum)\(room) counted"
    case .sentences:
      return "\(fields.dropLast().count { !$0.isEmpty }) of \(hands.count) sentences counted"
    }
  }
}
