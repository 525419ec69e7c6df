// What of a session may be told, behind the commands' port.

import Commands
import Documents
import Teaching
import Vault

struct ToldSessions: SessionTelling {
  func lesson(of start: SessionStart) -> Lesson {
    LessonFormat(yaml: YAMLReader()).read(start.lessonText, path: start.lessonPath).lesson
  }

  func questions(of session: Session, in lesson: Lesson) -> [ShownQuestion] {
    slides(lesson, Document(normalised: [], scalarCount: 0, paragraphs: []))
      .toldQuestions(of: session)
  }

  func comparisons(of session: Session, in lesson: Lesson, document: Document)
    -> [SessionComparison]
  {
    slides(lesson, document).toldComparisons(of: session).map {
      SessionComparison(round: $0.round, comparison: $0.comparison)
    }
  }

  private func slides(_ lesson: Lesson, _ document: Document) -> Slides {
    Slides(lesson: lesson, document: document, notes: LessonNotes())
  }
}
