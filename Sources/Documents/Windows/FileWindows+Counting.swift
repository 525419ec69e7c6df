// Counting paragraphs and scalars of a long text from its start, and its digest after that.

import Glibc
import Synchronization
import Text

extension FileWindows {
  /// How far the digest is.
  struct Hashing: Sendable {
    var generation: Int
    /// The block that comes next.
    var block = 0
    var hash = ContentHashing()
  }

  public func count(_ report: (TextCount) -> Bool) throws(DocumentError) {
    let counting = Counting(self)
    while try counting.step() {
      guard report(progress) else { return }
    }
    // A digest takes longer than to count; what is counted is told before.
    guard report(progress) else { return }
    while try counting.hashStep() {
      guard report(progress) else { return }
    }
    _ = report(progress)
  }

  /// Counts until a paragraph is counted, or all are.
  func count(through ordinal: Int) throws(DocumentError) {
    let counting = Counting(self)
    while state.withLock({ $0.index.block(ofParagraph: max(0, ordinal)) }) == nil {
      guard try counting.step() else { return }
    }
  }

  private var progress: TextCount {
    state.withLock { state in
      let index = state.index
      let last = index.count - 1
      let counted = index.total == nil ? index.start(of: last) : state.view.size
      return TextCount(
        paragraphs: index.total?.paragraphs ?? index.ordinal(of: last), bytes: counted,
        wholeBytes: state.view.size, scalars: index.total?.scalars ?? index.scalars(before: last),
        hash: index.hash, isDone: index.total != nil)
    }
  }
}

/// Counts step by step, so that others can look, and count too, in between.
private struct Counting {
  private let windows: FileWindows
  private let buffer: Buffer

  /// Room for a few blocks, and for one of them normalised.
  private final class Buffer {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    var text: [UInt8] = []

    init(count: Int) { bytes = .allocate(capacity: count) }
    deinit { bytes.deallocate() }
  }

  private struct Found {
    var start: Int
    var paragraphs: Int
    var scalars: Int
    var carry: LineCarry
  }

  private static let blocks = 8

  init(_ windows: FileWindows) {
    self.windows = windows
    buffer = Buffer(count: windows.sizes.block * (Self.blocks + 2) + 1)
  }

  /// Counts the next blocks; false when all are, or when the file is not what it was.
  func step() throws(DocumentError) -> Bool {
    var failure: DocumentError?
    let isMore = windows.hashing.withLock { _ in
      do throws(DocumentError) {
        return try countBlocks()
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return isMore
  }

  private func countBlocks() throws(DocumentError) -> Bool {
    let (view, index, isDone) = windows.state.withLock { state in
      let last = state.index.count - 1
      let from = Found(
        start: state.index.start(of: last), paragraphs: state.index.ordinal(of: last),
        scalars: state.index.scalars(before: last), carry: state.index.carry)
      return (state.view, (last: last, from: from), state.index.total != nil)
    }
    if isDone { return false }
    let origin = index.from.start
    let wanted = min(buffer.bytes.count, view.size - origin)
    let got = try view.file.read(
      at: origin,
      into: UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: buffer.bytes[..<wanted])))
    guard got == wanted else {
      _ = windows.look()
      return false
    }
    let bytes = UnsafeBufferPointer(rebasing: buffer.bytes[..<wanted])
    let reachesEnd = origin + wanted == view.size
    var found: [Found] = []
    var place = index.from
    var number = index.last
    var total: (Int, Int)?
    while total == nil {
      let reach = (number + 2) * windows.sizes.block + 1 - origin
      guard reach <= wanted || reachesEnd else { break }
      let next = view.starts.start(
        of: number + 1, in: UnsafeBufferPointer(rebasing: bytes[..<min(reach, wanted)]),
        at: origin)
      let end = next?.byte ?? view.size
      count(
        UnsafeBufferPointer(rebasing: bytes[place.start - origin..<end - origin]), at: &place,
        leavesOpenEnd: next == nil && !view.hasAll)
      place.start = end
      if next == nil { total = (place.paragraphs, place.scalars) } else { found.append(place) }
      number += 1
    }
    windows.state.withLock { state in
      guard state.view.generation == view.generation, state.view.size == view.size,
        state.index.count == index.last + 1
      else { return }
      for block in found {
        state.index.append(
          start: block.start, paragraphs: block.paragraphs, scalars: block.scalars,
          carry: block.carry)
      }
      state.index.total = total
    }
    return true
  }

  private func count(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: inout Found, leavesOpenEnd: Bool
  ) {
    let survey = UTF8Stretch.survey(bytes)
    if survey.isNormalised {
      place.scalars += survey.scalars
      place.paragraphs += place.carry.paragraphs(in: bytes)
      return
    }
    buffer.text.removeAll(keepingCapacity: true)
    UTF8Stretch.normalise(bytes, into: &buffer.text, leavesOpenEnd: leavesOpenEnd)
    buffer.text.withUnsafeBufferPointer { text in
      place.scalars += UTF8Stretch.scalars(in: text)
      place.paragraphs += place.carry.paragraphs(in: text)
    }
  }

  /// Takes the next blocks into the digest; false when it is known, or cannot be.
  func hashStep() throws(DocumentError) -> Bool {
    var failure: DocumentError?
    let isMore = windows.hashing.withLock { hashing in
      do throws(DocumentError) {
        return try hashBlocks(&hashing)
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return isMore
  }

  private func hashBlocks(_ hashing: inout FileWindows.Hashing?) throws(DocumentError) -> Bool {
    let (view, isReady, count) = windows.state.withLock { state in
      (state.view, state.index.total != nil && state.index.hash == nil, state.index.count)
    }
    guard isReady else { return false }
    var now =
      hashing.flatMap { $0.generation == view.generation ? $0 : nil }
      ?? FileWindows.Hashing(generation: view.generation)
    let first = now.block
    let behind = min(count, first + Self.blocks)
    // The last block may grow: it is taken into a copy only.
    let kept = behind == count ? count - 1 : behind
    let starts = windows.state.withLock { state in
      (first..<max(first, behind)).map { state.index.start(of: $0) }
    }
    guard let origin = starts.first else { return false }
    let end = behind == count ? view.size : windows.state.withLock { $0.index.start(of: behind) }
    let wanted = min(end - origin, buffer.bytes.count)
    let got = try view.file.read(
      at: origin,
      into: UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: buffer.bytes[..<wanted])))
    guard got == wanted else {
      _ = windows.look()
      return false
    }
    for (offset, start) in starts.enumerated() {
      let next = offset + 1 < starts.count ? starts[offset + 1] : end
      if first + offset == kept { hashing = now }
      take(
        UnsafeBufferPointer(rebasing: buffer.bytes[start - origin..<next - origin]),
        into: &now.hash, leavesOpenEnd: next == view.size && !view.hasAll)
      now.block += 1
    }
    guard behind == count else {
      hashing = now
      return true
    }
    let hash = now.hash.finished()
    windows.state.withLock { state in
      guard state.view.generation == view.generation, state.view.size == view.size else { return }
      state.index.hash = hash
    }
    return false
  }

  private func take(
    _ bytes: UnsafeBufferPointer<UInt8>, into hash: inout ContentHashing, leavesOpenEnd: Bool
  ) {
    if UTF8Stretch.survey(bytes).isNormalised {
      hash.add(bytes)
      return
    }
    buffer.text.removeAll(keepingCapacity: true)
    UTF8Stretch.normalise(bytes, into: &buffer.text, leavesOpenEnd: leavesOpenEnd)
    buffer.text.withUnsafeBufferPointer { hash.add($0) }
  }
}
