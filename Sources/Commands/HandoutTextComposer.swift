// The text of a sheet, paragraph by paragraph: sentences numbered, mentions numbered, answers marked.

import Documents
import Exchange
import Linking
import Notes
import Teaching
import Text

/// Makes the text of a sheet.
struct HandoutTextComposer {
  let document: Document
  var numbersSentences = false
  /// Paragraphs, counted from 1, with room for labels' numbers.
  var blanks: Set<Int> = []
  var answers: [MarkedAnswer] = []

  init(_ document: Document) { self.document = document }

  /// The text without notes.
  func text(language: String?) -> HandoutText {
    let marked = Dictionary(grouping: answers, by: \.paragraph)
    let paragraphs = document.paragraphs.indices.map { index in
      paragraph(index, answers: marked[index + 1] ?? [], mentions: [])
    }
    return HandoutText(
      language: document.language ?? language, side: blanks.isEmpty ? .nothing : .writing,
      paragraphs: paragraphs)
  }

  /// The text with those of its notes that are wanted.
  func text(
    language: String?, linked: LinkedText, notes: inout HandoutNotes,
    where isWanted: (NoteID) -> Bool = { _ in true }
  ) -> HandoutText {
    let marked = Dictionary(grouping: answers, by: \.paragraph)
    var paragraphs: [HandoutParagraph] = []
    let count = document.paragraphs.count
    for start in stride(from: 0, to: count, by: PrintCommand.batch) {
      let range = start..<min(count, start + PrintCommand.batch)
      var links: [Int: [NoteLink]] = [:]
      for one in linked.links(range) {
        links[one.paragraph] = one.links.filter { isWanted($0.note) }
      }
      for index in range {
        let place = "¶\u{A0}\(index + 1)"
        let mentions = (links[index] ?? []).compactMap { link in
          notes.mention(link, at: place).map { (link, $0) }
        }
        paragraphs.append(
          paragraph(index, answers: marked[index + 1] ?? [], mentions: mentions))
      }
    }
    let hasNotes = paragraphs.contains { !$0.notes.isEmpty }
    return HandoutText(
      language: document.language ?? language, side: hasNotes ? .notes : .nothing,
      paragraphs: paragraphs)
  }

  private func paragraph(
    _ index: Int, answers: [MarkedAnswer], mentions: [(link: NoteLink, mention: HandoutMention)]
  ) -> HandoutParagraph {
    let span = document.paragraphs[index]
    var weaving = HandoutWeaving(document.text(of: index), at: span.range.start)
    let sentences = numbersSentences ? SentenceNumbers.of([index + 1], in: document) : []
    for sentence in sentences {
      weaving.add(sentence: sentence.number.text, at: sentence.range.start)
    }
    for answer in answers { weaving.add(answer: answer.label, in: answer.range) }
    for (link, mention) in mentions {
      guard let first = link.matches.first?.range else { continue }
      weaving.add(note: mention.note, in: first)
    }
    return HandoutParagraph(
      number: index + 1, isHeading: span.kind == .heading, inlines: weaving.inlines(),
      notes: mentions.map(\.mention),
      blanks: blanks.contains(index + 1) ? sentences.map(\.number.text) : [])
  }
}

/// An answer of the lesson where it stands in the text.
struct MarkedAnswer: Hashable {
  /// Counted from 1.
  var paragraph: Int
  /// In scalars of the normalised text.
  var range: ScalarRange
  /// The number of its label.
  var label: Int?
}
