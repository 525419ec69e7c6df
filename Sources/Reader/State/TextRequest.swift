// Another text in place of this one, or this one opened otherwise: what is asked for, what is
// answered, and where the reading begins.

public import Documents
import Text

extension OpeningWishes {
  /// Whether the text is opened as everybody would; where it was fetched from is no wish.
  var isUsual: Bool {
    var others = self
    others.address = nil
    return others == OpeningWishes()
  }
}

/// What is to be read next.
public enum TextRequest: Hashable, Sendable {
  /// A file that a link names, relative to the folder of this text, at one of its anchors.
  case file(path: String, fragment: String?)
  /// The text that was read before this one, where it was left.
  case back
  /// This text, opened with other wishes, at the same words.
  case again(OpeningWishes, at: ArrivalPlace)
}

/// What became of a request.
public enum TextAnswer: Hashable, Sendable {
  /// It is open; the reading of this one may end.
  case ready
  /// Why not, a sentence for the bottom row.
  case refused(String)
  /// It is not a file here but an address.
  case address(String)
}

/// Where in a text a reading begins, where no offset is known.
public enum ArrivalPlace: Hashable, Sendable {
  case anchor(String)
  /// Words of the text, and how far in it they stood, in percent.
  case words(String, percent: Int)
}

extension Document {
  /// Words beyond which nothing more is told of a place.
  private static let mostWords = 8

  /// The words at a place.
  func words(at offset: ScalarOffset) -> String {
    guard let piece = pieces(of: paragraph(at: offset)).last(where: { $0.range.start <= offset })
    else { return "" }
    let from = piece.range.start.distance(to: offset)
    let text = text(in: piece.bytes).unicodeScalars.dropFirst(from).prefix(400)
    return String(String.UnicodeScalarView(text)).split(whereSeparator: \.isWhitespace)
      .prefix(Self.mostWords).joined(separator: " ")
  }

  /// The offset of an arrival; nil where the text has no such place.
  func place(of arrival: ArrivalPlace) -> ScalarOffset? {
    switch arrival {
    case .anchor(let name):
      guard let paragraph = structure.anchors[name], paragraphs.indices.contains(paragraph) else {
        return nil
      }
      return paragraphs[paragraph].range.start
    case .words(let words, let percent):
      let wanted = scalarCount * max(0, min(100, percent)) / 100
      var rest = words.split(separator: " ")
      // Another format may have cut or marked the last of them.
      while !rest.isEmpty {
        let found = TextSearch.find(rest.joined(separator: " "), in: self).hits
        if let nearest = found.min(by: {
          abs($0.start.value - wanted) < abs($1.start.value - wanted)
        }) {
          return nearest.start
        }
        rest = Array(rest.prefix(rest.count / 2))
      }
      return nil
    }
  }
}
