// Prints what becomes of files: DocumentProbe [--whole] [--tree | --time] FILE…
// The paragraphs' text, one blank line between them; with --tree everything a document holds, with --time
// how many milliseconds the file took. Several files are parted by form feeds.

import Documents
import Glibc

var wishes = OpeningWishes()
var shows = "text"
var paths: [String] = []
for argument in CommandLine.arguments.dropFirst() {
  switch argument {
  case "--whole": wishes.isWhole = true
  case "--tree": shows = "tree"
  case "--time": shows = "time"
  default: paths.append(argument)
  }
}

var failed = false
let clock = ContinuousClock()
for (index, path) in paths.enumerated() {
  if index > 0 { print("\u{C}") }
  do {
    let start = clock.now
    let document = try TextFile.open(path, wishes: wishes)
    let taken = start.duration(to: clock.now)
    switch shows {
    case "tree": print(DocumentTree.dump(document), terminator: "")
    case "time":
      let milliseconds =
        taken.components.seconds * 1000 + taken.components.attoseconds / 1_000_000_000_000_000
      print(path, milliseconds, "ms", document.paragraphs.count, "paragraphs", document.remarks)
    default: print(document.normalisedText)
    }
  } catch {
    failed = true
    print("error: \(error)")
  }
}
exit(failed ? 1 : 0)
