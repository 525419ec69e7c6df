// Books made for tests: a package around the chapters given.

struct BookSample {
  var files: [(name: String, bytes: [UInt8])] = []
  private var manifest = ""
  private var spine = ""
  private var contents = ""

  /// A page around some markup.
  static func page(_ body: String) -> String {
    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head>"
      + "<body>\(body)</body></html>"
  }

  mutating func add(_ name: String, page: String, title: String? = nil) {
    add(name, Array(page.utf8), title: title)
  }

  mutating func add(_ name: String, _ bytes: [UInt8], title: String? = nil) {
    refer(to: name, title: title)
    files.append((name, bytes))
  }

  /// Names a chapter that the archive gets otherwise, or not at all.
  mutating func refer(to name: String, title: String? = nil) {
    let id = "i\(manifest.utf8.count)"
    manifest += "<item id='\(id)' href='\(name)' media-type='application/xhtml+xml'/>"
    spine += "<itemref idref='\(id)'/>"
    if let title { contents += "<li><a href='\(name)'>\(title)</a></li>" }
  }

  var package: String {
    "<package version='3.0'><metadata><title>Sample</title></metadata><manifest>\(manifest)"
      + "<item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>"
      + "</manifest><spine>\(spine)</spine></package>"
  }

  var zip: ZipWriter {
    var zip = ZipWriter()
    zip.add("mimetype", "application/epub+zip")
    zip.add(
      "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>")
    zip.add("book.opf", package)
    zip.add("nav.xhtml", Self.page("<nav epub:type='toc'><ol>\(contents)</ol></nav>"))
    for file in files { zip.add(file.name, file.bytes) }
    return zip
  }

  var archive: [UInt8] { zip.archive() }
}
