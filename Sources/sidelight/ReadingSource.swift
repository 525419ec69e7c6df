// How a text that is read on the screen comes in: a file whole, a long file in windows, a pipe that
// goes to a spool file while one reads. All give a first stretch at once and the rest when asked.

import Commands
import Documents
import Glibc
import Reader
import Synchronization
import Text

/// A text on its way to the screen.
struct ReadingSource: Sendable {
  /// Its first stretch, or all of it.
  var text: OpenedText
  /// The text in windows, where it is too long to be read whole.
  var windows: FileWindows?
  /// Reads it whole, as it is by now.
  var readRest: @Sendable () throws(DocumentError) -> Document
  /// What becomes of it from now on; called once, after the first frame.
  var news: @Sendable () -> AsyncStream<SourceNews>?
  /// Reads what came through a pipe in another way.
  var again: (@Sendable (OpeningWishes) throws(DocumentError) -> ReadingSource)?
  /// More of it is on its way.
  var isArriving = false
  /// It was fetched from an address.
  var isPage = false
  /// By what a long text is remembered: a digest of its length and both its ends, since nobody waits
  /// for a digest of all of it.
  var ends: ContentHash?

  /// Bytes beyond which plain text is read in windows.
  static let longest = 16 << 20
  /// Bytes at both ends of a long text by which it is known again.
  private static let endBytes = 1 << 13
  /// What is read of a shorter one before its first page is shown, in bytes.
  private static let firstBytes = 1 << 16

  /// Opens a text by its name, `-` for standard input.
  static func open(_ name: String, _ texts: FileTexts) throws(DocumentError) -> ReadingSource {
    let wishes = texts.wishes
    if name == "-" { return try PipeSource.open(texts, wishes) }
    if let long = try inWindows(name, wishes) { return long }
    let text = try texts.open(name, wishes: wishes, firstBytes: firstBytes)
    let path = text.path
    return ReadingSource(
      text: text,
      readRest: { () throws(DocumentError) in try texts.open(name, wishes: wishes).document },
      news: { path.map { SourceWatch.news(of: $0) } }, isPage: FileTexts.isAddress(name))
  }

  /// Begins where a long text was left.
  mutating func goOn(at position: ReadingPosition?) {
    guard let windows, let position,
      let window = try? windows.beginning(at: .offset(position.offset))
    else { return }
    text.document = window
  }

  /// A long file of plain text; nil when it is short or of another format.
  private static func inWindows(_ name: String, _ wishes: OpeningWishes) throws(DocumentError)
    -> ReadingSource?
  {
    var status = stat()
    guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size > longest
    else { return nil }
    let start = Self.bytes(of: name, at: 0, count: 1 << 16)
    guard (wishes.format ?? .recognised(start, name: name)) == .plain else { return nil }
    guard let path = Environment.realpath(name) else { return nil }
    let windows = try LongText.open(path, start: start, wishes)
    let end = Self.bytes(of: path, at: Int(status.st_size) - Self.endBytes, count: Self.endBytes)
    let digest = ContentHash(
      of: Array("\(status.st_size)\n".utf8) + start.prefix(Self.endBytes) + end)
    return ReadingSource(
      text: OpenedText(document: try windows.beginning(at: .start), name: name, path: path),
      windows: windows,
      readRest: { () throws(DocumentError) in throw .unusable("is too long to be read whole") },
      news: { SourceWatch.news(of: path) }, ends: digest)
  }

  static func bytes(of path: String, at offset: Int, count: Int) -> [UInt8] {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { return [] }
    defer { close(file) }
    return bytes(of: file, at: offset, count: count)
  }

  static func bytes(of file: Int32, at offset: Int, count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(file, $0.baseAddress?.advanced(by: have), count - have, off_t(offset + have))
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      have += got
    }
    return Array(bytes.prefix(have))
  }
}
