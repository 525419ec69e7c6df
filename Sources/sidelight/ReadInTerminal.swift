// Hands a text to the reader on the screen.

import Commands
import Desk
import Documents

extension Program {
  /// Reads on the screen until the reader leaves; the exit code of the program.
  func readInTerminal(_ name: String) -> ExitCode {
    printText(name, width: nil, linear: false)  // EventLoop
  }
}
