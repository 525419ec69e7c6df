// Links to a renamed note: led there before, lead there after, and nothing else is touched.

import Notes
import Testing
import Text
import Vault

@testable import Authoring

@Suite struct LinkRewritingTests {
  private let files: [NoteID: String] = [
    NoteID("people/anna-berg"):
      "---\ntitle: Anna Berg\naliases: [A. Berg]\n---\nSee [[anna-berg]].\n",
    NoteID("nabu"): "---\ntitle: NABU\n---\n",
    NoteID("deep/er/x"): "---\ntitle: X\n---\n",
  ]

  private func rewritten(
    _ text: String, of linking: String = "start", to id: String, title: String,
    renaming: String = "people/anna-berg"
  ) async throws -> String {
    var all = files
    all[NoteID(linking)] = text
    let catalogue = try await InMemoryStore(all, yaml: YAMLReader()).catalogue()
    let note = try #require(catalogue.note(NoteID(renaming)))
    return LinkRewriting(of: note, to: NoteID(id), title: title, in: catalogue)
      .text(text, of: NoteID(linking))
  }

  @Test(arguments: [
    ("[[people/anna-berg]]", "[[people/anna-holm]]"),
    ("[[anna-berg]] [[ANNA-BERG]]", "[[anna-holm]] [[anna-holm]]"),
    ("[[Anna Berg]] [[anna berg]]", "[[Anna Holm]] [[Anna Holm]]"),
    ("[[ anna-berg.md #part | her words ]]", "[[ anna-holm.md #part | her words ]]"),
    ("[[anna-berg|Anna Berg]]", "[[anna-holm|Anna Holm]]"),
    ("| [[anna-berg\\|Anna Berg]] |", "| [[anna-holm\\|Anna Holm]] |"),
    ("[[A. Berg]] [[nabu]] [[nobody]]", "[[A. Berg]] [[nabu]] [[nobody]]"),
    ("[Anna Berg](people/anna-berg.md)", "[Anna Holm](people/anna-holm.md)"),
    ("[she](./people/anna%2Dberg.md#life \"t\")", "[she](./people/anna-holm.md#life \"t\")"),
    ("[she](<people/anna-berg.md>)", "[she](<people/anna-holm.md>)"),
    ("`[[anna-berg]]` <!-- [[anna-berg]] -->", "`[[anna-berg]]` <!-- [[anna-berg]] -->"),
    ("```\n[[anna-berg]]\n```\n[[anna-berg]]", "```\n[[anna-berg]]\n```\n[[anna-holm]]"),
    ("\\[[anna-berg]] ![[anna-berg]]", "\\[[anna-berg]] ![[anna-holm]]"),
    (
      "---\r\nt: \"[[anna-berg]]\"\r\n---\r\n[[anna-berg]]\r\n\u{0}",
      "---\r\nt: \"[[anna-berg]]\"\r\n---\r\n[[anna-holm]]\r\n\u{0}"
    ),
  ])
  func styles(_ before: String, _ after: String) async throws {
    let text = try await rewritten(before, to: "people/anna-holm", title: "Anna Holm")
    #expect(text.isByteForByte(after), "\(text)")
  }

  @Test func pathsAreRelativeToTheLinkingNote() async throws {
    let text = try await rewritten(
      "[x](../../people/anna-berg.md) [x](people/anna-berg.md)", of: "deep/er/start",
      to: "people/anna (new) 50%", title: "Anna (new) 50%")
    #expect(
      text == "[x](../../people/anna%20%28new%29%2050%25.md) [x](people/anna-berg.md)")
  }

  @Test func aTakenTitleIsLinkedByItsID() async throws {
    // NABU is another note's title: the link must not end there.
    let text = try await rewritten("[[Anna Berg]]", to: "people/nabu-2", title: "NABU")
    #expect(text == "[[people/nabu-2]]")
  }

  @Test func aTakenShortNameIsWrittenOut() async throws {
    let text = try await rewritten("[[anna-berg]]", to: "people/x", title: "Xenia")
    #expect(text == "[[people/x]]")
  }

  @Test func wordsThatWouldBreakTheLinkStay() async throws {
    let text = try await rewritten(
      "[Anna Berg](people/anna-berg.md) [[Anna Berg]]", to: "people/a-b", title: "A [b] *c*")
    #expect(text == "[Anna Berg](people/a-b.md) [[people/a-b]]")
  }

  @Test func linksInsideALinksWordsAreNoReasonToFail() async throws {
    let text = "[[A b]](x.md) [[[A b]](x.md)"
    let store = InMemoryStore(
      [NoteID("x"): "---\ntitle: \"[A b]\"\naliases: [A b]\n---\n", NoteID("start"): text],
      yaml: YAMLReader())
    let catalogue = try await store.catalogue()
    let note = try #require(catalogue.note(NoteID("x")))
    let there = LinkRewriting(of: note, to: NoteID("y"), title: "Y", in: catalogue)
      .text(text, of: NoteID("start"))
    #expect(there == "[Y](y.md) [[Y](y.md)")
  }

  @Test func randomFilesKeepEveryOtherByte() async throws {
    var chance = Chance(99)
    for _ in 0..<200 {
      var text = ""
      for _ in 0..<6 {
        text += chance.text(4)
        text +=
          ["[[anna-berg]]", "[[", "](people/anna-berg.md)", "```\n", "<!--", "|"]
          .randomElement(using: &chance) ?? ""
      }
      let there = try await rewritten(text, to: "people/anna-holm", title: "Anna Holm")
      let count = there.utf8.count - text.utf8.count
      #expect(count == 0)
      let different = zip(text.utf8, there.utf8).filter { $0 != $1 }.count
      // Four letters of "berg" and "holm" differ.
      #expect(different % 4 == 0)
    }
  }
}
