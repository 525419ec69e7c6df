// stub
public import Documents

public struct Comparison: Sendable {
  public var outOf = 0
  public init(_ session: Session, round: Round, document: Document, paragraphs: [Int]) {}
  public func marks(in paragraph: Int) -> [ShownMark] { [] }
  public var shown: ShownComparison {
    ShownComparison(outOf: 0, unit: "", sentences: [], agenda: [])
  }
}
