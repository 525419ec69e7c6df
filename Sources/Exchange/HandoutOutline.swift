// A sheet as a flat row of blocks, for the two forms that are read as they are written: Markdown and
// plain text.

/// A piece of a line.
enum OutlineSpan: Hashable, Sendable {
  /// Words from anywhere.
  case words(String)
  /// Words from anywhere, set apart.
  case strong(String)
  /// Signs and words of our own.
  case ours(String)
  case link(String, address: String)
}

/// What stands before an entry of a list.
enum OutlineMarker: Hashable, Sendable {
  case dash, arrow
  /// A number or a box of our own.
  case ours(String)
  /// As its author wrote it.
  case words(String)
}

/// A block of lines.
enum OutlineBlock: Hashable, Sendable {
  /// Level from 1.
  case heading(Int, [OutlineSpan])
  case paragraph([OutlineSpan])
  /// A list's entry; items that follow each other stand without a gap. Depth from 0.
  case item(OutlineMarker, depth: Int, [OutlineSpan])
  case quotation([OutlineSpan])
  case code([String])
  /// So many lines to write on.
  case lines(Int)
  /// A paragraph of the text with what stands beside it, an entry each.
  case row([OutlineSpan], beside: [[OutlineSpan]])
}

/// Makes the blocks.
struct HandoutOutline {
  let handout: Handout
  /// A stretch to write on, as the form draws it.
  let blank: String
  /// Between the name of a sentence and its first word.
  let gap: String
  private(set) var blocks: [OutlineBlock] = []

  init(_ handout: Handout, blank: String, gap: String = " ") {
    self.handout = handout
    self.blank = blank
    self.gap = gap
    head()
    for part in handout.parts { add(part) }
    foot()
  }

  mutating func add(_ block: OutlineBlock) { blocks.append(block) }

  private mutating func head() {
    add(.heading(1, [.words(handout.title)]))
    if !handout.sheet.isEmpty { add(.paragraph([.strong(handout.sheet)])) }
    var facts: [OutlineSpan] = []
    for fact in handout.facts {
      if !facts.isEmpty { facts.append(.ours(" · ")) }
      if !fact.name.isEmpty { facts.append(.words(fact.name + ": ")) }
      facts.append(.words(fact.value))
    }
    if !facts.isEmpty { add(.paragraph(facts)) }
    let blanks = handout.blanks.flatMap { [OutlineSpan.words($0), .ours(" \(blank)   ")] }
    if !blanks.isEmpty { add(.paragraph(blanks)) }
  }

  private mutating func foot() {
    if !handout.sources.isEmpty { add(.heading(2, [.ours("Sources")])) }
    for (index, source) in handout.sources.enumerated() {
      var spans: [OutlineSpan] = [.words(source.words)]
      if let address = source.address {
        if !source.words.isEmpty { spans.append(.ours(" ")) }
        spans.append(.link(address, address: address))
      }
      add(.item(.ours("(\(index + 1))"), depth: 0, spans))
    }
    for remark in handout.remarks { add(.paragraph([.words(remark)])) }
  }

  private mutating func add(_ part: HandoutPart) {
    switch part {
    case .words(let heading, let paragraphs):
      add(.heading(2, [.words(heading)]))
      for words in paragraphs { add(.paragraph([.words(words)])) }
    case .labels(let labels): add(labels)
    case .steps(let steps):
      add(.heading(2, [.ours("Steps")]))
      for step in steps { add(step) }
    case .text(let text):
      add(.heading(2, [.ours("Text")]))
      for paragraph in text.paragraphs { add(paragraph) }
    case .questions(let heading, let questions):
      add(.heading(2, [.words(heading)]))
      for question in questions {
        add(
          .heading(
            3,
            [.ours("\(question.number). "), .words(question.text)]
              + (question.again ? [.ours(" (asked again)")] : [])))
        form(of: question)
      }
    case .results(let results):
      add(.heading(2, [.ours("Answers of the class")]))
      for result in results { add(result) }
    case .comparison(let comparison): add(comparison)
    case .mentions(let heading, let mentions):
      add(.heading(2, [.words(heading)]))
      for mention in mentions {
        if let entry = entry(mention) { add(.item(.dash, depth: 0, entry)) }
      }
    case .fullNotes:
      add(.heading(2, [.ours("Notes in full")]))
      for (index, note) in handout.notes.enumerated() where !note.body.isEmpty {
        add(.heading(3, [.ours("[\(index + 1)] "), .words(note.title)]))
        for block in note.body { add(block) }
      }
    }
  }

  // MARK: - Text and notes

  private mutating func add(_ paragraph: HandoutParagraph) {
    var spans: [OutlineSpan] = []
    if !paragraph.inlines.contains(where: \.isSentence) {
      spans.append(.ours("¶\(paragraph.number)\(gap)"))
    }
    for inline in paragraph.inlines {
      switch inline {
      case .text(let text, _): spans.append(.words(text))
      case .sentence(let name): spans += [.ours("¶"), .words(name), .ours(gap)]
      case .note(let number): spans.append(.ours("[\(number)]"))
      case .answerBegins: spans.append(.ours("⟦"))
      case .answerEnds(let label): spans.append(.ours("⟧" + (label.map { "{\($0)}" } ?? "")))
      }
    }
    var beside = paragraph.notes.compactMap { entry($0) }
    if !paragraph.blanks.isEmpty {
      // The name of a sentence and its blank stay on one line.
      let slots = paragraph.blanks.map { OutlineSpan.words("\($0)\u{A0}\(blank.prefix(4))") }
      var spans: [OutlineSpan] = [.ours("Label’s number: ")]
      for (index, slot) in slots.enumerated() {
        if index > 0 { spans.append(.ours("  ")) }
        spans.append(slot)
      }
      beside.append(spans)
    }
    add(.row(spans, beside: beside))
  }

  private func entry(_ mention: HandoutMention) -> [OutlineSpan]? {
    guard let note = handout.note(mention.note) else { return nil }
    var spans: [OutlineSpan] = [.ours("[\(mention.note)] ")]
    if let earlier = mention.earlier {
      spans.append(.words(note.title))
      if let reason = mention.reason { spans.append(.words(" · " + reason)) }
      return spans + [.ours(" · see "), .words(earlier)]
    }
    spans.append(.strong(note.title))
    if let kind = note.kind { spans.append(.words(" (\(kind))")) }
    if let description = note.description { spans += [.ours(" — "), .words(description)] }
    if let reason = mention.reason { spans.append(.words(" · " + reason)) }
    if let old = note.oldWords { spans.append(.words(" · was: “\(old)”")) }
    if !note.sources.isEmpty {
      let numbers = note.sources.map { "(\($0))" }.joined(separator: " ")
      spans.append(.ours(" · \(note.sources.count == 1 ? "source" : "sources") \(numbers)"))
    }
    return spans
  }

  private mutating func add(_ block: HandoutBlock) {
    let spans = block.prose.flatMap { piece -> [OutlineSpan] in
      switch piece {
      case .text(let text): [.words(text)]
      case .link(let words, let address): [.link(words, address: address)]
      case .source(let number): [.ours("(\(number))")]
      case .note(let words, let number): [.words(words), .ours(" [\(number)]")]
      }
    }
    switch block.kind {
    case .paragraph: add(.paragraph(spans))
    case .heading: add(.heading(4, spans))
    case .quotation: add(.quotation(spans))
    case .code:
      add(
        .code(
          block.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
    case .item(let marker, let depth):
      if marker.isEmpty {
        add(.paragraph(spans))
      } else {
        add(.item(marker == "-" ? .dash : .words(marker), depth: min(max(depth, 1), 4) - 1, spans))
      }
    }
  }

  // MARK: - Lessons

  private mutating func add(_ labels: [HandoutLabel]) {
    add(.heading(2, [.ours("Labels")]))
    for label in labels {
      var spans: [OutlineSpan] = [.strong(label.name)]
      if !label.definition.isEmpty { spans += [.ours(" — "), .words(label.definition)] }
      if !label.example.isEmpty { spans += [.ours(" "), .words(label.example)] }
      add(.item(.ours("\(label.number)."), depth: 0, spans))
    }
  }

  /// What is to be filled in, and the answers.
  private mutating func form(of question: HandoutQuestion) {
    switch question.form {
    case .choice(let options):
      if question.rounds > 1 {
        add(.paragraph([.ours("Boxes from left to right: first answer, then again.")]))
      }
      for option in options {
        let box = option.isAnswer ? "[x]" : "[ ]"
        let boxes = Array(repeating: box, count: max(1, min(4, question.rounds)))
        add(.item(.ours(boxes.joined(separator: " ")), depth: 0, [.words(option.text)]))
      }
    case .lines(let count):
      guard question.answers.isEmpty else { break }
      for round in 0..<max(1, question.rounds) {
        if round > 0 { add(.paragraph([.ours("Asked again:")])) }
        if count > 0 { add(.lines(count)) }
      }
    case .span(let paragraphs):
      add(.paragraph([.ours(HandoutWords.marking(paragraphs: paragraphs))]))
    }
    for answer in question.answers {
      var spans: [OutlineSpan] = []
      if !answer.place.isEmpty { spans += [.words(answer.place), .ours(" ")] }
      if !answer.label.isEmpty { spans += [.strong(answer.label), .ours(": ")] }
      spans.append(.words(answer.isQuotation ? "“\(answer.text)”" : answer.text))
      add(.item(.arrow, depth: 0, spans))
    }
  }

  private mutating func add(_ step: HandoutStep) {
    add(
      .heading(
        3,
        [.words(step.heading)]
          + (step.clock.isEmpty ? [] : [.ours(" ("), .words(step.clock), .ours(")")])))
    for words in step.teacherWords {
      add(.paragraph([.ours("To the teacher: "), .words(words)]))
    }
    for words in step.words { add(.paragraph([.ours("To the class: "), .words(words)])) }
    for question in step.questions {
      add(
        .paragraph([
          .strong("Question \(question.number)" + (question.again ? ", again" : "")), .ours(": "),
          .words(question.text),
        ]))
      var shown = question
      shown.rounds = 1
      if case .lines = shown.form { shown.form = .lines(0) }
      form(of: shown)
    }
    for line in step.shows { add(.paragraph([.words(line)])) }
    for mention in step.notes {
      if let entry = entry(mention) { add(.item(.dash, depth: 0, entry)) }
    }
  }

  // MARK: - Sessions

  private mutating func add(_ result: HandoutResult) {
    add(.heading(3, [.ours("\(result.number). "), .words(result.text)]))
    let rounds = result.rounds.filter { !$0.counts.isEmpty }
    for (index, option) in result.options.enumerated() where !rounds.isEmpty {
      let counts = rounds.map { round -> String in
        let count = round.counts.indices.contains(index) ? round.counts[index] : 0
        return (round.name.isEmpty ? "" : round.name + " ")
          + HandoutWords.count(count, of: round.total, "")
      }
      add(
        .item(
          .dash, depth: 0, [.words(option), .ours(": "), .words(counts.joined(separator: ", "))]))
    }
    for round in result.rounds where !round.words.isEmpty {
      if !round.name.isEmpty { add(.paragraph([.words(round.name + ":")])) }
      for line in round.words { add(.item(.dash, depth: 0, [.words(line)])) }
    }
    for answer in result.answers {
      add(.paragraph([.strong("Answer"), .ours(": "), .words(answer)]))
    }
  }

  private mutating func add(_ comparison: HandoutComparison) {
    add(.heading(2, [.ours("How the class marked")]))
    add(.paragraph([.words(comparison.question)]))
    for row in comparison.rows {
      var spans: [OutlineSpan] = [
        .ours((row.isAgenda ? "◆ " : "") + "¶"), .words(row.sentence), .ours(" "),
      ]
      spans.append(
        .strong(HandoutWords.count(row.count, of: comparison.outOf, comparison.unit)))
      if !row.labels.isEmpty {
        spans.append(.words(" (" + row.labels.joined(separator: ", ") + ")"))
      }
      spans += [.ours(": "), .words(row.text)]
      add(.item(.dash, depth: 0, spans))
    }
    if comparison.rows.contains(where: \.isAgenda) {
      add(.paragraph([.ours(HandoutWords.agenda)]))
    }
  }
}
