// Places of an earlier version of a text in the present one, so that where the reader was and what
// was marked outlive an edit.

public import Text

/// Carries places from one version of a text to the next, by paragraphs.
public struct CarriedPlaces: Sendable {
  private let old: Document
  private let new: Document
  /// The paragraph that each old one became; nil for those cut.
  private let became: [Int?]

  public init(from old: Document, to new: Document) {
    self.old = old
    self.new = new
    let left = old.paragraphs.indices.map { old.text(of: $0) }
    let right = new.paragraphs.indices.map { new.text(of: $0) }
    var became = [Int?](repeating: nil, count: left.count)
    var gone = [Bool](repeating: false, count: left.count)
    var come = [Bool](repeating: false, count: right.count)
    for change in ParagraphChanges.between(old: left, new: right) {
      switch change {
      case .added(let j): come[j] = true
      case .cut(let i): gone[i] = true
      case .altered(let i, let j), .moved(let i, let j):
        became[i] = j
        (gone[i], come[j]) = (true, true)
      }
    }
    // What no change names stayed, in the same order on both sides.
    let stayed = right.indices.filter { !come[$0] }
    for (i, j) in zip(left.indices.filter { !gone[$0] }, stayed) { became[i] = j }
    self.became = became
  }

  /// The place in the new text: as far into the paragraph as before; for one that was cut, the start
  /// of the next that is left, else of the last before it.
  public func place(_ place: ScalarOffset) -> ScalarOffset {
    guard !became.isEmpty, !new.paragraphs.isEmpty else { return ScalarOffset(0) }
    let paragraph = old.paragraph(at: place)
    if let now = became[paragraph] {
      let span = new.paragraphs[now].range
      let inside = max(0, place.value - old.paragraphs[paragraph].range.start.value)
      return ScalarOffset(span.start.value + min(inside, max(0, span.count - 1)))
    }
    if let next = became[paragraph...].lazy.compactMap({ $0 }).first {
      return new.paragraphs[next].range.start
    }
    let last = became[..<paragraph].lazy.compactMap { $0 }.last ?? 0
    return new.paragraphs[last].range.start
  }
}
