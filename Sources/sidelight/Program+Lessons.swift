// The commands that prepare lessons meet the concrete rooms.

import Commands

extension Program {
  /// The lessons within reach.
  var lessons: FolderLessons { FolderLessons(shelf: shelf, texts: texts) }

  func newLesson(_ document: String, output file: String?) -> ExitCode {
    NewLessonCommand(document: document, output: file)
      .run(texts: texts, files: FreshFiles(), output: output)
  }

  func checkLessons(_ names: [String], strict: Bool, json: Bool) -> ExitCode {
    CheckLessonsCommand(names: names, strict: strict, json: json)
      .run(lessons: lessons, shelf: shelf, linking: linking, output: output)
  }

  func listLessons() -> ExitCode { ListLessonsCommand().run(lessons: lessons, output: output) }
}
