// The commands around a lesson meet the concrete rooms.

import Commands

extension Program {
  /// Does one of the commands for teaching; the exit code of the program.
  func runTeaching(_ task: TeachingTask) -> Int32 {
    let code: ExitCode
    switch task {
    case .handout(let request): code = handout(request)
    default:
      output.complain("teaching", "not there yet")
      code = .usage
    }
    return code.rawValue
  }
}
