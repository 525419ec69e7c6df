// What holds for every document, whatever it was made from.

public import Documents
import Text

public enum DocumentRules {
  /// Sentences about what does not hold; empty for a sound document. `input` is the number of bytes that
  /// it was made from.
  public static func broken(by document: Document, input: Int) -> [String] {
    let rules = Check(document: document, input: input)
    rules.paragraphs()
    rules.pieces()
    rules.ranges("link", document.structure.links.map(\.range))
    rules.ranges("emphasis", document.structure.emphasis.map(\.range))
    rules.indices()
    rules.origins()
    return rules.broken
  }

  private final class Check {
    let document: Document
    let input: Int
    var broken: [String] = []

    init(document: Document, input: Int) {
      self.document = document
      self.input = input
    }

    func require(_ holds: Bool, _ rule: @autoclosure () -> String) {
      if !holds, broken.count < 20 { broken.append(rule()) }
    }

    func paragraphs() {
      var bytes: [UInt8] = []
      document.withBytes { bytes = Array($0) }
      // The scalar that begins at each byte, counted without trusting anything.
      guard let text = String(validating: bytes, as: UTF8.self) else {
        broken.append("the text is not well-formed UTF-8")
        return
      }
      require(
        text.unicodeScalars.count == document.scalarCount,
        "\(document.scalarCount) scalars said, \(text.unicodeScalars.count) are there")
      var (byte, scalar) = (0, 0)
      func advance(to place: Int) {
        while byte < min(place, bytes.count) {
          if bytes[byte] & 0xC0 != 0x80 { scalar += 1 }
          byte += 1
        }
      }
      for (index, span) in document.paragraphs.enumerated() {
        let (start, end) = (span.bytes.start.value, span.bytes.end.value)
        require(
          start >= byte && end > start && end <= bytes.count, "¶\(index + 1) lies at \(span.bytes)")
        guard start >= byte, end > start, end <= bytes.count else { return }
        advance(to: start)
        require(
          scalar == span.range.start.value,
          "¶\(index + 1) begins at scalar \(scalar), not \(span.range)")
        require(bytes[start] & 0xC0 != 0x80, "¶\(index + 1) begins inside a scalar")
        advance(to: end)
        require(
          scalar == span.range.end.value,
          "¶\(index + 1) ends at scalar \(scalar), not \(span.range)")
        require(
          end == bytes.count || bytes[end] & 0xC0 != 0x80, "¶\(index + 1) ends inside a scalar")
        require(
          bytes[start..<end].contains { ![0x20, 0x09, 0x0A, 0x0D].contains($0) },
          "¶\(index + 1) has no ink: \(Array(bytes[start..<end].prefix(20)))")
      }
    }

    func pieces() {
      for (index, span) in document.paragraphs.enumerated() {
        let pieces = document.pieces(of: index)
        var (byte, scalar) = (span.bytes.start, span.range.start)
        for piece in pieces {
          require(
            piece.bytes.start == byte && piece.range.start == scalar,
            "¶\(index + 1) has gaps between pieces")
          (byte, scalar) = (piece.bytes.end, piece.range.end)
        }
        require(
          byte == span.bytes.end && scalar == span.range.end,
          "¶\(index + 1) ends beside its last piece")
      }
    }

    func ranges(_ name: String, _ ranges: [ScalarRange]) {
      var end = 0
      for range in ranges {
        require(
          range.start.value >= end && range.end > range.start
            && range.end.value <= document.scalarCount, "a \(name) lies at \(range), behind \(end)")
        end = range.end.value
      }
    }

    func indices() {
      let count = document.paragraphs.count
      for entry in document.structure.outline {
        require(
          (0..<count).contains(entry.paragraph), "the outline leads to ¶\(entry.paragraph + 1)")
        require(entry.level >= 1, "the outline has level \(entry.level)")
      }
      for (name, paragraph) in document.structure.anchors {
        require((0..<count).contains(paragraph), "\(name) leads to ¶\(paragraph + 1)")
      }
      for link in document.structure.links {
        switch link.target {
        case .paragraph(let index), .footnote(let index):
          require((0..<count).contains(index), "a link leads to ¶\(index + 1)")
        case .address, .file: break
        }
      }
      for index in document.structure.forms.keys {
        require((0..<count).contains(index), "a form is that of ¶\(index + 1)")
      }
    }

    func origins() {
      let origins = document.structure.origins
      require(
        origins.isEmpty || origins.count == document.paragraphs.count,
        "\(origins.count) origins for \(document.paragraphs.count) paragraphs")
      for (index, origin) in origins.enumerated() {
        require(
          origin.bytes.start.value >= 0 && origin.bytes.start <= origin.bytes.end,
          "¶\(index + 1) comes from \(origin.bytes)")
        // Of a part once unpacked the size is not known here.
        require(
          origin.part != nil || origin.bytes.end.value <= input,
          "¶\(index + 1) comes from \(origin.bytes) of \(input)")
      }
    }
  }
}
