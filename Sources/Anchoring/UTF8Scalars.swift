// Scalars counted and compared in well-formed UTF-8, without making strings of them.

/// Counting scalars in well-formed UTF-8 bytes.
enum UTF8Scalars {
  static func isLead(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  static func count(_ text: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int {
    guard let base = text.baseAddress else { return 0 }
    var count = 0
    var index = 0
    while index < end {
      if base[index] & 0xC0 != 0x80 { count &+= 1 }
      index &+= 1
    }
    return count
  }

  static func count(of bytes: [UInt8]) -> Int {
    bytes.reduce(0) { $0 + (isLead($1) ? 1 : 0) }
  }

  /// The byte at which a scalar begins, the end included; nil beyond it.
  static func byte(at scalar: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard scalar >= 0 else { return nil }
    guard let base = text.baseAddress else { return scalar == 0 ? 0 : nil }
    let end = text.count
    var count = 0
    var index = 0
    while index < end {
      if base[index] & 0xC0 != 0x80 {
        if count == scalar { return index }
        count &+= 1
      }
      index &+= 1
    }
    return count == scalar ? end : nil
  }

  static func start(
    ofLast count: Int, before end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var left = count
    var at = end
    while at > 0, left > 0 {
      at -= 1
      if isLead(text[at]) { left -= 1 }
    }
    return at
  }

  static func holds(_ wanted: [UInt8], at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard start + wanted.count <= text.count else { return false }
    for index in wanted.indices where text[start + index] != wanted[index] { return false }
    return true
  }

  /// How many scalars at the end of `wanted` stand right before a place.
  static func matching(
    _ wanted: [UInt8], endingAt end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var scalars = 0
    var distance = 1
    while distance <= wanted.count, distance <= end,
      wanted[wanted.count - distance] == text[end - distance]
    {
      if isLead(text[end - distance]) { scalars += 1 }
      distance += 1
    }
    return scalars
  }

  /// How many whole scalars at the start of `wanted` stand right after a place.
  static func matching(
    _ wanted: [UInt8], startingAt start: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    while count < wanted.count, start + count < text.count, wanted[count] == text[start + count] {
      count += 1
    }
    let leads = wanted[..<count].reduce(0) { $0 + (isLead($1) ? 1 : 0) }
    return count < wanted.count && !isLead(wanted[count]) ? leads - 1 : leads
  }
}
