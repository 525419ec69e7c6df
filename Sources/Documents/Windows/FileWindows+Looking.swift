// Noticing what becomes of a file while it is open.

import Glibc
import Synchronization
import Text

/// Some bytes of a file, by which a change of what is already known shows.
struct FileProbes: Sendable {
  private var places: [(offset: Int, bytes: [UInt8])] = []
  private static let count = 16
  private static let length = 64

  var areTaken: Bool { !places.isEmpty }

  /// Takes probes all over a file of some size; none where that fails.
  static func taken(of file: SourceFile, size: Int) -> FileProbes {
    var probes = FileProbes()
    let length = min(length, size)
    for number in 0..<count {
      let offset = (size - length) / (count - 1) * number
      let last = number == count - 1 ? size - length : offset
      guard let bytes = try? file.bytes(at: last, count: length), bytes.count == length else {
        return FileProbes()
      }
      probes.places.append((last, bytes))
    }
    return probes
  }

  /// Whether the file still holds the same there.
  func hold(in file: SourceFile) -> Bool {
    places.allSatisfy { place in
      (try? file.bytes(at: place.offset, count: place.bytes.count)) == place.bytes
    }
  }
}

extension FileWindows {
  public func look() -> SourceChange {
    let old = state.withLock { $0 }
    if let path {
      guard let named = SourceFile.stamp(of: path) else {
        state.withLock { $0.isGone = true }
        return .gone
      }
      guard named.isSameFile(as: old.stamp) else { return replace(old) }
    }
    guard let stamp = old.view.file.stamp() else { return replace(old) }
    if stamp.size < old.view.size { return replace(old) }
    if stamp.size == old.view.size, stamp.isAsOld(as: old.stamp) {
      // The last look is what a later one is compared with.
      if path != nil, !old.probes.areTaken {
        let probes = FileProbes.taken(of: old.view.file, size: old.view.size)
        state.withLock { if $0.stamp == old.stamp { $0.probes = probes } }
      }
      return .none
    }
    // Over a descriptor the file is the program's own, and only grows.
    if path != nil {
      guard old.probes.areTaken, old.probes.hold(in: old.view.file) else { return replace(old) }
    }
    return grow(old, to: stamp)
  }

  private func grow(_ old: State, to stamp: SourceFile.Stamp) -> SourceChange {
    let probes =
      path == nil ? FileProbes() : FileProbes.taken(of: old.view.file, size: stamp.size)
    let cutsOldText = cutsOldText(old, newSize: stamp.size)
    return state.withLock { state in
      guard state.view.generation == old.view.generation, state.stamp == old.stamp else {
        return .none
      }
      state.stamp = stamp
      state.probes = probes
      guard stamp.size > old.view.size else { return .none }
      state.view.size = stamp.size
      state.index.total = nil
      state.index.hash = nil
      guard cutsOldText || old.view.size <= old.view.starts.mark else { return .grown }
      // Too little was known of the text.
      state.view.generation += 1
      return .grown
    }
  }

  /// Whether a block that had not begun yet begins in what was known, so that places there change.
  private func cutsOldText(_ old: State, newSize: Int) -> Bool {
    let number = max(1, (old.view.size - 1) / sizes.block)
    var view = old.view
    let before = try? WindowReading(view: view, sizes: sizes).start(of: number)
    view.size = newSize
    let after = try? WindowReading(view: view, sizes: sizes).start(of: number)
    return before == nil && (after.map { $0.byte < old.view.size } ?? false)
  }

  /// Reads the file as it is now, from its path, or the same descriptor.
  private func replace(_ old: State) -> SourceChange {
    var file = old.view.file
    if let path {
      guard let opened = try? SourceFile(path: path) else { return .gone }
      file = opened
    }
    let generation = old.view.generation + 1
    guard
      let new = try? Self.opened(
        file, wishes: wishes, hasAll: old.view.hasAll, sizes: sizes, generation: generation)
    else { return .gone }
    state.withLock { state in
      if state.view.generation == old.view.generation { state = new }
    }
    return .replaced
  }
}
