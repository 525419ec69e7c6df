// Reading a book: from the archive to the package, from there chapter by chapter into one document.

internal import Text

/// A book and how far it is read.
struct EPUBReading {
  /// Of a chapter larger than `longChapter` only so much is read for the beginning of a book, in bytes.
  static let longChapter = 96 << 10
  static let firstPart = 64 << 10

  let package: EPUBPackage
  /// The table of contents, of chapters read and unread.
  let contents: [EPUBContentsLine]
  private let archive: Archive
  private var builder = DocumentBuilder()
  private var next = 0
  private var missing: Int
  private var broken: [(name: String, fault: ArchiveFault)] = []
  private var encoding: String?
  /// Chapters of which elements were left out.
  private var bounded = 0

  init(archive: Archive) throws {
    self.archive = archive
    guard let name = try Self.packageName(in: archive) else {
      throw EPUBFaults.nature(of: archive)
    }
    if let scheme = try EPUBProtection.scheme(of: archive) {
      throw DocumentError.unusable("is protected by DRM (\(scheme)), which is not opened")
    }
    guard let bytes = try archive.bytes(of: name) else { throw EPUBFaults.nature(of: archive) }
    package = EPUBPackage(XMLEncoding.text(bytes), name: name)
    missing = package.missing
    contents = Self.contents(of: package, in: archive)
  }

  /// Where the package stands: as the container says, else the first file that is named like one.
  private static func packageName(in archive: Archive) throws(ArchiveFault) -> String? {
    if let bytes = try archive.bytes(of: "META-INF/container.xml") {
      var xml = XMLReader(XMLEncoding.text(bytes))
      while let event = xml.next() {
        guard case .start("rootfile", let attributes) = event,
          let path = attributes.value("full-path")
        else { continue }
        for name in [path, EPUBPath.percentDecoded(path)] where archive.index(of: name) != nil {
          return name
        }
      }
    }
    for index in 0..<archive.count {
      let name = archive.name(of: index)
      if name.lowercased().hasSuffix(".opf") { return name }
    }
    return nil
  }

  /// A broken table of contents is like none.
  private static func contents(of package: EPUBPackage, in archive: Archive) -> [EPUBContentsLine] {
    func bytes(_ item: EPUBPackage.Item?) -> [UInt8]? {
      guard let item, let bytes = try? archive.bytes(of: item.name) else { return nil }
      return XMLEncoding.text(bytes)
    }
    if let item = package.navigation, let bytes = bytes(item) {
      let lines = EPUBNavigation.lines(navigation: bytes, name: item.name)
      if !lines.isEmpty { return lines }
    }
    if let item = package.ncx, let bytes = bytes(item) {
      return EPUBNavigation.lines(ncx: bytes, name: item.name)
    }
    return []
  }

  // MARK: - Chapters

  /// The text as far as asked for; nil for all of it.
  mutating func document(upTo limit: Int?) throws(DocumentError) -> Document {
    while next < package.spine.count, !builder.isFull, builder.textBytes < limit ?? .max {
      if limit != nil, let beginning = beginning() { return beginning }
      readChapter()
    }
    let isComplete = next == package.spine.count || builder.isFull
    if isComplete, builder.count == 0 {
      throw broken.first.map { EPUBFaults.sentence(of: $0.fault) }
        ?? .unusable("holds no text (an EPUB of pictures alone?)")
    }
    return finished(builder, isComplete: isComplete)
  }

  private mutating func readChapter() {
    let item = package.spine[next]
    next += 1
    guard let index = archive.index(of: item.name) else {
      missing += 1
      return
    }
    let metadata = package.metadata
    do {
      let unpacked = try archive.read(index)
      if let fault = unpacked.fault { broken.append((item.name, fault)) }
      let report = Self.read(unpacked.bytes, item.name, metadata, &builder)
      encoding = encoding ?? report.encoding
      if report.isBounded { bounded += 1 }
    } catch {
      broken.append((item.name, error))
    }
  }

  /// Not a method of the value: it would be copied for the call, with all that was read so far.
  private static func read(
    _ bytes: [UInt8], _ name: String, _ metadata: EPUBMetadata, _ builder: inout DocumentBuilder
  ) -> ChapterReading.Report {
    builder.anchor(name)
    return ChapterReading.read(bytes, part: name, language: metadata.language, into: &builder)
  }

  /// The first paragraphs of a chapter that is too long to be read before anything is shown.
  private func beginning() -> Document? {
    let item = package.spine[next]
    guard let index = archive.index(of: item.name),
      archive.claimedSize(of: index) > Self.longChapter,
      let start = try? archive.read(index, atMost: Self.firstPart).bytes,
      let end = Self.lastParagraphEnd(in: start)
    else { return nil }
    var builder = builder
    _ = Self.read(Array(start[..<end]), item.name, package.metadata, &builder)
    guard builder.count > self.builder.count else { return nil }
    return finished(builder, isComplete: false, readBytes: end)
  }

  private static func lastParagraphEnd(in bytes: [UInt8]) -> Int? {
    var index = bytes.count - 4
    while index >= 0 {
      if bytes[index] == 0x3C, bytes[index + 1] == 0x2F, bytes[index + 2] | 0x20 == 0x70,
        bytes[index + 3] == 0x3E
      {
        return index + 4
      }
      index -= 1
    }
    return nil
  }

  // MARK: - The document

  /// `readBytes` are those of a chapter that is read in part.
  private func finished(_ builder: DocumentBuilder, isComplete: Bool, readBytes: Int = 0)
    -> Document
  {
    var document = builder.finish(format: .epub, encoding: encoding ?? "UTF-8")
    let metadata = package.metadata
    document.title = metadata.title
    document.author = metadata.author
    document.date = metadata.date
    document.language = metadata.language
    document.address = metadata.address
    document.remarks += EPUBFaults.remarks(missing: missing, broken: broken)
    if bounded > 0 { document.remarks.append("built too large or too deep: parts are left out") }
    document.isComplete = isComplete
    document.nameFootnotes()
    let outline = outline(document)
    if !outline.isEmpty { document.structure.outline = outline }
    if !isComplete { document.sourceBytes = expectedBytes(builder.textBytes, readBytes) }
    return document
  }

  /// Lines of the table of contents whose chapters are read. They lead on in reading order, as
  /// whoever asks for the section around a place expects.
  private func outline(_ document: Document) -> [OutlineEntry] {
    if contents.isEmpty { return headings(document) }
    let anchors = document.structure.anchors
    let entries = contents.compactMap { line -> OutlineEntry? in
      let place = line.fragment.flatMap { anchors[line.part + "#" + $0] } ?? anchors[line.part]
      return place.map { OutlineEntry(level: line.level, title: line.title, paragraph: $0) }
    }
    let isAscending = zip(entries, entries.dropFirst()).allSatisfy { $0.paragraph <= $1.paragraph }
    if isAscending { return entries }
    return entries.enumerated().sorted {
      ($0.element.paragraph, $0.offset) < ($1.element.paragraph, $1.offset)
    }.map(\.element)
  }

  /// For a book without a table of contents.
  private func headings(_ document: Document) -> [OutlineEntry] {
    document.paragraphs.indices.filter { document.paragraphs[$0].kind == .heading }.map {
      OutlineEntry(
        level: max(1, document.form(of: $0).depth), title: document.text(of: $0).onOneLine,
        paragraph: $0)
    }
  }

  /// About how much text the whole book will be: by what its chapters claim to unpack to, or by their
  /// number where asking each would take longer than reading the first ones.
  private func expectedBytes(_ textBytes: Int, _ readBytes: Int) -> Int {
    let spine = package.spine
    if spine.count > 500 { return max(textBytes, textBytes * spine.count / max(1, next)) }
    let sizes = spine.map { archive.index(of: $0.name).map(archive.claimedSize) ?? 0 }
    let whole = Double(sizes.reduce(0, +))
    let read = Double(sizes.prefix(next).reduce(readBytes, +))
    guard read > 0, whole > read else { return textBytes }
    return Int(min(Double(Archive.largestWhole), Double(textBytes) * whole / read))
  }
}
