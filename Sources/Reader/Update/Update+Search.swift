// Searching the text: asking, going from hit to hit, and the search itself as a pure function that
// the effect runner calls off the reader's thread.

public import Documents
public import Text

extension ReaderState {
  mutating func askFor(_ pattern: String) -> [Effect] {
    searchGeneration += 1
    search = SearchState(pattern: pattern, hits: [], isCut: false, current: nil, isDone: false)
    if document.window != nil {
      search?.from = selection?.range.end ?? place.offset
      search?.searched = 0
      return [
        .findInWindows(pattern, from: search?.from ?? place.offset, generation: searchGeneration)
      ]
    }
    return [.find(pattern, generation: searchGeneration)]
  }

  mutating func goToHit(by step: Int) -> [Effect] {
    guard let search else {
      if let last = history[.search]?.last { return askFor(last) }
      message = "nothing searched yet · / searches"
      return []
    }
    guard search.isDone || !search.hits.isEmpty else {
      message = "still searching\(progress(of: search))"
      return []
    }
    guard !search.hits.isEmpty else {
      message = "\(search.pattern): not found"
      return []
    }
    let count = search.hits.count
    let from = search.current ?? 0
    let next = ((from + step) % count + count) % count
    if !search.isDone, from + step >= count || from + step < 0 {
      message = "no more found yet\(progress(of: search))"
      return []
    }
    goTo(hit: next)
    if step > 0, next < from { message = (message ?? "") + " · from the top" }
    if step < 0, next > from { message = (message ?? "") + " · from the bottom" }
    return []
  }

  mutating func goTo(hit index: Int) {
    guard var search, search.hits.indices.contains(index) else { return }
    search.current = index
    self.search = search
    jumpedFrom = place.offset
    if selection == nil {
      show(search.hits[index].start)
    } else {
      extendSelection(to: search.hits[index], by: .character)
    }
    sayHit(index)
  }

  /// Which hit this is, of how many so far.
  mutating func sayHit(_ index: Int) {
    guard let search else { return }
    let more = search.isCut || !search.isDone ? "+" : ""
    message = "\(index + 1) of \(search.hits.count)\(more) · \(search.pattern)"
  }

  private func progress(of search: SearchState) -> String {
    document.window == nil ? "" : " · \(search.searched) % searched"
  }
}

/// Search of the unwrapped text.
public enum TextSearch {
  /// Hits beyond which the search stops.
  public static let mostHits = 100_000

  /// Places of a pattern, in order and not overlapping. Letters are folded unless the pattern holds
  /// a capital; any white space matches any other, line ends included.
  public static func find(_ pattern: String, in document: Document) -> (
    hits: [ScalarRange], isCut: Bool
  ) {
    let isExact = pattern.unicodeScalars.contains { WordClass.isUppercase($0) }
    let needle = Folded(pattern.unicodeScalars, isExact: isExact).values
    guard !needle.isEmpty else { return ([], false) }
    var hits: [ScalarRange] = []
    for paragraph in document.paragraphs.indices {
      for piece in document.pieces(of: paragraph) {
        let text = document.text(in: piece.bytes)
        let haystack = Folded(text.unicodeScalars, isExact: isExact)
        for found in haystack.places(of: needle) {
          if hits.count == mostHits { return (hits, true) }
          hits.append(found.shifted(by: piece.range.start.value))
        }
      }
    }
    return (hits, false)
  }

  /// Scalars made comparable, each with the place of the scalar it came from.
  private struct Folded {
    var values: [UInt32] = []
    var origins: [Int] = []

    init(_ scalars: String.UnicodeScalarView, isExact: Bool) {
      values.reserveCapacity(scalars.count)
      origins.reserveCapacity(scalars.count + 1)
      var folded = String.UnicodeScalarView()
      var offset = 0
      for scalar in scalars {
        folded.removeAll(keepingCapacity: true)
        if WordClass.isSpace(scalar) {
          if values.last != 0x20 { append(0x20, offset) }
          offset += 1
          continue
        }
        if isExact, !WordClass.isApostrophe(scalar) {
          append(scalar.value, offset)
        } else {
          Folding.append(scalar, to: &folded)
          for part in folded { append(part.value, offset) }
        }
        offset += 1
      }
      origins.append(offset)
    }

    private mutating func append(_ value: UInt32, _ origin: Int) {
      values.append(value)
      origins.append(origin)
    }

    func places(of needle: [UInt32]) -> [ScalarRange] {
      guard values.count >= needle.count, let first = needle.first else { return [] }
      var found: [ScalarRange] = []
      var index = 0
      while index <= values.count - needle.count {
        if values[index] == first, matches(needle, at: index) {
          let end = origins[index + needle.count]
          let start = origins[index]
          found.append(ScalarRange(ScalarOffset(start), ScalarOffset(max(end, start + 1))))
          index += needle.count
        } else {
          index += 1
        }
      }
      return found
    }

    private func matches(_ needle: [UInt32], at index: Int) -> Bool {
      for step in 1..<max(1, needle.count) where values[index + step] != needle[step] {
        return false
      }
      return true
    }
  }
}
