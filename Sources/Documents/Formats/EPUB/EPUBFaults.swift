// Why a book or a chapter of it cannot be read, in the words of the program.

enum EPUBFaults {
  /// Finishes the sentence "sidelight: FILE: …".
  static func sentence(of error: any Error) -> DocumentError {
    if let error = error as? DocumentError { return error }
    guard let fault = error as? ArchiveFault else { return .unreadable("cannot be read") }
    switch fault {
    case .noLibrary:
      return .unusable("needs libzip to be read; install it with: apt install libzip4")
    case .notAnArchive:
      return .unusable("is not a ZIP archive, or is cut short: its directory is missing")
    case .damaged: return .unusable("is a damaged ZIP archive")
    case .encrypted: return .unusable("is an encrypted ZIP archive, which is not opened")
    case .unsupported: return .unusable("is packed in a way that libzip cannot read")
    case .tooManyEntries:
      return .unusable("holds more than 65,536 files, which is more than are looked at")
    case .bomb: return .unusable("unpacks to hundreds of times its size, which is refused")
    case .noMemory: return .unreadable("there is not enough memory to unpack it")
    case .unreadable: return .unreadable("the disk reports a read error")
    case .noEntry: return .unusable("is a damaged ZIP archive: a file of it is missing")
    case .tooLarge: return .unusable("unpacks to more than can be opened")
    }
  }

  /// What to say of chapters that are missing or broken; empty when none is.
  static func remarks(missing: Int, broken: [(name: String, fault: ArchiveFault)]) -> [String] {
    var remarks: [String] = []
    if missing > 0 {
      remarks.append(
        missing == 1
          ? "1 chapter is missing from the file" : "\(missing) chapters are missing from the file")
    }
    for (name, fault) in broken.prefix(3) { remarks.append("\(name): \(words(fault))") }
    if broken.count > 3 { remarks.append("\(broken.count - 3) more chapters are damaged") }
    return remarks
  }

  private static func words(_ fault: ArchiveFault) -> String {
    switch fault {
    case .bomb: "left out, since it unpacks to hundreds of times its size"
    case .encrypted: "left out, since it is encrypted"
    case .tooLarge: "cut, since it is too large"
    case .unsupported: "left out, since it is packed in a way that libzip cannot read"
    default: "damaged, and left out from there on"
    }
  }

  /// What a ZIP archive without a book is.
  static func nature(of archive: Archive) -> DocumentError {
    let declared = archive.index(of: "mimetype").flatMap { try? archive.read($0, atMost: 200) }
    let type = String(decoding: declared?.bytes ?? [], as: UTF8.self)
    let marks: [(String, String)] = [
      ("word/document.xml", "a Word document (docx)"), ("xl/workbook.xml", "a workbook (xlsx)"),
      ("ppt/presentation.xml", "a presentation (pptx)"),
      ("AndroidManifest.xml", "an Android package"), ("META-INF/MANIFEST.MF", "a Java archive"),
    ]
    if type.hasPrefix("application/vnd.oasis.opendocument") {
      let kind =
        type.contains("opendocument.text")
        ? "text (odt)" : type.contains("spreadsheet") ? "spreadsheet (ods)" : "file"
      return .unusable("is an OpenDocument \(kind), not an EPUB")
    }
    for (name, words) in marks where archive.index(of: name) != nil {
      return .unusable("is \(words), not an EPUB")
    }
    if type.hasPrefix("application/epub+zip") {
      return .unusable("is an EPUB without its package file, which says what to read")
    }
    return .unusable("is a ZIP archive, not an EPUB")
  }
}
