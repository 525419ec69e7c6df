// Runs every transcript file in a home of its own. `SIDELIGHT_RECORD=1 swift test` writes what the
// program does now into the files, to be looked through before it is kept; never in CI.

import Foundation
import TerminalDriver
import Testing

@Suite struct TranscriptTests {
  private static let folder = Checkout.root + "/Tests/Transcripts"
  private static let isRecording = {
    let variables = ProcessInfo.processInfo.environment
    return variables["SIDELIGHT_RECORD"] != nil && variables["CI"] == nil
  }()

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".transcript") }.sorted()

  @Test func thereAreTranscripts() { #expect(Self.names.count >= 10) }

  @Test(arguments: names) func printsWhatTheTranscriptSays(name: String) throws {
    let path = Self.folder + "/" + name
    let home = try TestHome()
    let desk = home.path("desk")
    try FileManager.default.copyItem(atPath: Self.folder + "/files", toPath: desk)
    try FileManager.default.copyItem(
      atPath: Checkout.root + "/seeds/dugin-istanbul-2025-07-24.txt", toPath: desk + "/column.txt")
    var transcript = Transcript(try String(contentsOfFile: path, encoding: .utf8))
    let program = transcript.wantsShippedNotes ? InstalledProgram.full : InstalledProgram.bare
    let programs = URL(fileURLWithPath: program).deletingLastPathComponent().path
    for index in transcript.steps.indices {
      let step = transcript.steps[index]
      let run = try ProgramRun.of(
        "/bin/sh", ["-c", step.command.joined(separator: "\n")], in: home,
        environment: ["PATH": programs + ":/usr/local/bin:/usr/bin:/bin"], directory: desk)
      let seen = Transcript.seen(
        run, names: [(home.folder.path, "HOME"), (InstalledProgram.root, "INSTALLED")])
      if Self.isRecording {
        transcript.steps[index].expected = seen
      } else if seen != step.expected {
        Issue.record(
          """
          \(name):\(step.line): $ \(step.command.joined(separator: "\n+ "))
          expected:
          \(step.expected.joined(separator: "\n"))
          but came:
          \(seen.joined(separator: "\n"))
          """)
      }
    }
    if Self.isRecording {
      try transcript.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }
}
