// A document from what pdftotext gives for a PDF: lines joined to paragraphs, also over pages. The
// program itself is run elsewhere; nothing here opens a file.

import Text

/// Reads the text of PDFs.
public enum PDFText {
  /// The document in the text that `pdftotext -enc UTF-8` gives: pages end with form feeds, blank lines
  /// stand between blocks. `facts` are what pdfinfo says, by its names. A paragraph's place is its page
  /// (`page 3`) and the bytes within that page's text; of one that runs over a page, its beginning.
  /// Throws `.unusable` when there is no text.
  public static func document(
    fromPages pages: [UInt8], facts: [String: String] = [:]
  ) throws(DocumentError) -> Document {
    var text = pages
    // Well-formed as it comes; another program under that name might not keep to it.
    if UTF8Survey(text[...], isComplete: true).illFormed > 0 {
      text = Array(String(decoding: text, as: UTF8.self).utf8)
    }
    var document = text.withUnsafeBufferPointer { buffer in
      var joining = LineJoining(buffer)
      joining.run()
      return joining.builder.finish(format: .pdf)
    }
    guard !document.paragraphs.isEmpty else {
      throw .unusable("holds no text (perhaps only pictures of its pages)")
    }
    document.title = title(facts["Title"])
    document.author = facts["Author"].flatMap { $0.isEmpty ? nil : $0 }
    document.date = facts["CreationDate"].flatMap(day)
    return document
  }

  /// Word processors write themselves into the title.
  private static func title(_ words: String?) -> String? {
    guard var title = words else { return nil }
    for start in ["Microsoft Word - ", "Microsoft PowerPoint - "] where title.hasPrefix(start) {
      title.removeFirst(start.count)
    }
    return title.isEmpty || title.lowercased() == "untitled" ? nil : title
  }

  private static func day(_ moment: String) -> String? {
    let start = moment.prefix(10)
    let isDay = start.utf8.count == 10 && start.utf8.allSatisfy { $0 == 0x2D || $0 < 0x3A }
    return isDay && start.contains("-") ? String(start) : nil
  }
}

/// Goes over the lines of all pages and builds paragraphs of them.
private struct LineJoining {
  let text: UnsafeBufferPointer<UInt8>
  let looks: LineLooks
  let hyphens: HyphenMending
  var builder = DocumentBuilder()

  /// The line that was written last, the number of its page, and how wide lines are around it.
  private var last: (line: PageLine, page: Int, width: Int)?
  private var kind = ParagraphKind.text
  /// Where the open paragraph stands on the page where it began.
  private var place: (page: Int, pageStart: Int, bytes: Range<Int>)?
  /// A bullet that stands on a line of its own.
  private var bullet: PageLine?
  /// A hyphen that ended the line before, and what stands before it there.
  private var hyphen: (before: Range<Int>, bytes: Range<Int>)?

  private enum Join { case apart, words, line }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    looks = LineLooks(text: text)
    hyphens = HyphenMending(text)
  }

  mutating func run() {
    for page in PageSplitting(text: text).pages() {
      let widths = looks.widths(of: page)
      for (index, line) in page.lines.enumerated() where !builder.isFull {
        let following = index + 1 < page.lines.count ? page.lines[index + 1] : nil
        add(line, on: page, widths[index], following)
        // Links into a PDF name pages so.
        if index == 0 { builder.anchor("page=\(page.number)") }
      }
    }
    end()
  }

  private mutating func add(
    _ line: PageLine, on page: TextPage, _ width: Int, _ following: PageLine?
  ) {
    if looks.isBullet(line.bytes) {
      end()
      bullet = line
      return
    }
    let mark = bullet
    bullet = nil
    switch mark == nil ? join(line, on: page) : .apart {
    case .apart: start(line, on: page, mark, following)
    case .line:
      keepHyphen()
      builder.lineBreak()
      carryOn(line, on: page)
    case .words:
      joinWords(line)
      carryOn(line, on: page)
    }
    last = (line, page.number, width)
  }

  /// How a line hangs together with the one before.
  private func join(_ line: PageLine, on page: TextPage) -> Join {
    guard let last, kind != .heading, looks.marker(of: line.bytes) == nil else { return .apart }
    let startsSmall = looks.startsSmall(line.bytes)
    if hyphen != nil, startsSmall { return .words }
    let endsSentence = looks.endsSentence(last.line.bytes)
    if line.opensBlock || last.page != page.number {
      // Blank lines and the ends of pages part paragraphs, but not sentences.
      guard !endsSentence else { return .apart }
      if startsSmall { return .words }
      // A full line without an end goes on, where nothing but the page or a list parts it.
      let isFull = last.line.length * 20 >= last.width * 17
      let mayGoOn = last.page != page.number || kind == .listItem
      return mayGoOn && isFull && looks.headingLevel(line, line) == nil ? .words : .apart
    }
    // Whoever broke the line had no need to if the next word had still fitted.
    let needed = last.line.length + 1 + looks.firstWord(line.bytes)
    if endsSentence { return needed * 20 > last.width * 17 ? .words : startsSmall ? .line : .apart }
    return needed * 10 > last.width * 7 || startsSmall ? .words : .line
  }

  private mutating func start(
    _ line: PageLine, on page: TextPage, _ mark: PageLine?, _ following: PageLine?
  ) {
    if let marker = mark?.bytes ?? looks.marker(of: line.bytes) {
      let begin = max(line.bytes.lowerBound, marker.upperBound)
      let words = looks.trimmed(mark == nil ? begin..<line.bytes.upperBound : line.bytes)
      let isTight = last != nil && !line.opensBlock
      open(.listItem, ParagraphForm(depth: 1, marker: "•", isTight: isTight), words, on: page)
    } else if let level = looks.headingLevel(line, following) {
      open(.heading, ParagraphForm(depth: level), line.bytes, on: page)
      builder.outline(level: level, title: looks.string(line.bytes))
    } else {
      open(.text, ParagraphForm(), line.bytes, on: page)
    }
  }

  private mutating func open(
    _ kind: ParagraphKind, _ form: ParagraphForm, _ words: Range<Int>, on page: TextPage
  ) {
    end()
    self.kind = kind
    place = (page.number, page.start, words)
    builder.begin(kind, form: form)
    write(words)
  }

  private mutating func carryOn(_ line: PageLine, on page: TextPage) {
    if let begun = place, begun.page == page.number {
      place?.bytes = begun.bytes.lowerBound..<line.bytes.upperBound
    }
    write(line.bytes)
  }

  private mutating func end() {
    keepHyphen()
    if let place {
      let start = ByteOffset(place.bytes.lowerBound - place.pageStart)
      let end = ByteOffset(place.bytes.upperBound - place.pageStart)
      builder.setSource(SourcePlace(part: "page \(place.page)", bytes: ByteRange(start, end)))
    }
    builder.end()
    (place, last) = (nil, nil)
    kind = .text
  }

  // MARK: - Words

  /// A hyphen at the end waits for what the next line begins with.
  private mutating func write(_ range: Range<Int>) {
    let end = looks.endBeforeHyphen(range)
    append(range.lowerBound..<end)
    hyphen = end < range.upperBound ? (range.lowerBound..<end, end..<range.upperBound) : nil
  }

  private mutating func joinWords(_ line: PageLine) {
    guard let hyphen else {
      builder.append(" ")
      return
    }
    let first = text[hyphen.before].reversed().prefix { HyphenMending.isLetter($0) }.reversed()
    let second = text[line.bytes].prefix { HyphenMending.isLetter($0) }
    let isSoft =
      text[hyphen.bytes].elementsEqual(LineLooks.softHyphen) || hyphens.isSoft(first, second)
    if isSoft { self.hyphen = nil } else { keepHyphen() }
  }

  private mutating func keepHyphen() {
    if let hyphen { append(hyphen.bytes) }
    hyphen = nil
  }

  private mutating func append(_ range: Range<Int>) {
    builder.append(utf8: UnsafeBufferPointer(rebasing: text[range]))
  }
}
