// What a check found, as lines for people or JSON for programs.

import Notes

/// Lists problems and what they mean for the shell.
struct ProblemReport {
  var json: Bool
  /// Warnings count as errors.
  var strict: Bool

  /// Writes the problems, for people also how many things of what kind were checked.
  func write(_ problems: [NoteProblem], of count: Int, _ noun: String, _ output: Output)
    -> ExitCode
  {
    for problem in problems where !output.isClosed {
      if json {
        output.json(NoteJSON.object(problem))
      } else {
        output.line(
          "\(problem.path):\(problem.line): \(problem.severity): \(problem.message) "
            + "[\(problem.rule)]")
      }
    }
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    if !json {
      let found =
        problems.isEmpty
        ? "nothing to say"
        : NoteWords.counted(errors, "error") + ", " + NoteWords.counted(warnings, "warning")
      output.line("\(NoteWords.counted(count, noun)) checked: \(found)")
    }
    return errors > 0 || strict && warnings > 0 ? .nothing : .fine
  }
}
