// The way back: from places of a normalised text to the bytes of the file that it was decoded from.

import Text

/// How a text was decoded, so far as the way back needs it.
struct SourceWay {
  var charset: Charset
  /// Bytes of the byte-order mark.
  var mark: Int
  /// The bytes stand in the source as they are, behind the mark.
  var isPlain = false
  /// For character sets that iconv decodes: the places, in bytes of the normalised text, of those line
  /// ends that were two bytes before.
  var foldedEnds: [Int] = []

  /// The bytes of the source for ascending places of the normalised text. One pass over the source:
  /// nothing is kept for places that nobody asks for.
  func places(of offsets: [Int], in source: [UInt8]) throws(DocumentError) -> [Int] {
    if isPlain { return offsets.map { $0 + mark } }
    if case .iconv = charset { return try placesByIconv(of: offsets, in: source) }
    return source.withUnsafeBufferPointer { buffer in walk(buffer, to: offsets) }
  }

  private func walk(_ source: UnsafeBufferPointer<UInt8>, to offsets: [Int]) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(offsets.count)
    var (index, normalised) = (mark, 0)
    for offset in offsets {
      while normalised < offset, index < source.count {
        let character = charset.character(source, at: index)
        index += character.length
        normalised += character.utf8Length
        if character.scalar == 0x0D, index < source.count {
          let next = charset.character(source, at: index)
          if next.scalar == 0x0A { index += next.length }
        }
      }
      places.append(index)
    }
    return places
  }

  /// iconv says where it stands when what it may give is used up. In sets with shifts a place may
  /// need the shift before it to be read again.
  private func placesByIconv(of offsets: [Int], in source: [UInt8]) throws(DocumentError) -> [Int] {
    var decoder = try CharsetDecoder(charset)
    return source.withUnsafeBufferPointer { buffer in
      var places: [Int] = []
      var (index, decoded, folded) = (mark, 0, 0)
      var output: [UInt8] = []
      for offset in offsets {
        while folded < foldedEnds.count, foldedEnds[folded] < offset { folded += 1 }
        let room = offset + folded - decoded
        if room > 0 {
          output.removeAll(keepingCapacity: true)
          let rest = UnsafeBufferPointer(rebasing: buffer[index...])
          index += decoder.decode(rest, isLast: false, into: &output, room: room)
          decoded += output.count
        }
        places.append(index)
      }
      return places
    }
  }

  /// The line ends of decoded text that become one byte, at their normalised places.
  static func foldedEnds(of raw: [UInt8]) -> [Int] {
    var ends: [Int] = []
    for index in raw.indices.dropFirst() where raw[index] == 0x0A && raw[index - 1] == 0x0D {
      ends.append(index - 1 - ends.count)
    }
    return ends
  }
}

extension DecodedText {
  /// Tells a finished document how it was decoded, gives it the emphasis that overstrike and colours
  /// meant, and the way back into `source`.
  func tell(_ document: inout Document, source: [UInt8]) throws(DocumentError) {
    document.encoding = encoding
    document.remarks = remarks + document.remarks
    if let struck { TerminalEmphasis.apply(struck.runs, to: &document) }
    if way.isPlain, struck == nil {
      document.structure.sourceShift = way.mark
      return
    }
    var offsets = document.paragraphs.flatMap { [$0.bytes.start.value, $0.bytes.end.value] }
    if let struck {
      offsets = TerminalEmphasis.places(
        of: offsets, before: struck.text, isComplete: struck.isComplete)
    }
    let places = try way.places(of: offsets, in: source)
    document.structure.origins = document.paragraphs.indices.map { index in
      SourcePlace(
        bytes: ByteRange(ByteOffset(places[index * 2]), ByteOffset(places[index * 2 + 1])))
    }
  }
}
