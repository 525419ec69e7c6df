// The shipped column with the shipped notes, and with somebody's vault of ordinary words.

import Documents
import Foundation
import Notes
import Testing
import Text

@testable import Linking

struct SampleColumnTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let column = try? String(
    contentsOf: root.appending(path: "seeds/dugin-istanbul-2025-07-24.txt"), encoding: .utf8)

  @Test(.enabled(if: column != nil))
  func ordinaryVaultLightsUpNothing() throws {
    let text = try #require(Self.column)
    let list = try String(
      contentsOf: Self.root.appending(path: "Sources/CWordLists/en.txt"), encoding: .utf8)
    let words = list.split(separator: "\n").enumerated().filter { $0.offset % 4 == 0 }.map(
      \.element)
    #expect(words.count > 10_000)
    // The words of the column itself are the ones most likely to light up.
    let own = text.split { !$0.isLetter }.map { $0.lowercased() }
      .filter { OrdinaryWords.contains($0, language: "en") }
    var notes: [Note] = []
    for (index, word) in (words.map(String.init) + own).enumerated() {
      notes.append(makeNote("n\(index)", word.prefix(1).uppercased() + word.dropFirst(), kind: nil))
      notes.append(makeNote("o\(index)", word, kind: nil))
    }
    let links = link(notes, makeDocument(text))
    #expect(links.count == 11)
    #expect(links.flatMap(\.links).map(\.title) == [])
  }

  @Test(.enabled(if: column != nil))
  func columnHasItsNames() throws {
    let text = try #require(Self.column)
    let notes = [
      makeNote("vladimir-medinsky", "Vladimir Medinsky", kind: .person),
      makeNote("armageddon", "General Armageddon", kind: .person),
      makeNote("nabu", "National Anti-Corruption Bureau of Ukraine", ["NABU"], kind: .organization),
      makeNote(
        "sapo", "Specialised Anti-Corruption Prosecutor's Office",
        ["Specialized Anti-Corruption Prosecutor's Office", "SAP"], kind: .organization),
      makeNote("kiev", "Kyiv", ["Kiev"], kind: .place),
      makeNote("nazis", "Ukrainian Nazi"), makeNote("ria", "RIA Novosti", kind: .organization),
      makeNote("us", "United States", ["U.S."], kind: .place),
    ]
    #expect(
      found(notes, text) == [
        "", "", "", "us=U.S./alias nazis=Ukrainian Nazis/inflected",
        "vladimir-medinsky=Vladimir Medinsky/title armageddon=General Armageddon/title",
        "kiev=Kiev/alias,Kiev/alias nabu=NABU/alias,National Anti-Corruption Bureau of Ukraine/title "
          + "sapo=SAP/alias,Specialized Anti-Corruption Prosecutor’s Office/alias",
        "", "",
        "kiev=Kiev/alias vladimir-medinsky=Medinsky/surname armageddon=General Armageddon/title",
        "", "ria=Ria Novosti/title",
      ])
    let link = try #require(link(notes, makeDocument(text))[4].links.first)
    #expect(link.matches.map(\.range.start.value) == [1966])
    #expect(link.matches.map(\.range.end.value) == [1983])
  }
}
