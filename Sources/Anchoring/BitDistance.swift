// Edit distance by bits: a column of the table is a few machine words, and a text symbol costs a
// few operations a word (G. Myers, "A fast bit-vector algorithm for approximate string matching",
// 1999, in blocks as H. Hyyrö, 2003, writes it).

/// Symbols of some patterns numbered from 1; 0 stands for all others.
struct SymbolNumbers {
  private var slots: [UInt32]
  private var numbers: [Int32]
  /// How many numbers are in use, that of all others included.
  private(set) var count = 1

  init(_ patterns: [[UInt32]]) {
    var size = 64
    for pattern in patterns { while size < pattern.count * 4 { size *= 2 } }
    slots = [UInt32](repeating: 0, count: size)
    numbers = [Int32](repeating: 0, count: size)
    for pattern in patterns {
      for symbol in pattern { insert(symbol) }
    }
  }

  private mutating func insert(_ symbol: UInt32) {
    var slot = Self.hash(symbol) & (slots.count - 1)
    while slots[slot] != 0, slots[slot] != symbol { slot = (slot + 1) & (slots.count - 1) }
    guard slots[slot] == 0 else { return }
    slots[slot] = symbol
    numbers[slot] = Int32(truncatingIfNeeded: count)
    count += 1
  }

  @inline(__always)
  private static func hash(_ symbol: UInt32) -> Int {
    Int(truncatingIfNeeded: (symbol &* 0x9E37_79B1) &>> 12)
  }

  func numbers(of symbols: [UInt32]) -> [Int32] {
    var result = [Int32](repeating: 0, count: symbols.count)
    let mask = slots.count - 1
    let count = symbols.count
    result.withUnsafeMutableBufferPointer { result in
      symbols.withUnsafeBufferPointer { symbols in
        slots.withUnsafeBufferPointer { slots in
          numbers.withUnsafeBufferPointer { numbers in
            guard let result = result.baseAddress, let symbols = symbols.baseAddress,
              let slots = slots.baseAddress, let numbers = numbers.baseAddress
            else { return }
            var index = 0
            while index < count {
              let symbol = symbols[index]
              var slot = Self.hash(symbol) & mask
              while slots[slot] != 0, slots[slot] != symbol { slot = (slot &+ 1) & mask }
              result[index] = numbers[slot]
              index &+= 1
            }
          }
        }
      }
    }
    return result
  }
}

/// A pattern made ready to be compared with any text.
struct BitPattern {
  let length: Int
  private let words: Int
  /// For each symbol number the places of the pattern that hold it.
  private let places: [UInt64]

  init(_ pattern: [Int32], symbols: Int) {
    length = pattern.count
    words = max(1, (pattern.count + 63) / 64)
    var places = [UInt64](repeating: 0, count: symbols * words)
    for (index, symbol) in pattern.enumerated() where symbol > 0 {
      places[Int(symbol) * words + index / 64] |= 1 << UInt64(index % 64)
    }
    self.places = places
  }

  /// Distances of the pattern to stretches of the text: the element at `n` is for stretches that
  /// end after `n` symbols read, the best of all beginnings, or only the beginning of the text when
  /// `anchored`. Backward, the text is read from its end; the pattern must be reversed then.
  func distances(
    to text: UnsafeBufferPointer<Int32>, anchored: Bool = false, backward: Bool = false
  ) -> [Int32] {
    var result = [Int32](repeating: Int32(truncatingIfNeeded: length), count: text.count + 1)
    guard length > 0, text.count > 0, let symbols = text.baseAddress else { return result }
    var rising = [UInt64](repeating: ~0, count: words)
    var falling = [UInt64](repeating: 0, count: words)
    let count = text.count
    let top: UInt64 = 1 << UInt64((length - 1) % 64)
    result.withUnsafeMutableBufferPointer { result in
      rising.withUnsafeMutableBufferPointer { rising in
        falling.withUnsafeMutableBufferPointer { falling in
          places.withUnsafeBufferPointer { places in
            guard let result = result.baseAddress, let places = places.baseAddress,
              let rising = rising.baseAddress, let falling = falling.baseAddress
            else { return }
            let column = Column(rising: rising, falling: falling, words: words, top: top)
            column.run(
              over: backward ? symbols + (count - 1) : symbols, by: backward ? -1 : 1, count,
              places, into: result + 1, from: length, entering: anchored ? 1 : 0)
          }
        }
      }
    }
    return result
  }

  /// One column of the table as differences between neighbours.
  private struct Column {
    let rising: UnsafeMutablePointer<UInt64>
    let falling: UnsafeMutablePointer<UInt64>
    let words: Int
    let top: UInt64

    /// Takes the column over the text; gives its lowest value after each symbol. All that changes
    /// is declared outside the loops: an unoptimised build clears what is declared in them every
    /// time.
    func run(
      over symbols: UnsafePointer<Int32>, by stride: Int, _ count: Int,
      _ places: UnsafePointer<UInt64>, into result: UnsafeMutablePointer<Int32>, from length: Int,
      entering: Int
    ) {
      let (rising, falling, words, last, top) = (rising, falling, words, words &- 1, top)
      var distance = Int32(truncatingIfNeeded: length)
      var symbol = symbols
      var row = places
      var (read, block, carry) = (0, 0, 0)
      var (up, down, equal, vertical) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
      var (horizontal, plus, minus, mask) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
      while read < count {
        row = places + Int(truncatingIfNeeded: symbol.pointee) &* words
        carry = entering
        block = 0
        while block < words {
          up = rising[block]
          down = falling[block]
          equal = row[block]
          vertical = equal | down
          if carry < 0 { equal |= 1 }
          horizontal = (((equal & up) &+ up) ^ up) | equal
          plus = down | ~(horizontal | up)
          minus = up & horizontal
          mask = block == last ? top : 0x8000_0000_0000_0000
          up = plus &<< 1
          down = minus &<< 1
          if carry > 0 { up |= 1 } else if carry < 0 { down |= 1 }
          carry = plus & mask != 0 ? 1 : minus & mask != 0 ? -1 : 0
          rising[block] = down | ~(vertical | up)
          falling[block] = up & vertical
          block &+= 1
        }
        distance &+= Int32(truncatingIfNeeded: carry)
        result[read] = distance
        symbol += stride
        read &+= 1
      }
    }
  }
}
