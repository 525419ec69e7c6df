// Cutting a string by scalar offsets: the only place where an offset becomes a string index.

extension String {
  /// The index of a place counted in scalars; the end when the text is shorter.
  public func index(at offset: ScalarOffset) -> String.Index {
    unicodeScalars.index(
      unicodeScalars.startIndex, offsetBy: max(0, offset.value), limitedBy: unicodeScalars.endIndex)
      ?? unicodeScalars.endIndex
  }

  /// The text of a range counted in scalars, cut to what there is.
  public func slice(_ range: ScalarRange) -> Substring {
    let start = index(at: range.start)
    let end =
      unicodeScalars.index(start, offsetBy: range.count, limitedBy: unicodeScalars.endIndex)
      ?? unicodeScalars.endIndex
    return self[start..<end]
  }

  /// How many scalars the text has.
  public var scalarCount: Int { unicodeScalars.count }
}
