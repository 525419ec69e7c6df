// Lessons of the file system behind the commands' port: files by name, and the `lessons/` of the notes
// folders, each with the text that it is about.

import Commands
import Documents
import Glibc
import Notes
import Teaching
import Vault

/// Lessons in files.
struct FolderLessons: LessonShelf {
  let shelf: FolderShelf
  let texts: FileTexts
  private let format = LessonFormat(yaml: YAMLReader())

  init(shelf: FolderShelf, texts: FileTexts) {
    self.shelf = shelf
    self.texts = texts
  }

  func lessons() throws(ShelfFault) -> [LessonListing] {
    try shelf.folders(beside: nil).flatMap { chosen in
      let shown = Self.below(chosen.folder.displayPath, "lessons")
      return Self.lessonNames(in: chosen.folder.path + "/lessons").map { name in
        listing(Self.below(shown, name))
      }
    }
  }

  func lesson(_ name: String) throws(ShelfFault) -> OpenedLesson? {
    if !Environment.isFolder(name), access(name, F_OK) == 0 { return try open(name) }
    if !name.isEmpty, !name.contains("/"), !name.utf8.contains(0) {
      for chosen in try shelf.folders(beside: nil) {
        let folder = Self.below(chosen.folder.displayPath, "lessons")
        for file in [name, name + ".md"] {
          let path = Self.below(folder, file)
          if !Environment.isFolder(path), access(path, F_OK) == 0 { return try open(path) }
        }
      }
    }
    // What is there without being a file has its own sentence.
    return access(name, F_OK) == 0 ? try open(name) : nil
  }

  // MARK: - Files

  private func open(_ path: String) throws(ShelfFault) -> OpenedLesson {
    let read = try read(path)
    var opened = OpenedLesson(
      path: path, source: read.source, lesson: read.lesson, problems: read.problems)
    guard !read.lesson.document.isEmpty else { return opened }
    let name = Self.place(of: read.lesson.document, in: path) ?? read.lesson.document
    do throws(DocumentError) { opened.text = try texts.open(name) } catch {
      opened.textFault = ShelfFault(
        what: read.lesson.document, why: error.reason, code: ExitCode(error))
    }
    return opened
  }

  private func read(
    _ path: String
  ) throws(ShelfFault) -> (source: String, lesson: Lesson, problems: [NoteProblem]) {
    let file: Document
    do {
      file = try TextFile.open(path, wishes: .asIs, firstBytes: LessonFormat.sizeLimit + 1)
    } catch { throw ShelfFault(what: path, why: error.reason, code: ExitCode(error)) }
    guard file.isComplete else {
      let refused = LessonFormat.refused(path: path)
      return ("", refused.lesson, refused.problems)
    }
    let source = file.normalisedText
    let (lesson, problems) = format.read(source, path: path)
    let remarks = file.remarks.map { remark in
      NoteProblem(path: path, line: 1, severity: .warning, rule: "encoding", message: remark)
    }
    return (source, lesson, remarks + problems)
  }

  private func listing(_ path: String) -> LessonListing {
    do {
      let (_, lesson, problems) = try read(path)
      return LessonListing(
        path: path, title: lesson.title, minutes: lesson.minutes,
        fault: fault(of: lesson, problems, in: path))
    } catch { return LessonListing(path: path, title: "", fault: error.why) }
  }

  /// Why a lesson cannot be taught, in a few words.
  private func fault(of lesson: Lesson, _ problems: [NoteProblem], in path: String) -> String? {
    let head = problems.first { ["too-large", "broken-yaml", "duplicate-key"].contains($0.rule) }
    if let head { return "line \(head.line): \(head.message)" }
    if lesson.document.isEmpty { return "names no text" }
    if Self.place(of: lesson.document, in: path) == nil {
      return "\(lesson.document): no such file"
    }
    return lesson.steps.isEmpty ? "has no steps" : nil
  }

  /// The lesson files of a folder, by their bytes.
  private static func lessonNames(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, name.hasSuffix(".md"), !name.hasPrefix("."), name != "README.md",
        !Environment.isFolder(folder + "/" + name)
      else { continue }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: - Paths

  /// The file that a lesson means by its document: from the lesson's folder, from the notes folder
  /// around `lessons/`, from the folder above that, from the working folder. Nil when none is there.
  static func place(of document: String, in lesson: String) -> String? {
    if document.hasPrefix("/") { return access(document, F_OK) == 0 ? document : nil }
    let folder = lesson.lastIndex(of: "/").map { $0 == lesson.startIndex ? "/" : lesson[..<$0] }
    var folders = [folder.map(String.init) ?? ""]
    if lastPart(of: folders[0]) == "lessons" {
      folders.append(above(folders[0]))
      folders.append(above(folders[1]))
    }
    return (folders + [""]).map { below($0, document) }.first { access($0, F_OK) == 0 }
  }

  /// The name of a folder, whichever way it is written.
  private static func lastPart(of folder: String) -> Substring? {
    let last = folder.split(separator: "/").last
    guard last == nil || last == "." || last == ".." else { return last }
    let real = Environment.realpath(folder.isEmpty ? "." : folder) ?? folder
    return real.split(separator: "/").last.map { Substring($0) }
  }

  /// The folder around one, written as that is.
  private static func above(_ folder: String) -> String {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: true)
    guard let last = parts.last, last != "..", last != "." else {
      return folder.isEmpty ? ".." : folder + "/.."
    }
    let root = folder.hasPrefix("/") ? "/" : ""
    return root + parts.dropLast().joined(separator: "/")
  }

  private static func below(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}

/// New files of the file system.
struct FreshFiles: FileMaking {
  func folder(of name: String) -> String {
    let parent = Environment.parent(of: Self.absolute(name))
    return Environment.realpath(parent) ?? parent
  }

  func make(_ name: String, with text: String) throws(ShelfFault) -> Bool {
    let path = Self.absolute(name)
    let folder = Environment.parent(of: path)
    guard Environment.isFolder(folder) else {
      throw ShelfFault(what: name, why: "there is no folder for it", code: .failed)
    }
    do { return try NewFile.create(path, with: text) } catch {
      throw ShelfFault(what: name, why: Self.reason(error, path), code: .failed)
    }
  }

  private static func absolute(_ name: String) -> String {
    name.hasPrefix("/") ? name : Environment.workingFolder + "/" + name
  }

  /// The store names the file itself; it is named once.
  private static func reason(_ error: NoteStoreError, _ path: String) -> String {
    guard case .unavailable(let why) = error else { return ShelfFault(error).why }
    for name in [path, Environment.parent(of: path)] where why.hasPrefix(name + ": ") {
      return String(why.dropFirst(name.count + 2))
    }
    return why
  }
}
