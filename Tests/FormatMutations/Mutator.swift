// Makes inputs that are nearly right: bytes flipped, tokens of the format strewn in, two inputs
// spliced, parts cut, doubled, left out, nested without end.

public import Documents

/// An input and how it is to be read.
public struct MutatedInput: Sendable {
  public var bytes: [UInt8]
  public var wishes: OpeningWishes
  public var isComplete: Bool
}

/// Makes the inputs of one format from seeds. Each depends on the seed and its number alone.
public struct Mutator: Sendable {
  public let format: TextFormat
  private let seeds: [[UInt8]]
  private let archives: [[StoredArchive.File]]
  private let tokens: [[UInt8]]

  /// Inputs stay below this, so that their time tells of the parser and not of their size.
  public static let largest = 1 << 16

  public init(format: TextFormat, seeds: [[UInt8]], archives: [[StoredArchive.File]]) {
    self.format = format
    self.tokens = FormatTokens.tokens(of: format).map { Array($0.utf8) }
    self.archives = archives
    self.seeds = seeds + archives.map { StoredArchive.bytes(of: $0) } + [[]]
  }

  public func input(_ number: Int, seed: UInt64) -> MutatedInput {
    var numbers = SeededNumbers(seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(number))
    var bytes: [UInt8]
    if let archive = numbers.pick(archives), numbers.below(3) > 0 {
      bytes = StoredArchive.bytes(of: mutated(archive, &numbers))
    } else {
      bytes = mutated(numbers.pick(seeds) ?? [], &numbers, with: seeds)
    }
    if bytes.count > Self.largest { bytes.removeLast(bytes.count - Self.largest) }
    return MutatedInput(
      bytes: bytes, wishes: wishes(&numbers), isComplete: numbers.below(4) > 0)
  }

  private func wishes(_ numbers: inout SeededNumbers) -> OpeningWishes {
    var wishes = OpeningWishes()
    wishes.format = format
    wishes.isWhole = numbers.below(4) == 0
    if numbers.below(2) == 0 { wishes.rule = numbers.pick(ParagraphRule.allCases) }
    if numbers.below(8) == 0 {
      wishes.encoding = numbers.pick(["UTF-8", "UTF-16LE", "KOI8-R", "Shift_JIS", "UTF-7"])
    }
    wishes.isOutput = numbers.below(2) == 0
    return wishes
  }

  /// One or two of the files inside changed, one left out or doubled now and then.
  private func mutated(_ archive: [StoredArchive.File], _ numbers: inout SeededNumbers)
    -> [StoredArchive.File]
  {
    var files = archive
    let others = archive.map(\.bytes)
    for _ in 0...numbers.below(2) {
      let index = numbers.below(files.count)
      guard files.indices.contains(index) else { break }
      switch numbers.below(12) {
      case 0: files.remove(at: index)
      case 1: files.append(files[index])
      case 2: files[index].bytes = numbers.pick(others) ?? []
      case 3: files[index].name = numbers.pick(archive)?.name ?? ""
      default: files[index].bytes = mutated(files[index].bytes, &numbers, with: others)
      }
    }
    return files
  }

  private func mutated(
    _ seed: [UInt8], _ numbers: inout SeededNumbers, with others: [[UInt8]]
  ) -> [UInt8] {
    var bytes = seed
    for _ in 0...numbers.below(6) { change(&bytes, &numbers, others) }
    return bytes
  }

  private func change(
    _ bytes: inout [UInt8], _ numbers: inout SeededNumbers, _ others: [[UInt8]]
  ) {
    let place = numbers.below(bytes.count + 1)
    let stretch = place..<min(bytes.count, place + numbers.below(1 + numbers.below(200)))
    switch numbers.below(16) {
    case 0, 1:
      if bytes.indices.contains(place) { bytes[place] ^= 1 << UInt8(numbers.below(8)) }
    case 2:
      if bytes.indices.contains(place) { bytes[place] = UInt8(numbers.below(256)) }
    case 3, 4, 5, 6: bytes.insert(contentsOf: numbers.pick(tokens) ?? [], at: place)
    case 7: bytes.replaceSubrange(stretch, with: numbers.pick(tokens) ?? [])
    case 8: bytes.removeSubrange(stretch)
    case 9: bytes.insert(contentsOf: bytes[stretch], at: numbers.below(bytes.count + 1))
    case 10:
      let other = numbers.pick(others) ?? []
      let from = numbers.below(other.count + 1)
      bytes.replaceSubrange(place..., with: other[from...])
    case 11: bytes.removeSubrange(place...)
    case 12: bytes.removeSubrange(..<place)
    case 13: nest(&bytes, at: place, &numbers)
    case 14: repeated(&bytes, stretch, &numbers)
    default:
      let noise = (0..<numbers.below(8)).map { _ in UInt8(numbers.below(256)) }
      bytes.insert(contentsOf: noise, at: place)
    }
  }

  /// A token, or two in turn, very often.
  private func nest(_ bytes: inout [UInt8], at place: Int, _ numbers: inout SeededNumbers) {
    let first = numbers.pick(tokens) ?? []
    let unit = numbers.below(2) == 0 ? first : first + (numbers.pick(tokens) ?? [])
    guard !unit.isEmpty else { return }
    // Mostly some hundreds; now and then as many as fit.
    let most = numbers.below(8) == 0 ? Self.largest / 2 : 2_000
    let times = numbers.below(most / unit.count + 1)
    bytes.insert(contentsOf: repeatElement(unit, count: times).joined(), at: place)
  }

  private func repeated(
    _ bytes: inout [UInt8], _ stretch: Range<Int>, _ numbers: inout SeededNumbers
  ) {
    guard !stretch.isEmpty else { return }
    let times = numbers.below(4_000 / stretch.count + 2)
    let unit = Array(bytes[stretch])
    bytes.insert(contentsOf: repeatElement(unit, count: times).joined(), at: stretch.upperBound)
  }
}
