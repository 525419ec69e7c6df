// The text itself: stretches of a long one, counting and searching it, and reading it anew when it has
// changed.

import Anchoring
import Dispatch
import Documents
import Notes
import Reader
import Synchronization
import Terminal
import Text

extension EffectRunner {
  func readWindow(at place: WindowPlace, generation: Int) {
    guard let text = ports.windows else { return }
    newest.withLock { $0.window = generation }
    let queue: DispatchQueue
    // A paragraph that is not counted yet is waited for where nothing else waits.
    if case .paragraph = place { queue = searching } else { queue = windows }
    queue.async { [self] in
      guard newest.withLock({ $0.window == generation && !$0.isLeaving }) else { return }
      do throws(DocumentError) {
        inbox.post(.windowRead(try text.window(at: place), generation: generation))
      } catch {
        inbox.post(.windowFailed("cannot be read: \(error.reason)", generation: generation))
      }
    }
  }

  /// Counts to the end of what is there; asked again meanwhile, it goes on when it is done.
  func countText() {
    guard let text = ports.windows else { return }
    let begins = newest.withLock { newest in
      newest.countsAgain = newest.isCounting
      defer { newest.isCounting = true }
      return !newest.isCounting
    }
    guard begins else { return }
    counting.async { [self] in
      do throws(DocumentError) {
        try text.count { count in
          inbox.post(.counted(count))
          return newest.withLock { !$0.isLeaving }
        }
      } catch {
        inbox.post(.notice("the text cannot be counted: \(error.reason)"))
      }
      let again = newest.withLock { newest in
        newest.isCounting = false
        defer { newest.countsAgain = false }
        return newest.countsAgain && !newest.isLeaving
      }
      if again { countText() }
    }
  }

  func findInWindows(_ pattern: String, from place: ScalarOffset, generation: Int) {
    guard let text = ports.windows else { return }
    newest.withLock { $0.search = generation }
    searching.async { [self] in
      do throws(DocumentError) {
        try text.find(pattern, from: place) { finds in
          guard newest.withLock({ $0.search == generation && !$0.isLeaving }) else { return false }
          inbox.post(.foundMore(finds, generation: generation))
          return true
        }
      } catch {
        inbox.post(.notice("the text cannot be searched: \(error.reason)"))
      }
    }
  }

  /// Follows what becomes of the file or the pipe.
  func watchSource() {
    // The first look is what later ones are compared with.
    if let text = ports.windows { windows.async { _ = text.look() } }
    guard let news = ports.news() else { return }
    let text = ports.windows
    let watching = Task { [inbox] in
      var known = text?.generation ?? 0
      for await told in news {
        let one = text.map { Self.looked(at: $0, told, known) } ?? told
        known = text?.generation ?? 0
        guard let one else { continue }
        inbox.post(.sourceNews(one))
        // A pipe that pours is followed in steps that can be seen.
        if one == .grown { try? await Task.sleep(nanoseconds: 50_000_000) }
      }
    }
    newest.withLock { $0.sourceWatching = watching }
  }

  /// What the news of a long text turn out to be; nil for nothing. What was noticed since the last
  /// time, by reading from it, is told too.
  private static func looked(at text: any WindowedText, _ told: SourceNews, _ known: Int)
    -> SourceNews?
  {
    let change = text.look()
    if case .ended = told { return told }
    if change == .gone { return .gone }
    if change == .replaced || text.generation != known { return .changed }
    return change == .grown || told == .grown ? .grown : nil
  }

  /// Reads a changed text and finds the places in it again, by paragraphs or by their words.
  func reread(_ places: [ScalarOffset], _ document: Document) {
    work.async { [self] in
      do throws(DocumentError) {
        if let text = ports.windows {
          try rereadWindow(of: text, places, document)
          return
        }
        let now = try ports.readRest()
        if now.isComplete, document.isComplete, now.contentHash == document.contentHash { return }
        // Of what has only grown every place stays where it is.
        let isLonger =
          now.scalarCount >= document.scalarCount && Self.begins(now, with: document)
        let carried = isLonger ? nil : CarriedPlaces(from: document, to: now)
        inbox.post(
          .textReplaced(
            now, places: places.map { carried?.place($0) ?? $0 },
            saying: isLonger ? nil : "the text was changed elsewhere; this is how it is now"))
      } catch {
        inbox.post(.notice("the text was changed and cannot be read now: \(error.reason)"))
      }
    }
  }

  private static func begins(_ now: Document, with earlier: Document) -> Bool {
    now.withBytes { long in
      earlier.withBytes { short in
        long.count >= short.count
          && UnsafeBufferPointer(rebasing: long[..<short.count])
            .elementsEqual(short)
      }
    }
  }

  private func rereadWindow(
    of text: any WindowedText, _ places: [ScalarOffset], _ document: Document
  ) throws(DocumentError) {
    let place = places.first ?? ScalarOffset(0)
    let found = try Self.place(place, of: document, in: text)
    inbox.post(
      .textReplaced(
        try text.window(at: .offset(found)), places: [found] + places.dropFirst(),
        saying: "the text was changed elsewhere; this is how it is now"))
  }

  /// Where the words at a place stand now: the nearest hit of the paragraph's beginning, else the same
  /// share of the text.
  private static func place(
    _ place: ScalarOffset, of document: Document, in text: any WindowedText
  ) throws(DocumentError) -> ScalarOffset {
    guard let piece = document.pieces(of: document.paragraph(at: place)).first else { return place }
    let words = String(document.text(in: piece.bytes).unicodeScalars.prefix(120))
    var nearest: ScalarOffset?
    try text.find(words, from: ScalarOffset(0)) { finds in
      for hit in finds.hits {
        guard let known = nearest else {
          nearest = hit.start
          continue
        }
        if abs(hit.start.value - place.value) < abs(known.value - place.value) {
          nearest = hit.start
        }
      }
      return true
    }
    return nearest ?? ScalarOffset(min(place.value, max(0, text.wholeBytes - 1)))
  }

  /// Reads a text whole that came in windows while it was arriving.
  func readWhole(_ places: [ScalarOffset]) {
    work.async { [self] in
      do throws(DocumentError) {
        let whole = try ports.readRest()
        var carried = places
        if let text = ports.windows {
          try text.count { _ in true }
          carried = places.map { text.trueOffset(of: $0) ?? $0 }
        }
        inbox.post(.textReplaced(whole, places: carried, saying: nil))
      } catch {
        inbox.post(.notice("the text cannot be read to its end: \(error.reason)"))
      }
    }
  }

  /// A change as it is written down: passages with true offsets, or without any while they are not
  /// known.
  func withTrueOffsets(_ effect: Effect) -> Effect {
    switch effect {
    case .save(var begun):
      begun.draft.passage = begun.draft.passage.map(withTrueOffsets)
      return .save(begun)
    case .attach(let id, let passage): return .attach(id, withTrueOffsets(passage))
    default: return effect
    }
  }

  private func withTrueOffsets(_ passage: Passage) -> Passage {
    guard let text = ports.windows, let place = passage.selector.position else { return passage }
    var passage = passage
    passage.selector.position = nil
    if let start = text.trueOffset(of: place.start) {
      passage.selector.position = ScalarRange(start, start.advanced(by: place.count))
    }
    return passage
  }
}
