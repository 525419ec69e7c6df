// An EPUB as a book that is read chapter by chapter: its beginning at once, the rest when asked for.

internal import Synchronization

/// A chapter of a book, in reading order.
public struct EPUBChapter: Hashable, Sendable {
  /// Its name in the archive, which is also the `part` of where its paragraphs come from.
  public let part: String
  /// Its first line in the table of contents, if it has one.
  public let title: String?
}

/// An open book. Calls may come from several threads; they wait for each other.
public final class EPUBBook: Sendable {
  public let metadata: EPUBMetadata
  /// In the order in which they are read.
  public let chapters: [EPUBChapter]
  private let reading: Mutex<EPUBReading>

  /// Opens the book in a descriptor of a regular file, which the book reads from as long as it lives
  /// through a copy of its own. Throws `.unusable` for what is no EPUB, for a locked one, and where
  /// libzip is missing.
  public convenience init(descriptor: Int32) throws(DocumentError) {
    do {
      try self.init(archive: try Archive(descriptor: descriptor))
    } catch {
      throw EPUBFaults.sentence(of: error)
    }
  }

  /// Opens the book in some bytes. Throws as above.
  public convenience init(bytes: [UInt8]) throws(DocumentError) {
    do {
      try self.init(archive: try Archive(bytes: bytes))
    } catch {
      throw EPUBFaults.sentence(of: error)
    }
  }

  private init(archive: sending Archive) throws {
    let reading = try EPUBReading(archive: archive)
    metadata = reading.package.metadata
    var titles: [String: String] = [:]
    for line in reading.contents where titles[line.part] == nil { titles[line.part] = line.title }
    chapters = reading.package.spine.map { EPUBChapter(part: $0.name, title: titles[$0.name]) }
    self.reading = Mutex(reading)
  }

  /// The text from its beginning to the end of the chapter with which it has `bytes` of text, or all
  /// of it. What was read before is not read again. Of a long chapter only the beginning is given when
  /// not all is asked for. Throws `.unusable` when the whole book holds no text.
  public func document(upTo bytes: Int? = nil) throws(DocumentError) -> Document {
    try reading.withLock { reading throws(DocumentError) in try reading.document(upTo: bytes) }
  }
}
