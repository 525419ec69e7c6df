// Taking one pupil out of a session's record, line by line: all other lines stay as they are.

/// Removes what came from one code.
public enum SessionErasing {
  /// A record's lines without anything of a code; nil when there is nothing of it. Of a line that makes
  /// no sense here nothing is known but whether the code stands in it: then it goes, too.
  public static func lines(_ lines: [String], without code: String) -> [String]? {
    var isThere = false
    let quoted = SessionLines.encoded(code) ?? code
    let kept = lines.compactMap { line -> String? in
      guard let timed = SessionLines.event(of: line) else {
        let isHis = line.contains(quoted)
        isThere = isThere || isHis
        return isHis ? nil : line
      }
      guard let event = event(timed.event, without: code) else {
        isThere = true
        return nil
      }
      if event == timed.event { return line }
      isThere = true
      return SessionLines.line(of: TimedEvent(at: timed.at, event))
    }
    return isThere ? kept : nil
  }

  /// An event without anything of a code; nil when nothing is left of it.
  static func event(_ event: SessionEvent, without code: String) -> SessionEvent? {
    switch event {
    case .collected(var answers):
      if answers.code == code { return nil }
      answers.marks.removeAll { $0.who == code }
      return .collected(answers: answers)
    case .marked(let mark), .unmarked(let mark): return mark.who == code ? nil : event
    case .group(_, let name, _): return name == code ? nil : event
    default: return event
    }
  }
}
