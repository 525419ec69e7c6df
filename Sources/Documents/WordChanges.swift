// The words of one altered paragraph: what stayed, what was cut, what was added.

import Text

/// A run of words of an altered paragraph, with the blanks and signs between them.
public struct WordRun: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case same, cut, added }
  public var kind: Kind
  public var text: String
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension ParagraphChanges {
  /// Words and signs of one side beyond which the paragraphs are not compared word by word.
  private static let tokenLimit = 20_000

  /// The runs in reading order, cut ones before those added in their place. Same and cut ones make
  /// up the old text, same and added ones the new. Very long paragraphs are cut and added whole.
  public static func words(old: String, new: String) -> [WordRun] {
    guard let left = tokens(of: old), let right = tokens(of: new) else {
      return merged([WordRun(.cut, old), WordRun(.added, new)])
    }
    var numbers = TextNumbers()
    let pairs = CommonSequence.pairs(
      left.map { numbers.number(of: $0) }, right.map { numbers.number(of: $0) })
    var runs: [WordRun] = []
    var (i, j) = (0, 0)
    for pair in pairs + [(old: left.count, new: right.count)] {
      runs.append(WordRun(.cut, left[i..<pair.old].joined()))
      runs.append(WordRun(.added, right[j..<pair.new].joined()))
      if pair.old < left.count { runs.append(WordRun(.same, left[pair.old])) }
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    return merged(withoutIslands(merged(runs)))
  }

  /// Words, runs of white space, and single signs; nil when there are too many.
  private static func tokens(of text: String) -> [String]? {
    enum Class { case word, space, sign }
    var tokens: [String] = []
    var token = String.UnicodeScalarView()
    var last = Class.sign
    for scalar in text.unicodeScalars {
      let kind: Class =
        WordClass.isWord(scalar) ? .word : WordClass.isSpace(scalar) ? .space : .sign
      if !token.isEmpty, kind != last || kind == .sign {
        tokens.append(String(token))
        token = String.UnicodeScalarView()
        if tokens.count > tokenLimit { return nil }
      }
      token.append(scalar)
      last = kind
    }
    if !token.isEmpty { tokens.append(String(token)) }
    return tokens
  }

  /// Blanks and signs alone between two changes belong to the change: "a b" for "c d" is one, not two.
  private static func withoutIslands(_ runs: [WordRun]) -> [WordRun] {
    var result: [WordRun] = []
    for (index, run) in runs.enumerated() {
      let isBetween =
        run.kind == .same && index > 0 && index + 1 < runs.count
        && !run.text.unicodeScalars.contains { WordClass.isWord($0) }
      if isBetween {
        result += [WordRun(.cut, run.text), WordRun(.added, run.text)]
      } else {
        result.append(run)
      }
    }
    return result
  }

  /// Joins neighbours of a kind, cut before added between two that stayed.
  private static func merged(_ runs: [WordRun]) -> [WordRun] {
    var result: [WordRun] = []
    var (cut, added) = ("", "")
    func flush() {
      if !cut.isEmpty { result.append(WordRun(.cut, cut)) }
      if !added.isEmpty { result.append(WordRun(.added, added)) }
      (cut, added) = ("", "")
    }
    for run in runs where !run.text.isEmpty {
      switch run.kind {
      case .cut: cut += run.text
      case .added: added += run.text
      case .same:
        flush()
        if let last = result.last, last.kind == .same {
          result[result.count - 1].text += run.text
        } else {
          result.append(run)
        }
      }
    }
    flush()
    return result
  }
}
