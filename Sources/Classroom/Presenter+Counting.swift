// Taking in what a class says without machines: hands for options, hands or groups for sentences,
// sentences said aloud.

import Reader
import Screen
import Teaching

extension PresenterState {
  /// The round that numbers belong to: the open one, else the last one asked in this step.
  var countedRound: Round? {
    if let open = session.open { return open }
    if let step, step.kind == .compare { return flow.comparedRound(at: session.step) }
    return step?.rounds.last { session.record(of: $0).phase != .untouched }
  }

  mutating func beginCounting() {
    guard let round = countedRound, let question = lesson.question(of: round) else {
      message = "no question is open yet"
      return
    }
    focus.look = nil
    switch question.type {
    case .choice:
      count = CountForm(
        .options(round), names: question.options, hands: session.record(of: round).hands,
        present: session.present)
    case .short: prompt = PresenterPrompt(.words(round))
    case .span: self.question = .handsOrGroups(round)
    }
  }

  /// A field for each numbered sentence of what is marked.
  mutating func countSentences(_ round: Round) {
    let numbers = sentences(of: round)
    let counted = session.record(of: round).sentences
    let hands = numbers.map { number in
      counted.first { $0.sentence == number && $0.label == nil }?.count
    }
    count = CountForm(
      .sentences(round, numbers), names: numbers.map { "¶" + $0.text },
      hands: hands.contains { $0 != nil } ? hands.map { $0 ?? 0 } : [], present: session.present)
  }

  /// The numbered sentences that a round of marking is about.
  private func sentences(of round: Round) -> [SentenceNumber] {
    guard let step else { return [] }
    return SentenceNumbers.of(slides.comparedParagraphs(step, round), in: document).map(\.number)
  }

  func nextGroup(_ round: Round) -> Int { session.record(of: round).groups.count + 1 }

  /// A key while hands are being counted.
  mutating func counted(_ key: Key) -> [PresenterEffect] {
    guard var form = count else { return [] }
    switch settings.keymap.command(for: key, in: .count) {
    case .countNext: form.move(by: 1)
    case .countPrevious: form.move(by: -1)
    case .countAccept: return accept(form)
    case .countCancel:
      count = nil
      message = "the numbers stay as they were"
      return []
    case .fieldDeleteBack, .fieldDelete: form.deleteBack()
    case .fieldDeleteToStart, .fieldDeleteWord: form.clear()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default:
      if case .scalar(let scalar) = key.code, !key.control, !key.alt {
        form.type(Character(scalar))
      }
    }
    count = form
    return []
  }

  private mutating func accept(_ form: CountForm) -> [PresenterEffect] {
    if let fault = form.fault, !form.wasWarned {
      count = form
      count?.wasWarned = true
      message = "\(fault) · Enter again keeps it"
      return []
    }
    count = nil
    message = form.standing
    var events: [SessionEvent] = []
    if let present = form.present, present != session.present {
      events.append(.present(count: present))
    }
    switch form.subject {
    case .options(let round): events.append(.counted(round: round, hands: form.hands))
    case .sentences(let round, let numbers):
      // Sentences that this form did not ask for keep their hands.
      let others = session.record(of: round).sentences.filter { !numbers.contains($0.sentence) }
      let hands =
        others
        + zip(numbers, form.hands).filter { $1 > 0 }
        .map { SentenceHands(sentence: $0, count: $1) }
      events.append(.hands(round: round, sentences: hands))
    }
    return record(events)
  }

  // MARK: - Typed lines

  /// A key while a line is being typed.
  mutating func typed(_ key: Key) -> [PresenterEffect] {
    guard var line = prompt else { return [] }
    switch settings.keymap.command(for: key, in: .field) {
    case .fieldAccept:
      prompt = nil
      return accept(line)
    case .fieldCancel:
      prompt = nil
      message = nil
    case .fieldComplete:
      complete(&line)
      prompt = line
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case let command?:
      if line.field.edit(command) { prompt = line }
    case nil:
      if case .scalar(let scalar) = key.code, !key.control, !key.alt {
        line.field.insert(String(Character(scalar)))
        prompt = line
      }
    }
    return []
  }

  private mutating func accept(_ line: PresenterPrompt) -> [PresenterEffect] {
    let text = line.field.text.trimmed
    message = nil
    switch line.purpose {
    case .search:
      if !text.isEmpty { search(text) }
    case .command: return run(text)
    case .present:
      guard let number = Int(text), (0...9_999).contains(number) else {
        if !text.isEmpty { message = "how many are in the room is a number" }
        return []
      }
      return record([.present(count: number)])
    case .words(let round):
      guard !text.isEmpty else { return [] }
      // The next sentence can be typed at once; an empty line ends.
      prompt = PresenterPrompt(.words(round))
      return record([.noted(round: round, words: session.record(of: round).words + [text])])
    case .group(let round, let number):
      guard !text.isEmpty else { return [] }
      let sentences = Set(self.sentences(of: round))
      switch GroupLine.read(text, labels: lesson.labels.map(\.name), sentences: sentences) {
      case .success(let line):
        // An earlier group can be put right by its number.
        let named = line.group ?? number
        let next = max(number, named) + (line.group == nil || named == number ? 1 : 0)
        prompt = PresenterPrompt(.group(round, next))
        return record([.group(round: round, name: "group \(named)", marks: line.marks)])
      case .failure(let fault):
        message = fault.why
        prompt = line
      }
    }
    return []
  }

  // MARK: - The command line

  private static let commandNames = Set(
    CommandTable.rows.filter { $0.mode == .lesson }.map(\.command.rawValue)
  ).sorted()

  private mutating func complete(_ line: inout PresenterPrompt) {
    guard line.purpose == .command else { return }
    let begun = line.field.text.lowercased()
    let fitting = Self.commandNames.filter { $0.hasPrefix(begun) }
    if fitting.count == 1, let name = fitting.first {
      line.field = TextField(name)
    } else {
      message = fitting.isEmpty ? "no command begins with that" : fitting.joined(separator: "  ")
    }
  }

  private mutating func run(_ line: String) -> [PresenterEffect] {
    guard let word = line.split(separator: " ").first.map({ $0.lowercased() }) else { return [] }
    if let number = Int(word.drop { $0 == "¶" }) {
      typedNumber = number
      return perform(.firstParagraph)
    }
    let fitting = Self.commandNames.filter { $0.hasPrefix(word) }
    let name = Self.commandNames.contains(word) ? word : fitting.count == 1 ? fitting[0] : nil
    guard let name, let command = Command(rawValue: name) else {
      message =
        fitting.isEmpty
        ? "no command \(word) · ? lists them"
        : "\(word) could be \(fitting.joined(separator: ", "))"
      return []
    }
    return perform(command)
  }
}

/// The marks of a group as they are typed: `3·2 1, 8.5 4, 3:1`, the label's number behind the
/// sentence's; `#2` in front says which group it is.
struct GroupLine: Hashable {
  struct Fault: Error, Hashable { var why: String }

  var group: Int?
  var marks: [GroupMark] = []

  static func read(
    _ line: String, labels: [String], sentences: Set<SentenceNumber>
  ) -> Result<GroupLine, Fault> {
    var result = GroupLine()
    var rest = Substring(line)
    if rest.first == "#" {
      let digits = rest.dropFirst().prefix { $0.isNumber }
      guard let group = Int(digits), (1...99).contains(group) else {
        return .failure(Fault(why: "#1 to #99 names a group"))
      }
      result.group = group
      rest = rest.dropFirst(1 + digits.count)
    }
    for part in rest.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let words = part.split(separator: " ").map(String.init)
      guard let first = words.first else { continue }
      guard words.count <= 2, let sentence = SentenceNumber(first) else {
        return .failure(Fault(why: "\(part.trimmed) is no sentence; write 3.2 1, 8.5 2"))
      }
      guard sentences.contains(sentence) else {
        return .failure(Fault(why: "there is no sentence \(sentence.text) here"))
      }
      var label: String?
      if words.count == 2 {
        guard let number = Int(words[1]), labels.indices.contains(number - 1) else {
          return .failure(Fault(why: "\(words[1]) is none of the labels 1 to \(labels.count)"))
        }
        label = labels[number - 1]
      }
      result.marks.append(GroupMark(sentence: sentence, label: label))
    }
    return .success(result)
  }
}

extension StringProtocol {
  /// Without white space around it.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
