// A lesson gone through alone: what was written is kept in a session of its own, and is there again
// the next time.

import Classroom
import Commands
import Desk
import EventLoop
import Glibc
import Reader
import Screen
import Teaching
import Terminal

extension Program {
  /// Studies until the reader leaves; the exit code of the program.
  func study(_ opened: OpenedLesson) -> Int32 {
    onScreen("study", toDo: "read in") {
      work(on: try unfinished(opened, role: "study").taught ?? begin(opened, role: "study"))
    }
  }

  private func work(on taught: TaughtSession) -> Int32 {
    let (lesson, document) = taught.material
    let record = RecordFeed(taught.folder.record)
    let notes = lessonNotes(document, path: taught.session.start.documentPath)
    let ports = WorksheetPorts(
      keep: { _, _, events in record.append(events) },
      readNotes: {
        switch notes() {
        case .success(let notes): .notesRead(notes)
        case .failure(let fault): .notice("no notes: \(fault.what): \(fault.why)")
        }
      }, now: { Int(time(nil)) })
    let hello = "nothing is secret here: writing first is for your own sake"
    return withExtendedLifetime(taught.lock) {
      worksheet(ports: ports) { size, keymap, now in
        WorksheetState(
          lesson: lesson, document: document, session: taught.session, keymap: keymap, size: size,
          now: now, remarks: taught.isResumed ? ["you go on where you left"] : [hello])
      }
    }
  }

  /// Runs a worksheet on the screen.
  func worksheet(
    ports: WorksheetPorts, state: (Size, Keymap, Int) -> WorksheetState
  ) -> Int32 {
    do {
      var terminal = try TerminalScreen(terminalOptions)
      let keymap = Keymap(changes: ReaderKeys.changes(configuration.keys))
      let end = WorksheetLoop.run(
        state(terminal.size, keymap, Int(time(nil))), in: &terminal, signals: Signals.install(),
        ports: ports)
      terminal.close()
      for complaint in end.complaints { output.complain("not kept", complaint) }
      let code = end.complaints.isEmpty ? end.code : ExitCode.failed.rawValue
      return code
    } catch {
      output.complain("terminal", error.explanation)
      return ExitCode.failed.rawValue
    }
  }
}
