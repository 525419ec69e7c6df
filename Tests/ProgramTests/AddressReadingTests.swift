// A page at an address, read on the screen by the whole program.

import Foundation
import TerminalDriver
import Testing

@Suite struct AddressReadingTests {
  @Test func aPageIsReadFromTheSectionThatWasAskedFor() throws {
    // A page of a few words is shown whole.
    let words = String(repeating: "The river rose on Friday, the station said. ", count: 20)
    let server = try LoopbackServer { _, _ in
      LoopbackServer.reply(
        """
        <!doctype html><title>Levels</title><nav><a href="/">Menu entry</a></nav><article>
        <h1>Levels</h1><p>\(words)</p>
        <h2 id="after">Afterwards</h2><p>\(words)</p></article>
        """, headers: ["Content-Type: text/html; charset=utf-8"])
    }
    let reader = try ReaderSession([server.address("/levels#after")])
    try reader.tmux.waitFor("▌ Afterwards")
    #expect(!reader.tmux.screen().contains { $0.contains("Menu entry") })
    try reader.quit()
  }
}
