// Plain text: bytes become normalised text, and text becomes paragraphs parted by blank lines.
// Nothing here opens a file.

import Text

/// Reads plain text in the encodings that can be told for certain.
public enum PlainText {
  /// The document in some bytes. `isComplete` is false for the first part of a longer file: its last
  /// paragraph is then left out unless it is the only one, since it may be cut.
  /// Throws `.unusable` for what is not text.
  public static func document(
    from bytes: [UInt8], encoding: String? = nil, isComplete: Bool = true
  ) throws(DocumentError) -> Document {
    let decoded = try TextDecoding.decode(bytes, encoding: encoding, isComplete: isComplete)
    var scan = ParagraphScan(bytes: decoded.bytes)
    scan.run()
    if !isComplete, scan.paragraphs.count > 1 {
      scan.cuts[scan.paragraphs.count - 1] = nil
      scan.paragraphs.removeLast()
    }
    var document = Document(
      normalised: decoded.bytes, scalarCount: scan.scalars, paragraphs: scan.paragraphs,
      cuts: scan.cuts, isComplete: isComplete)
    try decoded.tell(&document, source: bytes)
    document.sourceBytes = isComplete ? bytes.count : nil
    return document
  }
}

/// One pass over normalised text that finds the paragraphs and counts scalars.
private struct ParagraphScan {
  let bytes: [UInt8]
  var paragraphs: [ParagraphSpan] = []
  var cuts: [Int: [Piece]] = [:]
  var scalars = 0

  /// First and last ink of the paragraph being read, in bytes and scalars.
  private var start: (byte: Int, scalar: Int)?
  private var end: (byte: Int, scalar: Int) = (0, 0)
  private var pieces: [Piece] = []
  private var pieceStart: (byte: Int, scalar: Int) = (0, 0)
  private var lineHasInk = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        let byte = buffer[index]
        if byte == 0x0A {
          if lineHasInk { cutIfLong(before: index) } else { close() }
          lineHasInk = false
        } else if byte != 0x20 && byte != 0x09 {
          // A form feed or vertical tab alone makes no blank line, but is not ink at an edge.
          lineHasInk = true
          if byte != 0x0B && byte != 0x0C { ink(at: index, byte) }
        } else {
          cutIfLong(before: index)
        }
        if byte & 0xC0 != 0x80 { scalars += 1 }
      }
    }
    close()
  }

  private mutating func ink(at index: Int, _ byte: UInt8) {
    let startsScalar = byte & 0xC0 != 0x80
    if start == nil {
      start = (index, scalars)
      pieceStart = (index, scalars)
    } else if startsScalar, index - pieceStart.byte >= Document.pieceBytes * 2 {
      // No blank to cut at: between two scalars is all that is left.
      cut(at: index)
    }
    end = (index + 1, startsScalar ? scalars + 1 : scalars)
  }

  private mutating func cutIfLong(before index: Int) {
    guard start != nil, index - pieceStart.byte >= Document.pieceBytes else { return }
    cut(at: index)
  }

  private mutating func cut(at index: Int) {
    pieces.append(
      Piece(
        bytes: ByteRange(ByteOffset(pieceStart.byte), ByteOffset(index)),
        range: ScalarRange(ScalarOffset(pieceStart.scalar), ScalarOffset(scalars))))
    pieceStart = (index, scalars)
  }

  private mutating func close() {
    guard let first = start else { return }
    let span = ParagraphSpan(
      bytes: ByteRange(ByteOffset(first.byte), ByteOffset(end.byte)),
      range: ScalarRange(ScalarOffset(first.scalar), ScalarOffset(end.scalar)))
    if !pieces.isEmpty {
      if pieceStart.byte < end.byte {
        pieces.append(
          Piece(
            bytes: ByteRange(ByteOffset(pieceStart.byte), span.bytes.end),
            range: ScalarRange(ScalarOffset(pieceStart.scalar), span.range.end)))
      }
      cuts[paragraphs.count] = pieces
    }
    paragraphs.append(span)
    pieces = []
    start = nil
  }
}
