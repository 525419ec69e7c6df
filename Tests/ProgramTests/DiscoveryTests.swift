// Which notes are found beside a text without being named.

import Foundation
import Glibc
import TerminalDriver
import Testing

/// Temporary folders are everybody's, where nothing is ever found; so these tests live in the build
/// folder, unless everybody may write there, too.
private let place: String? = {
  let build = Checkout.root + "/.build"
  var folder = URL(fileURLWithPath: build).resolvingSymlinksInPath()
  while true {
    var status = stat()
    guard stat(folder.path, &status) == 0, status.st_mode & S_IWOTH == 0 else { return nil }
    if folder.path == "/" { return build }
    folder.deleteLastPathComponent()
  }
}()

@Suite(.enabled(if: place != nil, "the checkout lies below a folder that everybody may write to"))
struct DiscoveryTests {
  private let home: TestHome

  init() throws { home = try TestHome(in: place) }

  /// A folder of notes with one note on Anna Berg, whose id says which folder it is.
  private func notes(_ folder: String, marker: String, id: String) throws {
    try home.write("", to: folder + "/" + marker + "/keep")
    try home.write("---\ntitle: Anna Berg\nkind: person\n---\nText.\n", to: folder + "/\(id).md")
  }

  private func ids(_ words: [String], from folder: String, input: String = "") throws -> [String] {
    let run = try ProgramRun.of(
      InstalledProgram.bare, ["mentions", "--json"] + words, in: home, input: Data(input.utf8),
      directory: home.path(folder))
    #expect(run.exitCode == 0, "\(run.errorText)")
    return run.text.matches(of: /"id":"([^"]*)"/).map { String($0.1) }
  }

  @Test(arguments: [".sidelight", ".obsidian", ".zk"])
  func aMarkedFolderAboveTheTextIsFound(marker: String) throws {
    try notes("vault", marker: marker, id: "above")
    let text = try home.write("Anna Berg.\n", to: "vault/texts/deep/a.txt")
    try home.write("", to: "elsewhere/keep")
    #expect(try ids([text], from: "elsewhere") == ["above"])
  }

  @Test func theNotesFolderOfAFolderAboveIsFound() throws {
    try notes("project/Notes", marker: ".sidelight", id: "beside")
    let text = try home.write("Anna Berg.\n", to: "project/texts/a.txt")
    #expect(try ids([text], from: ".") == ["beside"])
  }

  @Test func theNearestFolderWins() throws {
    try notes("vault", marker: ".obsidian", id: "far")
    try notes("vault/texts/Notes", marker: ".zk", id: "near")
    let text = try home.write("Anna Berg.\n", to: "vault/texts/a.txt")
    #expect(try ids([text], from: ".") == ["near"])
  }

  @Test func thenTheWorkingFolderCounts() throws {
    try notes("vault", marker: ".sidelight", id: "working")
    try home.write("", to: "vault/inner/keep")
    #expect(try ids(["-"], from: "vault/inner", input: "Anna Berg.\n") == ["working"])
  }

  @Test func nothingIsTakenBelowAFolderThatEverybodyMayWriteTo() throws {
    try notes("vault/Notes", marker: ".sidelight", id: "trusted")
    try notes("vault/open/inner/Notes", marker: ".sidelight", id: "planted")
    let text = try home.write("Anna Berg.\n", to: "vault/open/inner/a.txt")
    chmod(home.path("vault/open"), 0o777)
    #expect(try ids([text], from: "vault/open/inner") == ["trusted"])
  }

  @Test func namedFoldersComeFirst() throws {
    try notes("vault", marker: ".sidelight", id: "found")
    try notes("other", marker: ".sidelight", id: "named")
    let text = try home.write("Anna Berg.\n", to: "vault/a.txt")
    #expect(try ids(["--notes", home.path("other"), text], from: ".") == ["named"])
    try home.write("notes: [\(home.path("other"))]\n", to: "config/sidelight/config.yaml")
    #expect(try ids([text], from: ".") == ["named"])
  }

  @Test func theReaderFindsThemToo() throws {
    try notes("vault", marker: ".sidelight", id: "found")
    let text = try home.write("Anna Berg.\n", to: "vault/a.txt")
    let reader = try ReaderSession([text], in: home, program: InstalledProgram.bare)
    try reader.tmux.waitFor("[1] Anna Berg")
    try reader.quit()
  }
}
