// Where gumbo's nodes live. Freed in one go: gumbo's own way to free a page calls itself for each
// level of nesting.

/// Memory for one parse.
final class HTMLArena {
  private static let chunkBytes = 1 << 20
  private static let largestShared = 1 << 14
  private static let header = 16

  private var chunks: [UnsafeMutableRawPointer] = []
  private var next: UnsafeMutableRawPointer?
  private var left = 0
  private var large: Set<UnsafeMutableRawPointer> = []
  /// Pieces given back, by their size in steps of 16 bytes.
  private var free = [UnsafeMutableRawPointer?](repeating: nil, count: largestShared / 16 + 1)

  deinit {
    for chunk in chunks { chunk.deallocate() }
    for piece in large { piece.deallocate() }
  }

  func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let steps = max(1, (size + 15) / 16)
    guard steps * 16 < Self.largestShared else {
      let piece = UnsafeMutableRawPointer.allocate(
        byteCount: steps * 16 + Self.header, alignment: 16)
      large.insert(piece)
      piece.storeBytes(of: steps, as: Int.self)
      return piece + Self.header
    }
    if let piece = free[steps] {
      free[steps] = piece.load(as: UnsafeMutableRawPointer?.self)
      return piece
    }
    let wanted = steps * 16 + Self.header
    if left < wanted {
      let chunk = UnsafeMutableRawPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
      chunks.append(chunk)
      (next, left) = (chunk, Self.chunkBytes)
    }
    guard let piece = next else { preconditionFailure("a chunk was just made") }
    piece.storeBytes(of: steps, as: Int.self)
    next = piece + wanted
    left -= wanted
    return piece + Self.header
  }

  func giveBack(_ pointer: UnsafeMutableRawPointer) {
    let piece = pointer - Self.header
    let steps = piece.load(as: Int.self)
    guard steps * 16 < Self.largestShared else {
      large.remove(piece)
      piece.deallocate()
      return
    }
    pointer.storeBytes(of: free[steps], as: UnsafeMutableRawPointer?.self)
    free[steps] = pointer
  }
}
