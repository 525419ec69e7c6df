// The C library's iconv, for every character set that is not decoded here.

#if canImport(Glibc)
  import Glibc
#endif

/// One conversion to UTF-8, closed when nobody has it any more. Used by one thread at a time.
final class IconvConverter {
  private let handle: iconv_t
  /// Bytes that one call may give.
  private static let chunk = 1 << 14

  /// Nil for a name that iconv does not know.
  init?(from name: String) {
    guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.handle = handle
  }

  deinit { iconv_close(handle) }

  private enum Outcome { case done, full, bad, cut }

  /// The scalar of each byte, for sets in which each byte is one character whatever stands beside
  /// it; nil for all others.
  func table() -> [UInt32]? {
    var scalars: [UInt32] = []
    for byte in UInt8.min...UInt8.max {
      iconv(handle, nil, nil, nil, nil)
      var output: [UInt8] = []
      let outcome = [byte].withUnsafeBufferPointer { step($0, from: 0, room: 16, into: &output) }
      switch outcome.how {
      case .done:
        let text = String(decoding: output, as: UTF8.self).unicodeScalars
        guard text.count == 1, let scalar = text.first else { return nil }
        scalars.append(scalar.value)
      case .bad: scalars.append(Charset.replacement)
      case .cut, .full: return nil
      }
    }
    iconv(handle, nil, nil, nil, nil)
    return scalars
  }

  /// As `CharsetDecoder.decode`.
  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8], room: Int?,
    bad: inout Int
  ) -> Int {
    var index = 0
    let begun = output.count
    while index < bytes.count {
      let left = room.map { $0 - (output.count - begun) } ?? Self.chunk
      if left <= 0 { return index }
      let before = output.count
      let result = step(bytes, from: index, room: min(left, Self.chunk), into: &output)
      index += result.used
      switch result.how {
      case .done: break
      case .full:
        let hasMoved = output.count > before || result.used > 0
        if left <= Self.chunk && room != nil || !hasMoved { return index }
      case .bad:
        if let room, output.count - begun + 3 > room { return index }
        replace(&output, &bad)
        index += 1
      case .cut:
        guard isLast else { return index }
        if let room, output.count - begun + 3 > room { return index }
        replace(&output, &bad)
        index = bytes.count
      }
    }
    if isLast { flush(into: &output) }
    return index
  }

  private func replace(_ output: inout [UInt8], _ bad: inout Int) {
    output += [0xEF, 0xBF, 0xBD]
    bad += 1
  }

  /// What iconv kept back to join it with a mark that might have followed.
  private func flush(into output: inout [UInt8]) {
    var last = [CChar](repeating: 0, count: 32)
    last.withUnsafeMutableBufferPointer { buffer in
      var target = buffer.baseAddress
      var left = buffer.count
      iconv(handle, nil, nil, &target, &left)
      output.append(contentsOf: buffer.prefix(buffer.count - left).map { UInt8(bitPattern: $0) })
    }
  }

  /// One call of iconv.
  private func step(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: Int, room: Int, into output: inout [UInt8]
  ) -> (used: Int, how: Outcome) {
    guard let base = bytes.baseAddress else { return (0, .done) }
    // iconv takes the source as writable but never writes to it.
    var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base + index)
      .assumingMemoryBound(to: CChar.self)
    // What is given is bounded by what comes in: a small room does not make iconv go over all again.
    let wanted = min(bytes.count - index, max(64, room * 4))
    var rest = wanted
    var how = Outcome.done
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
      var target = buffer.baseAddress
      var left = buffer.count
      let result = iconv(handle, &source, &rest, &target, &left)
      if result == Int(bitPattern: UInt.max) {
        switch errno {
        case E2BIG: how = .full
        case EINVAL: how = .cut
        default: how = .bad
        }
      }
      output.append(contentsOf: UnsafeRawBufferPointer(buffer).prefix(buffer.count - left))
    }
    let used = wanted - rest
    // Cut by our own bound, not by the end.
    if how == .cut, index + wanted < bytes.count, used > 0 { how = .done }
    return (used, how)
  }
}
