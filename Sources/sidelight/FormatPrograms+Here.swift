// Looks for what formats need on this system.

import Commands
import Documents
import Glibc

extension FormatPrograms {
  /// What is there now.
  static var here: FormatPrograms {
    FormatPrograms(
      hasPDFToText: hasProgram("pdftotext"), hasZIP: TextFormat.canUnpack,
      hasCurl: hasProgram("curl"))
  }

  private static func hasProgram(_ name: String) -> Bool {
    (Environment.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
      .contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
