// Selecting and copying in the whole program: the clipboard's programs, the terminal's own way, the
// mouse in tmux.

import Foundation
import TerminalDriver
import Testing

@Suite struct CopyRunTests {
  /// A stand-in for a clipboard program that keeps what it is given.
  private func install(_ name: String, _ script: String, in home: TestHome) throws -> String {
    _ = try home.install(script: script, as: name)
    return home.path("bin") + ":/usr/bin:/bin"
  }

  @Test func theDesktopsProgramGetsTheSelection() throws {
    let home = try TestHome()
    let path = try install("wl-copy", "cat >\"$HOME/copied\"", in: home)
    let reader = try ReaderSession(
      in: home, environment: ["PATH": path, "WAYLAND_DISPLAY": "wayland-test"])
    try reader.go(to: 5)
    try reader.tmux.waitFor("Medinsky[1]")
    try reader.tmux.send("v", "w")
    try reader.waitForMessage("3 words")
    try reader.tmux.send("y")
    try reader.waitForMessage("copied 3 words with wl-copy")
    #expect(home.read("copied") == "Vladimir Medinsky. Many")
    try reader.quit()
  }

  @Test func withoutADesktopTheTerminalIsAsked() throws {
    let home = try TestHome()
    // There, but of no use without a display.
    let path = try install("wl-copy", "cat >\"$HOME/copied\"", in: home)
    let text = try home.write("Alpha beta gamma.\n", to: "a.txt")
    let run = try PtyRun(InstalledProgram.bare, [text], in: home, environment: ["PATH": path])
    try run.wait(for: "Alpha")
    run.feed("vwy")
    try run.wait(for: "\u{1B}]52;c;QWxwaGEgYmV0YQ==\u{1B}\\")
    try run.wait(for: "(asked the terminal)")
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
    #expect(home.read("copied") == nil)
  }

  @Test(arguments: [
    ("exit 0", "ok clipboard: xclip answers;"),
    ("echo 'Error: no TARGETS' >&2; exit 1", "xclip answers;"),
    ("echo \"Error: Can't open display: :9\" >&2; exit 1", "!  clipboard: xclip cannot reach"),
    ("exec sleep 60", "!  clipboard: xclip does not answer;"),
  ])
  func doctorTriesIt(script: String, expected: String) throws {
    let home = try TestHome()
    let path = try install("xclip", script, in: home)
    let run = try ProgramRun.of(
      InstalledProgram.bare, ["doctor"], in: home, environment: ["PATH": path, "DISPLAY": ":9"])
    #expect(run.text.contains(expected), "\(run.text)")
  }

  @Test func aClipboardProgramThatHangsHoldsNothingUp() throws {
    let home = try TestHome()
    let path = try install("xclip", "exec sleep 60", in: home)
    let reader = try ReaderSession(in: home, environment: ["PATH": path, "DISPLAY": ":9"])
    try reader.tmux.send("y", "j")
    try reader.waitForPlace("2/11")
    try reader.waitForMessage("(asked the terminal)")
    try reader.quit()
  }

  @Test func draggingSelects() throws {
    let home = try TestHome()
    let text = try home.write("Alpha beta gamma.\n\nSecond paragraph here.\n", to: "a.txt")
    let run = try PtyRun(InstalledProgram.bare, [text], in: home)
    try run.wait(for: "Alpha")
    run.feed("M")
    try run.wait(for: "\u{1B}[?1002h")
    // Row and column from 1: the text begins in the second row, fourth column.
    run.feed("\u{1B}[<0;11;2M\u{1B}[<32;11;3M\u{1B}[<32;5;4M\u{1B}[<0;5;4m")
    run.feed("y")
    let expected = Data("beta gamma.\n\nSecond".utf8).base64EncodedString()
    try run.wait(for: "\u{1B}]52;c;\(expected)\u{1B}\\")
    run.feed("Q")
    #expect(try run.waitForExit() == 0)
  }

  /// tmux passes the mouse of its own client on as it would a person's.
  @Test func tmuxSendsTheDrag() throws {
    let session = try TmuxSession("TerminalProbe", ["mouse"], in: try TestHome())
    try session.waitFor("ready")
    let flags = "#{mouse_button_flag} #{mouse_sgr_flag} #{mouse_any_flag}"
    #expect(try session.tmux("display-message", "-p", flags).lines == ["1 1 1"])
    try session.send("q")
    try session.waitForExit()
  }
}
