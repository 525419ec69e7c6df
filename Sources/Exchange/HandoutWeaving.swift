// A paragraph cut at everything that begins or ends in it: sentences, mentions, answers. One walk over
// its scalars, however long it is and however much stands in it.

public import Text

/// Puts the numbers of a paragraph into its words.
public struct HandoutWeaving: Sendable {
  private enum Sign: Sendable {
    case mentionEnds(Int), answerEnds(Int?), sentence(String), answerBegins, mentionBegins

    /// What ends comes before what begins at the same place.
    var order: Int {
      switch self {
      case .answerEnds: 0
      case .mentionEnds: 1
      case .sentence: 2
      case .answerBegins: 3
      case .mentionBegins: 4
      }
    }
  }
  private struct Place: Sendable {
    let at: Int
    let sign: Sign
    let turn: Int
  }

  private let text: String
  private let start: Int
  private var places: [Place] = []

  /// A paragraph's text and where it begins, in scalars of the normalised text.
  public init(_ text: String, at start: ScalarOffset) {
    self.text = text
    self.start = start.value
  }

  /// A sentence begins here, in scalars of the normalised text.
  public mutating func add(sentence: String, at place: ScalarOffset) {
    add(place.value, .sentence(sentence))
  }

  /// A note is mentioned here; its number goes behind the words.
  public mutating func add(note: Int, in range: ScalarRange) {
    add(range.start.value, .mentionBegins)
    add(range.end.value, .mentionEnds(note))
  }

  /// An answer stands here, cut to this paragraph.
  public mutating func add(answer label: Int?, in range: ScalarRange) {
    add(range.start.value, .answerBegins)
    add(range.end.value, .answerEnds(label))
  }

  private mutating func add(_ at: Int, _ sign: Sign) {
    places.append(Place(at: at - start, sign: sign, turn: places.count))
  }

  /// The paragraph in pieces.
  public func inlines() -> [HandoutInline] {
    let sorted = places.sorted {
      ($0.at, $0.sign.order, $0.turn) < ($1.at, $1.sign.order, $1.turn)
    }
    var result: [HandoutInline] = []
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var offset = 0
    var mentions = 0
    var answers = 0
    func add(upTo end: String.Index) {
      guard index < end else { return }
      var look: HandoutLook = mentions > 0 ? .mention : []
      if answers > 0 { look.insert(.answer) }
      result.append(.text(String(scalars[index..<end]), look))
      index = end
    }
    for place in sorted {
      if place.at > offset {
        add(
          upTo: scalars.index(index, offsetBy: place.at - offset, limitedBy: scalars.endIndex)
            ?? scalars.endIndex)
        offset = place.at
      }
      switch place.sign {
      case .mentionBegins: mentions += 1
      case .mentionEnds(let note):
        mentions -= 1
        result.append(.note(note))
      case .answerBegins:
        answers += 1
        result.append(.answerBegins)
      case .answerEnds(let label):
        answers -= 1
        result.append(.answerEnds(label: label))
      case .sentence(let name): result.append(.sentence(name))
      }
    }
    add(upTo: scalars.endIndex)
    return result
  }
}
