// Text cut into the units that one terminal cell (or a pair) can hold: a spacing scalar with the
// marks on it. A Swift Character is not such a unit: a conjunct, a flag or a family emoji holds
// several spacing scalars, and a cell that takes them all would lose some of them.

/// What one cell position shows: a spacing scalar and the marks on it.
public struct CellUnit: Hashable, Sendable {
  /// What is drawn; sanitised, never empty.
  public let text: String
  // Thousands of these are made before the first page is there: each is as small as it can be.
  @usableFromInline let scalars: Int32
  @usableFromInline let cells: Int16
  /// Whether a line may break here and the unit vanish at the break.
  public let isBlank: Bool

  public init(text: String, width: Int, scalarCount: Int, isBlank: Bool = false) {
    self.text = text
    cells = Int16(clamping: width)
    scalars = Int32(clamping: scalarCount)
    self.isBlank = isBlank
  }

  /// Cells taken, at least 1.
  @inlinable public var width: Int { Int(cells) }
  /// Scalars of the source that the unit stands for.
  @inlinable public var scalarCount: Int { Int(scalars) }
}

/// The cell units of a text, one after the other, cut lazily.
public struct CellUnits: Sequence, IteratorProtocol {
  /// Marks that a unit keeps; what is beyond is shown as units of their own on a dotted circle,
  /// because a terminal cell of ncurses holds five scalars in all.
  public static let marksKept = 4

  private var scalars: String.UnicodeScalarView.Iterator
  private var pending: Unicode.Scalar?

  /// The units of the printing ASCII signs, made once.
  private static let plain: [CellUnit] = (0..<0x7F).map { value in
    CellUnit(text: String(Character(Unicode.Scalar(UInt8(value)))), width: 1, scalarCount: 1)
  }

  public init(_ text: some StringProtocol) {
    scalars = String(text).unicodeScalars.makeIterator()
    pending = scalars.next()
  }

  public mutating func next() -> CellUnit? {
    guard pending.map(Self.isIgnored) ?? false else { return nextShown() }
    // Invisible by nature: they join whatever follows, so that no cell is spent on them. Counted in
    // a loop, for there may be any number.
    var skipped = 0
    while let sign = pending, Self.isIgnored(sign) {
      skipped += 1
      pending = scalars.next()
    }
    guard let following = nextShown() else {
      return CellUnit(text: " ", width: 1, scalarCount: skipped, isBlank: true)
    }
    return CellUnit(
      text: following.text, width: following.width, scalarCount: following.scalarCount + skipped,
      isBlank: following.isBlank)
  }

  private mutating func nextShown() -> CellUnit? {
    guard let base = pending else { return nil }
    pending = scalars.next()
    // Nearly all of most texts: a printing ASCII sign that no mark follows.
    if base.value > 0x20, base.value < 0x7F, (pending?.value ?? 0) < 0x80 {
      return Self.plain[Int(base.value)]
    }
    if base == " " || base == "\n" || base == "\t" || base == "\r" {
      return CellUnit(text: " ", width: 1, scalarCount: 1, isBlank: true)
    }
    // No-break spaces look like a blank but hold a line together.
    if base == "\u{A0}" || base == "\u{202F}" {
      return CellUnit(text: " ", width: 1, scalarCount: 1)
    }
    if let visible = VisibleScalar.replacement(for: base) {
      return CellUnit(text: visible, width: visible.unicodeScalars.count, scalarCount: 1)
    }
    let width = CellWidth.of(base)
    if width == 0 { return strayMark(base) }
    return unit(on: base, width: width)
  }

  private mutating func unit(on base: Unicode.Scalar, width: Int) -> CellUnit {
    var text = String(Character(base))
    var marks = 0
    var count = 1
    while let mark = pending, CellWidth.of(mark) == 0,
      VisibleScalar.replacement(for: mark) == nil
    {
      if !Self.isIgnored(mark) {
        if marks == Self.marksKept { break }
        text.unicodeScalars.append(mark)
        marks += 1
      }
      count += 1
      pending = scalars.next()
    }
    return CellUnit(text: text, width: width, scalarCount: count, isBlank: base == "\u{3000}")
  }

  /// A mark with nothing to stand on gets a dotted circle, as in the Unicode charts.
  private func strayMark(_ mark: Unicode.Scalar) -> CellUnit {
    CellUnit(text: "\u{25CC}" + String(Character(mark)), width: 1, scalarCount: 1)
  }

  /// Signs that show nothing and that no terminal needs: soft hyphen, zero-width space, word
  /// joiner, byte-order mark.
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: true
    default: false
    }
  }
}
