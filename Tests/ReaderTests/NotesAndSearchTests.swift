// Selecting and opening notes, searching, lists, the command line: keys in, state and effects out.

import Documents
import Linking
import Notes
import Reader
import Screen
import Testing
import Text

@Suite struct NotesBesideTheText {
  private let text = "Ada met Babbage. Ada wrote.\n\nNobody here.\n\nBabbage alone."
  private var notes: [Note] {
    var ada = Support.note(
      "Ada", aliases: ["Lovelace"], kind: .person,
      body:
        "Wrote a program.[^1] See [[babbage]].\n\n[^1]: Publisher, \"Title\", 2024-05-06, <https://example.org/a>",
      description: "A mathematician.")
    ada.sources = [
      Source(
        label: "1", publisher: "Publisher", title: "Title", date: "2024-05-06",
        url: "https://example.org/a", text: "Publisher", line: 3)
    ]
    ada.references = [NoteReference(target: "babbage", label: "babbage", isPath: false, line: 1)]
    return [ada, Support.note("Babbage", kind: .person, description: "An engineer.")]
  }

  @Test func theFirstNoteIsSelectedOnEntering() throws {
    var state = try Support.state(text, notes: notes)
    #expect(state.selectedLink?.title == "Ada")
    state.type("Tab")
    #expect(state.selectedLink?.title == "Babbage")
    state.type("Tab")
    #expect(state.selectedLink?.title == "Ada")
    state.type("Shift-Tab j j")
    #expect(state.selectedLink?.title == "Babbage")
    #expect(state.focus == 2)
  }

  @Test func theSelectedNoteShowsDescriptionSourcesAndCount() throws {
    let screen = try Support.state(text, notes: notes).screen.joined(separator: "\n")
    #expect(screen.contains("[1] Ada"))
    #expect(screen.contains("A mathematician."))
    #expect(screen.contains("1 source, 2024-05-06"))
    #expect(screen.contains("2 mentions"))
    #expect(screen.contains("[2] Babbage"))
    #expect(!screen.contains("An engineer."))
    #expect(screen.contains("Ada[1] met Babbage[2]. Ada wrote."))
  }

  @Test func enterOpensFollowsAndGoesBack() throws {
    var state = try Support.state(text, notes: notes)
    state.type("2 Enter")
    #expect(state.openNotes.map(\.id.value) == ["babbage"])
    state.type("Backspace")
    #expect(state.openNotes.isEmpty)
    state.type("1 Enter")
    #expect(state.openNotes.map(\.id.value) == ["ada"])
    #expect(state.type("1") == [.openAddress("https://example.org/a")])
    state.type("2")
    #expect(state.openNotes.map(\.id.value) == ["ada", "babbage"])
    // Babbage is mentioned in Ada: the backlink leads back.
    state.type("1")
    #expect(state.openNotes.map(\.id.value) == ["ada", "babbage", "ada"])
    state.type("^O ^O ^O")
    #expect(state.openNotes.isEmpty)
    state.type("9 Enter")
    #expect(state.message == "there is no note 9 here")
  }

  @Test func readingOnClosesTheNote() throws {
    var state = try Support.state(text, notes: notes)
    state.type("Enter j")
    #expect(state.openNotes.isEmpty)
    #expect(state.focus == 1)
    #expect(state.screen.joined().contains("no notes on this paragraph"))
  }

  @Test func kindsAreSwitchedOffAndSaid() throws {
    var state = try Support.state(text, notes: notes)
    state.type(":")
    state.enter("kinds")
    state.type("Enter")
    #expect(state.list?.purpose == .kinds)
    let effects = state.type("Enter")
    #expect(state.settings.hiddenKinds.contains(.person))
    #expect(effects.contains(.keepSettings(hiddenKinds: state.settings.hiddenKinds, paneShare: 0)))
    state.type("q")
    #expect(state.shownLinks(of: 0).isEmpty)
    #expect(state.screen.last?.contains("2 notes off · :kinds") == true)
  }

  @Test func aTextWithoutNotesHasTheFullWidthAndSaysHow() throws {
    var state = try Support.state("No names at all.", notes: notes)
    #expect(state.plan.arrangement == .textOnly)
    #expect(state.screen.last?.contains("no notes here · a adds one") == true)
    state.type("a")
    #expect(state.screen.contains { $0.contains("New note on a passage") })
  }

  @Test func textOnlyHasNeitherPaneNorMarks() throws {
    var state = try Support.state(text, notes: notes)
    state.type("z")
    #expect(!state.screen.joined().contains("[1]"))
    #expect(state.plan.pane == nil)
    state.type("z")
    #expect(state.screen.joined().contains("[1]"))
  }

  @Test func answersToOldQuestionsAreDropped() throws {
    var state = try Support.state(text, notes: notes)
    let before = state.shownLinks(of: 0).count
    _ = state.update(
      .linked([ParagraphLinks(paragraph: 0, links: [])], passages: [], isLast: true, generation: -1)
    )
    #expect(state.shownLinks(of: 0).count == before)
  }
}

@Suite struct SearchingTheText {
  private let text = "The line\nend folds. Über all.\n\nline END again, Line."

  private func hits(_ pattern: String) throws -> [Int] {
    TextSearch.find(pattern, in: try Support.document(text)).hits.map(\.start.value)
  }

  @Test func foldsUnlessACapitalIsTyped() throws {
    #expect(try hits("line").count == 3)
    #expect(try hits("Line").count == 1)
    #expect(try hits("über").count == 1)
  }

  @Test func whiteSpaceMatchesAnyOther() throws {
    #expect(try hits("line end") == [4, 31])
    #expect(try hits("line  end").count == 2)
    #expect(try hits("zzz").isEmpty)
  }

  @Test func everyHitHoldsThePattern() throws {
    let document = try Support.document(text)
    for hit in TextSearch.find("an", in: document).hits {
      #expect(Folding.fold(document.normalisedText.slice(hit)) == "an")
    }
  }

  @Test func goesFromHitToHit() throws {
    var state = try Support.state(text)
    state.type("/")
    state.enter("line")
    let effects = state.type("Enter")
    #expect(effects == [.find("line", generation: 1)])
    let found = TextSearch.find("line", in: state.document)
    _ = state.update(.found(found.hits, isCut: false, generation: 1))
    #expect(state.message == "1 of 3 · line")
    state.type("n")
    #expect(state.focus == 1)
    state.type("n n")
    #expect(state.message == "1 of 3 · line · from the top")
    state.type("N")
    #expect(state.message == "3 of 3 · line · from the bottom")
  }
}

@Suite struct KeysAndCommands {
  @Test func interruptTwiceQuitsAndOnceDoesNot() throws {
    var state = try Support.state("text")
    #expect(state.type("^C") == [])
    #expect(state.type("j ^C") == [])
    #expect(state.type("^C") == [.quit(130)])
  }

  @Test func everyCommandLineNameRuns() throws {
    for name in ReaderState.commandNames {
      var state = try Support.state("one\n\ntwo", notes: [Support.note("two", kind: .term)])
      state.type(":")
      state.enter(name)
      state.type("Enter")
      #expect(state.message?.contains("no command") != true, "\(name)")
    }
  }

  @Test func theCommandLineTakesNumbersAndCompletes() throws {
    var state = try Support.state((1...9).map { "p\($0)" }.joined(separator: "\n\n"))
    state.type(":")
    state.enter("4")
    state.type("Enter")
    #expect(state.focus == 3)
    state.type(":")
    state.enter("100%")
    state.type("Enter")
    #expect(state.focus == 8)
    state.type(":")
    state.enter("outl")
    state.type("Tab Enter")
    #expect(state.list?.purpose == .outline)
    state.type("q :")
    state.enter("nonsense")
    state.type("Enter")
    #expect(state.message == "no command nonsense · ? lists them")
  }

  @Test func noKeyOfAModeIsBoundTwiceAndEveryNotationIsAKey() {
    for mode in Mode.allCases {
      let keys = CommandTable.rows.filter { $0.mode == mode }.flatMap(\.defaultKeys)
      #expect(Set(keys).count == keys.count, "\(mode)")
      #expect(keys.allSatisfy { Key(notation: $0) != nil })
    }
    #expect(Set(CommandTable.rows.map(\.command)) == Set(Command.allCases))
  }

  @Test func keysCanBeRebound() throws {
    let key = try #require(Key(notation: "x"))
    var settings = ReaderSettings()
    settings.keymap = Keymap(changes: [
      KeyChange(mode: .reader, key: key, command: .nextParagraph),
      KeyChange(mode: .reader, key: .character("j"), command: nil),
    ])
    var state = try Support.state("one\n\ntwo", settings: settings)
    state.type("j")
    #expect(state.focus == 0)
    #expect(state.message == "j does nothing here · ? shows the keys")
    state.type("x")
    #expect(state.focus == 1)
    #expect(
      settings.keymap.listing().contains("reader\tx\tnext-paragraph\tfocus the next paragraph"))
    #expect(!settings.keymap.listing().contains { $0.hasPrefix("reader\tj\t") })
  }

  @Test func aFieldEditsAsPeopleExpect() {
    var field = TextField("one two")
    _ = field.edit(.fieldDeleteWord)
    #expect(field.text == "one ")
    field.insert("zwei\u{1B}\n")
    #expect(field.text == "one zwei ")
    _ = field.edit(.fieldStart)
    field.insert("é")
    field.insert("\u{301}")
    #expect(field.cursor == 1)
    _ = field.edit(.fieldDeleteToEnd)
    #expect(field.text == "é\u{301}")
  }
}
