// A pupil's own screen: one file in, the pack; one file out, what was answered and marked, written
// anew at every change.

import Classroom
import Commands
import Documents
import EventLoop
import Glibc
import Reader
import Teaching

extension Program {
  /// Works on a pack until the pupil leaves; the exit code of the program.
  func join(_ name: String, code: String, output path: String?) -> Int32 {
    if let why = PupilFile.fault(ofCode: code) {
      output.complain("--as \(code)", why)
      return ExitCode.usage.rawValue
    }
    let path = path ?? "\(code).json"
    do throws(ShelfFault) {
      let (pack, document) = try pack(in: name)
      guard !WholeFiles().isSame(name, path) else {
        throw ShelfFault(what: path, why: "is the pack itself", code: .usage)
      }
      let (before, remarks) = try answers(in: path, code: code, pack, document)
      guard Environment.isTerminal(1) else {
        throw ShelfFault(what: "join", why: "needs a terminal to read in", code: .usage)
      }
      // Told before anything is typed when nothing could be kept.
      if remarks.isEmpty { try Self.keep(before, at: path) }
      return work(on: pack, document, code: code, before: before, path: path, remarks: remarks)
    } catch {
      output.complain(error.what, error.why)
      return error.code.rawValue
    }
  }

  private func pack(in name: String) throws(ShelfFault) -> (PupilPack, Document) {
    let bytes = try PlainFiles().bytes(of: name, limit: PupilPack.largest)
    let pack: PupilPack
    do throws(PupilFileFault) { pack = try PupilPack.read(bytes).get() } catch {
      throw ShelfFault(what: name, why: error.why, code: .unusable)
    }
    do throws(DocumentError) {
      return (pack, try pack.document())
    } catch { throw ShelfFault(what: name, why: error.reason, code: .unusable) }
  }

  /// What the pupil's file holds already. Another pupil's, or another pack's, is not written over.
  private func answers(
    in path: String, code: String, _ pack: PupilPack, _ document: Document
  ) throws(ShelfFault) -> (PupilAnswers, [String]) {
    guard access(path, F_OK) == 0 else {
      return (PupilAnswers(pack: pack.digest, code: code), [])
    }
    let bytes = try PlainFiles().bytes(of: path, limit: PupilFile.largest)
    do throws(PupilFileFault) {
      let found = try PupilFile.answers(in: bytes).get()
      guard found.code == code else {
        throw PupilFileFault("is the file of \(found.code); -o names another")
      }
      return try PupilFile.checked(found, against: pack, document: document).get()
    } catch {
      throw ShelfFault(
        what: path, why: "\(error.why); it is not written over", code: .unusable)
    }
  }

  private static func keep(_ answers: PupilAnswers, at path: String) throws(ShelfFault) {
    guard let text = PupilFile.text(of: answers) else {
      throw ShelfFault(what: path, why: "cannot be written", code: .failed)
    }
    try WholeFiles().write(text, to: path)
  }

  private func work(
    on pack: PupilPack, _ document: Document, code: String, before: PupilAnswers, path: String,
    remarks: [String]
  ) -> Int32 {
    let now = Int(time(nil))
    let start = SessionStart(
      id: code, role: "join", lessonPath: "", lessonText: "", documentPath: "", documentName: "",
      documentHash: "", documentText: "")
    var session = Session(start, at: now)
    for answer in before.answers { session.apply(TimedEvent(at: now, .answered(answer: answer))) }
    for mark in before.marks { session.apply(TimedEvent(at: now, .marked(mark: mark))) }
    let sheet = PupilSheet(
      title: pack.title, code: code, digest: pack.digest, document: document,
      questions: pack.questions.map { ($0.round, $0.question) },
      labels: pack.labels.map {
        LessonLabel($0.name, definition: $0.definition, example: $0.example)
      })
    let ports = WorksheetPorts(
      keep: { _, answers, _ in
        guard let answers else { return nil }
        do throws(ShelfFault) { try Self.keep(answers, at: path) } catch {
          return "\(error.what): \(error.why)"
        }
        return nil
      }, readNotes: { .notesRead(LessonNotes()) }, now: { Int(time(nil)) })
    let end = worksheet(ports: ports) { size, keymap, now in
      WorksheetState(
        pack: sheet, session: session, keymap: keymap, size: size, now: now, remarks: remarks)
    }
    if end == 0 { output.line("\(path) is what the teacher takes in") }
    return end
  }
}

/// Files of the file system as they are.
struct PlainFiles: FileReading {
  func bytes(of path: String, limit: Int) throws(ShelfFault) -> [UInt8] {
    func fault(_ why: String, _ code: ExitCode) -> ShelfFault {
      ShelfFault(what: path, why: why, code: code)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      let code = errno
      throw fault(
        String(cString: strerror(code)).lowercased(), code == EACCES ? .failed : .unusable)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw fault("is no ordinary file", .unusable)
    }
    guard status.st_size <= limit else { throw fault("is larger than it can be", .unusable) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw fault(String(cString: strerror(errno)).lowercased(), .failed)
      }
      filled += count
    }
    guard filled < bytes.count else { throw fault("grows while it is read", .failed) }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}
