// Marks as the files have them in which annotations of techniques are exchanged.

public import Documents
import Text

/// The lines of one session.
public struct TechniqueLines: Hashable, Sendable {
  /// One mark: author, technique, start and end.
  public struct Line: Hashable, Sendable {
    public var id: String
    public var technique: String
    public var start: Int
    public var end: Int

    /// `id<TAB>technique<TAB>start<TAB>end`, half-open, in Unicode scalars of the normalised text.
    public var text: String { "\(id)\t\(technique)\t\(start)\t\(end)" }
  }

  /// By author, technique and place.
  public private(set) var lines: [Line] = []
  /// Labels that are none of the techniques, and how many marks were left out for each.
  public private(set) var leftOut: [String: Int] = [:]

  /// Trims marks and joins those of one author and technique that overlap, whatever round they are
  /// of. Marks on the board have the author `board`, one's own `me`.
  public init(_ session: Session, document: Document) {
    var merging = MarkMerging(document)
    let shared = session.start.role == "study" ? "me" : "board"
    let authors = session.pupils.map { ($0.code, $0.marks) } + [(shared, session.boardMarks)]
    for (id, marks) in authors {
      var known: [Mark] = []
      for var mark in marks where mark.start >= 0 && mark.start < mark.end {
        if let technique = TechniqueLabels.technique(of: mark.label) {
          mark.label = technique
          known.append(mark)
        } else {
          leftOut[mark.label, default: 0] += 1
        }
      }
      lines += merging.merged(known).map {
        Line(id: id, technique: $0.label, start: $0.start, end: $0.end)
      }
    }
  }
}
