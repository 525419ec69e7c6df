// The commands on kept sessions meet the concrete rooms.

import Commands
import Teaching

extension Program {
  var keptSessions: KeptSessions { KeptSessions(folders: sessionFolders) }

  func collect(_ paths: [String], session: String?) -> ExitCode {
    CollectCommand(paths: paths, session: session).run(
      texts: texts, files: PlainFiles(), archive: keptSessions, telling: ToldSessions(),
      output: output)
  }

  func listSessions(json: Bool) -> ExitCode {
    ListSessionsCommand(json: json).run(archive: keptSessions, output: output)
  }

  func exportSession(
    _ session: String?, format: SessionExportFormat, output path: String?
  ) -> ExitCode {
    ExportSessionCommand(session: session, format: format, output: path).run(
      ExportSessionCommand.Ports(
        archive: keptSessions, telling: ToldSessions(), files: WholeFiles(),
        absolute: Self.absolute, measures: { Measures.json(of: $0, $1, $2) }),
      output: output)
  }

  func erase(_ code: String, session: String?) -> ExitCode {
    EraseCommand(code: code, session: session).run(archive: keptSessions, output: output)
  }

  static func absolute(_ path: String) -> String {
    Environment.realpath(path)
      ?? (path.hasPrefix("/") ? path : Environment.workingFolder + "/" + path)
  }
}
