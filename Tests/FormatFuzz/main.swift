// Parses mutated input of a format and says what does not hold.
// FormatFuzz FORMAT COUNT SEED FIXTURES FOLDER; FormatFuzz FORMAT write NUMBER SEED FIXTURES FOLDER
//
// The number of the input being parsed stands in FOLDER/FORMAT.at, so that after a crash it can be made
// again.

import Documents
import FormatMutations
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Seconds that an input may take; more than the parser of a text of 64 kB needs even when it is checked
/// at every step.
let bound = 2.0

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("fuzz: \(message)\n".utf8))
  exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count >= 6, let format = TextFormat(rawValue: arguments[1]) else {
  fail("FORMAT COUNT SEED FIXTURES FOLDER")
}
let isWriting = arguments[2] == "write"
let rest = Array(arguments.dropFirst(isWriting ? 3 : 2))
guard rest.count == 4, let count = Int(rest[0]), let seed = UInt64(rest[1]) else {
  fail("COUNT and SEED are numbers")
}
let folder = URL(fileURLWithPath: rest[3])
let run = FuzzRun(mutator: FuzzRun.mutator(of: format, fixtures: rest[2]))

func write(_ number: Int) -> String {
  let input = run.mutator.input(number, seed: seed)
  let file = folder.appending(path: "\(format.rawValue)-\(seed)-\(number)")
  try? Data(input.bytes).write(to: file)
  return "\(file.path) (\(input.isComplete ? "complete" : "first part"), \(input.wishes))"
}

if isWriting {
  print(write(count))
  exit(0)
}

let place = open(
  folder.appending(path: "\(format.rawValue).at").path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
let start = ContinuousClock.now
var slowest = (seconds: 0.0, number: 0)
var failures = 0
var refused = 0
var done = 0
for number in 0..<count {
  var text = "\(number)          "
  text.withUTF8 { _ = pwrite(place, $0.baseAddress, $0.count, 0) }
  // An input that never ends is a crash, too.
  alarm(60)
  let input = run.mutator.input(number, seed: seed)
  let outcome = run.outcome(of: input)
  done += 1
  if outcome.isRefused { refused += 1 }
  if outcome.seconds > slowest.seconds { slowest = (outcome.seconds, number) }
  var broken = outcome.broken
  if outcome.seconds > bound { broken.append("took \(outcome.seconds) s") }
  if broken.isEmpty { continue }
  failures += 1
  print("\(format.rawValue) input \(number) of seed \(seed): \(write(number))")
  for rule in broken { print("  \(rule)") }
  if failures >= 20 { break }
}
alarm(0)
let seconds = (ContinuousClock.now - start).components.seconds
print(
  "\(format.rawValue): \(done) inputs of seed \(seed) in \(seconds) s, \(refused) refused,"
    + " \(failures) failed, slowest \(slowest.seconds) s (input \(slowest.number))")
exit(failures == 0 ? 0 : 1)
