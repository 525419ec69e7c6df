// Some hundred mutated inputs of each format, always the same ones; script/fuzz runs as many as are asked.

import Documents
import FormatMutations
import Foundation
import Testing

@Suite struct FormatMutationTests {
  @Test(arguments: TextFormat.allCases) func mutatedInputsMakeSoundDocuments(_ format: TextFormat) {
    let run = FuzzRun(
      mutator: FuzzRun.mutator(of: format, fixtures: FixtureTests.folder.path))
    var made = 0
    for number in 0..<300 {
      let outcome = run.outcome(of: run.mutator.input(number, seed: 20))
      if !outcome.isRefused { made += 1 }
      #expect(outcome.broken == [], "\(format) input \(number) of seed 20")
    }
    // Where everything is refused nothing is tried.
    if format != .pdf { #expect(made > 30) }
  }

  @Test func anInputDependsOnSeedAndNumberAlone() {
    let mutator = Mutator(format: .markdown, seeds: [Array("# a\n\nb".utf8)], archives: [])
    #expect(mutator.input(7, seed: 1).bytes == mutator.input(7, seed: 1).bytes)
    #expect(
      (0..<20).contains { mutator.input($0, seed: 1).bytes != mutator.input($0, seed: 2).bytes })
  }

  /// A document whose parts do not fit together is told from a sound one.
  @Test func brokenRulesAreFound() throws {
    let sound = try ParsedFormats.document(from: Array("# a\n\nb".utf8), format: .markdown)
    #expect(DocumentRules.broken(by: sound, input: 6) == [])
    #expect(!DocumentRules.broken(by: sound, input: 4).isEmpty)
    var document = sound
    document.structure.outline[0].paragraph = 2
    document.structure.anchors["x"] = 9
    document.structure.origins.removeLast()
    #expect(DocumentRules.broken(by: document, input: 6).count == 3)
  }
}
