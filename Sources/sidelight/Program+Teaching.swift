// The commands around a lesson meet the concrete rooms.

import Commands
import Desk
import Glibc
import Terminal

extension Program {
  /// Does one of the commands for teaching; the exit code of the program.
  func runTeaching(_ task: TeachingTask) -> Int32 {
    switch task {
    case .teach(let name?, let isNew, let room):
      if let session = sessionFolders.session(name) { return teach(session: session, room: room) }
      return onLesson(name) { teach($0, isNew: isNew, room: room) }
    case .room(let session, let isLight): return room(session, isLight: isLight)
    case .study(let name): return onLesson(name) { study($0) }
    case .join(let pack, let code, let path): return join(pack, code: code, output: path)
    default: return runTeachingCommand(task).rawValue
    }
  }

  /// Those that need no screen.
  private func runTeachingCommand(_ task: TeachingTask) -> ExitCode {
    switch task {
    case .newLesson(let document, let file): return newLesson(document, output: file)
    case .checkLessons(let files, let strict, let json):
      return checkLessons(files, strict: strict, json: json)
    case .teach: return listLessons()
    case .pack(let name, let file):
      let code = onLesson(name) { opened in
        PackCommand(output: file).run(opened, files: WholeFiles(), output: output).rawValue
      }
      return ExitCode(rawValue: code) ?? .failed
    case .handout(let request):
      return handout(request, lessons: lessons, sessions: keptSessions, telling: ToldSessions())
    case .collect(let paths, let session): return collect(paths, session: session)
    case .listSessions(let json): return listSessions(json: json)
    case .exportSession(let session, let format, let path):
      return exportSession(session, format: format, output: path)
    case .erase(let code, let session): return erase(code, session: session)
    default:
      output.complain("teaching", "not there yet")
      return .usage
    }
  }

  /// Opens a lesson and goes on with it.
  private func onLesson(_ name: String, _ work: (OpenedLesson) -> Int32) -> Int32 {
    do throws(ShelfFault) {
      guard let opened = try lessons.lesson(name) else {
        let isThere = access(name, F_OK) == 0
        throw ShelfFault(
          what: name,
          why: isThere ? "is no lesson" : "no such lesson; sidelight teach lists them",
          code: .unusable)
      }
      return work(opened)
    } catch {
      output.complain(error.what, error.why)
      return error.code.rawValue
    }
  }

  /// Does what needs a screen; whatever goes wrong is said in one line, with its exit code.
  func onScreen(_ command: String, toDo: String, _ work: () throws -> Int32) -> Int32 {
    guard Environment.isTerminal(1) else {
      output.complain(command, "needs a terminal to \(toDo)")
      return ExitCode.usage.rawValue
    }
    do { return try work() } catch let fault as ShelfFault {
      output.complain(fault.what, fault.why)
      return fault.code.rawValue
    } catch let error as DeskError {
      output.complain(error.path, error.reason)
      return ExitCode.failed.rawValue
    } catch let error as TerminalError {
      output.complain("terminal", error.explanation)
      return ExitCode.failed.rawValue
    } catch {
      output.complain(command, "\(error)")
      return ExitCode.failed.rawValue
    }
  }
}
