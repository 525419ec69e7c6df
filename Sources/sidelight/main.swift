// The program: arguments in, a command or the reader run, an exit code out.

import CPlatform
import Commands
import Glibc

cp_keep_heap()

// A reader that went away is noticed when writing; it is no reason to be killed.
signal(SIGPIPE, SIG_IGN)

let sink = StandardSink()
var code: Int32
do {
  let invocation = try Arguments.invocation(
    of: Array(CommandLine.arguments.dropFirst()), parser: ReadText.task(of:))
  code = Program(choices: invocation.choices, sink: sink).run(invocation.task)
} catch {
  Output(sink).complain(error.what, error.why)
  code = ExitCode.usage.rawValue
}
sink.flush()
if sink.isClosed {
  code = ExitCode.fine.rawValue
} else if let fault = sink.fault {
  Output(sink).complain("standard output", fault)
  code = ExitCode.failed.rawValue
}
exit(code)
