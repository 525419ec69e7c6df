// Texts that are read in windows, and texts that arrive or change while they are read.

import Foundation
import Glibc
import TerminalDriver
import Testing

@Suite struct LongTextTests {
  /// Some twenty megabytes: more than is read whole.
  private static func longText() -> String {
    let line = String(
      repeating: "the river had been high since the first week of March ", count: 12)
    var text = ""
    text.reserveCapacity(21 << 20)
    var number = 0
    while text.utf8.count < 20 << 20 {
      number += 1
      text += "Paragraph \(number). \(line)\n\n"
      if number == 20_000 { text += "Here stands the Needleword once.\n\n" }
    }
    return text + "The very last paragraph.\n"
  }

  @Test func everyPlaceOfALongTextIsReachedAtOnce() throws {
    let home = try TestHome()
    let path = try home.write(Self.longText(), to: "long.txt")
    let reader = try ReaderSession([path], in: home)
    try reader.tmux.waitFor("Paragraph 1.")
    try reader.tmux.send("G")
    try reader.tmux.waitFor("The very last paragraph.")
    try reader.tmux.waitFor("the count") { $0.first?.contains("100 %") ?? false }
    try reader.tmux.send("g")
    try reader.tmux.waitFor("Paragraph 1.")
    try reader.tmux.type("50%")
    try reader.tmux.waitFor("the middle") { $0.first?.contains("· 49 %") ?? false }
    try reader.tmux.type("12345p")
    try reader.waitForPlace("12345/")
    try reader.tmux.waitFor("Paragraph 12345.")
    try reader.tmux.type("/Needleword")
    try reader.tmux.send("Enter")
    try reader.waitForMessage("1 of 1 · Needleword")
    try reader.tmux.waitFor("Here stands the Needleword once.")
    try reader.waitForPlace("20001/")
    try reader.quit()
    // The place is there at the next start.
    let again = try ReaderSession([path], in: home, waitsFor: "Here stands the Needleword")
    try again.quit()
  }

  @Test func aLongTextThatIsReplacedKeepsThePlaceByItsWords() throws {
    let home = try TestHome()
    let text = Self.longText()
    let path = try home.write(text, to: "long.txt")
    let reader = try ReaderSession([path], in: home)
    try reader.tmux.type("20000p")
    try reader.waitForPlace("20000/")
    _ = try home.write("Something new before all of it.\n\n" + text, to: "long.new")
    #expect(rename(home.path("long.new"), path) == 0)
    try reader.waitForMessage("changed elsewhere")
    try reader.tmux.waitFor("▌ Paragraph 20000.")
    try reader.waitForPlace("20001/")
    // Cut to a few bytes while it is open: no crash, and what is left is shown.
    truncate(path, 100)
    try reader.tmux.waitFor("Something new before all of it.")
    try reader.quit()
  }

  @Test func aShortTextThatGrowsIsFollowed() throws {
    let home = try TestHome()
    let path = try home.write("First line.\n\nSecond line.\n", to: "log.txt")
    let reader = try ReaderSession([path], in: home)
    try reader.tmux.send("F")
    try reader.waitForMessage("following")
    for number in 1...40 {
      let file = try #require(fopen(path, "a"))
      fputs("\nAdded \(number).\n", file)
      fclose(file)
    }
    try reader.tmux.waitFor("Added 40.")
    try reader.quit()
  }

  @Test func readingBeginsWhileThePipeGoesOn() throws {
    let home = try TestHome()
    let fifo = home.path("pipe")
    #expect(mkfifo(fifo, 0o600) == 0)
    let reader = try ReaderSession(
      ["-c", "exec \"$1\" < \"$2\"", "sh", InstalledProgram.full, fifo], in: home,
      program: "/bin/sh", waitsFor: nil)
    let writer = open(fifo, O_WRONLY)
    #expect(writer >= 0)
    func send(_ text: String) { _ = text.withCString { write(writer, $0, strlen($0)) } }
    send("The first paragraph.\n\nThe second")
    try reader.tmux.waitFor("The first paragraph.")
    send(" goes on.\n\n")
    try reader.tmux.waitFor("The second goes on.")
    try reader.tmux.send("F")
    for number in 1...60 { send("Paragraph number \(number).\n\n") }
    try reader.tmux.waitFor("Paragraph number 60.")
    close(writer)
    // All of it is there now, and counted.
    try reader.waitForPlace("62/62")
    try reader.tmux.send("g")
    try reader.tmux.waitFor("The first paragraph.")
    try reader.quit()
  }

  @Test func whatCameThroughAPipeIsReadInAnotherWay() throws {
    let reader = try ReaderSession(["-"], input: "one\ntwo\nthree\n", waitsFor: "1/1")
    try reader.tmux.type(":paragraphs line")
    try reader.tmux.send("Enter")
    try reader.waitForPlace("1/3")
    try reader.tmux.type(":paragraphs auto")
    try reader.tmux.send("Enter")
    try reader.waitForPlace("1/1")
    try reader.quit()
  }
}
