// Texts that need another program before they can be read: pages at an address, PDF.

import Commands
import Documents
import Glibc

extension FileTexts {
  /// The program's pages: fetched by curl, kept unless nothing is to be kept.
  private var pages: PageFetcher {
    var fetcher = PageFetcher(
      version: Arguments.version, cache: PageCache(folder: Environment.cacheFolder + "/pages"))
    fetcher.keeps = !isPrivate
    return fetcher
  }

  /// The text at an address.
  func page(at address: String, _ wishes: OpeningWishes) throws(DocumentError) -> OpenedText {
    let page = try pages.fetch(address)
    var wishes = wishes
    wishes.encoding = wishes.encoding ?? page.charset
    wishes.address = page.address
    let format = wishes.format ?? Self.format(of: page)
    var document = try document(from: page.bytes, format: format, wishes, isComplete: true)
    document.address = document.address ?? page.address
    if let remark = page.remark { document.remarks.insert(remark, at: 0) }
    return OpenedText(document: document, name: address, path: nil)
  }

  /// The format that a server names; what it calls plain or does not name is looked at.
  private static func format(of page: FetchedPage) -> TextFormat {
    switch page.contentType {
    case "text/html", "application/xhtml+xml": return .html
    case "text/markdown": return .markdown
    case "application/epub+zip": return .epub
    case "application/pdf": return .pdf
    default:
      let name = page.address.prefix { $0 != "?" && $0 != "#" }
      return .recognised(page.bytes, name: String(name))
    }
  }

  /// A document from bytes that are all there, or are the beginning of more.
  func document(
    from bytes: [UInt8], format: TextFormat, _ wishes: OpeningWishes, isComplete: Bool
  ) throws(DocumentError) -> Document {
    guard format == .pdf else {
      return try ParsedFormats.document(
        from: bytes, format: format, wishes: wishes, isComplete: isComplete)
    }
    guard isComplete else { throw .unusable("is a PDF, which is read when all of it has come") }
    // pdftotext reads files only.
    let file = try LongText.namelessFile()
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unreadable(String(cString: strerror(errno))) }
      written += count
    }
    return try pdf("/proc/\(getpid())/fd/\(file)")
  }

  /// A PDF by its path.
  func pdf(_ path: String) throws(DocumentError) -> Document {
    let (pages, facts) = try PDFRunner.text(of: path)
    return try PDFText.document(fromPages: pages, facts: facts)
  }

  /// Whether a file is a PDF, by its first bytes or by wish.
  static func isPDF(_ path: String, _ wishes: OpeningWishes) -> Bool {
    if let format = wishes.format { return format == .pdf }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return TextFormat.recognised(ReadingSource.bytes(of: path, at: 0, count: 1024), name: path)
      == .pdf
  }
}
