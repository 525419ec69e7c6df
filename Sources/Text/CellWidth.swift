// How many terminal cells a scalar takes, by our own table, so that layout never depends on the
// locale. The presenter replaces what the terminal library would draw at another width.

/// Cell widths of scalars and strings.
public enum CellWidth {
  /// 0, 1 or 2 cells. Control characters count 1: they are drawn as one visible sign or spelled out.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    if contains(value, in: WidthTable.zero) { return 0 }
    return contains(value, in: WidthTable.wide) ? 2 : 1
  }

  /// The cells that a text takes once made visible and cut into cell units.
  public static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for unit in CellUnits(text) { width += unit.width }
    return width
  }

  private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[middle * 2 + 1] {
        low = middle + 1
      } else if value < ranges[middle * 2] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
