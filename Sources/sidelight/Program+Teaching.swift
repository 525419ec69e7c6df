// The commands around a lesson meet the concrete rooms.

import Commands

extension Program {
  /// Does one of the commands for teaching; the exit code of the program.
  func runTeaching(_ task: TeachingTask) -> Int32 {
    let code: ExitCode
    switch task {
    case .newLesson(let document, let file): code = newLesson(document, output: file)
    case .checkLessons(let files, let strict, let json):
      code = checkLessons(files, strict: strict, json: json)
    case .teach(nil, _): code = listLessons()
    default:
      output.complain("teaching", "not there yet")
      code = .usage
    }
    return code.rawValue
  }
}
