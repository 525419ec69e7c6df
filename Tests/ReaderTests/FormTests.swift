// Writing a note beside the text by script: keys in, state and the exact effects out.

import Anchoring
import Documents
import Notes
import Screen
import Testing
import Text

@testable import Reader

@Suite struct WritingANote {
  private let text =
    "Ada Lovelace met Charles Babbage in London. Nothing else.\n\nnothing with a name here at all"

  private func opened(
    columns: Int = 100, rows: Int = 30, notes: [Note] = [Support.note("London", kind: .place)]
  ) throws -> ReaderState {
    var settings = ReaderSettings()
    settings.documentReference = "../text.txt"
    settings.documentPath = "/texts/text.txt"
    var state = try Support.state(
      text, notes: notes, columns: columns, rows: rows, settings: settings)
    #expect(state.type("a") == [])
    return state
  }

  @Test func theNamesWithoutANoteAreOffered() throws {
    var state = try opened()
    #expect(state.list?.items.map(\.text) == ["Ada Lovelace", "Charles Babbage", "this paragraph"])
    #expect(state.type("j Enter") == [])
    #expect(state.list == nil)
    #expect(state.mode == .form)
    #expect(state.form?.draft.title == "Charles Babbage")
    #expect(state.form?.active == .description)
    #expect(state.form?.passage == nil)
  }

  @Test func aParagraphWithoutNamesOpensTheFormAtOnce() throws {
    var state = try opened()
    state.type("q j")
    #expect(state.type("a") == [])
    let passage = try #require(state.form?.draft.passage)
    #expect(passage.selector.quote == "nothing with a name here at all")
    #expect(passage.selector.position == ScalarRange(ScalarOffset(59), ScalarOffset(90)))
    #expect(passage.selector.prefix.hasSuffix("Nothing else.\n\n"))
    #expect(passage.document == "../text.txt")
    #expect(passage.documentPath == "/texts/text.txt")
    #expect(passage.hash == state.document.contentHash)
    #expect(state.form?.active == .title)
    #expect(state.screen.contains { $0.contains("“nothing with a name here at all”") })
  }

  @Test func typingKeepsADraftAndSavingSendsIt() throws {
    var state = try opened()
    state.type("Enter")
    var draft = NoteDraft()
    draft.title = "Ada Lovelace"
    draft.description = "j"
    #expect(state.enter("j") == [.keepDraft(BegunNote(id: "new-1", draft: draft))])
    state.enter("q ?йφ")
    draft.description = "jq ?йφ"
    #expect(state.form?.draft == draft)
    #expect(state.type("Enter") == [])
    let link = "https://example.org/a"
    draft.sources = [link]
    #expect(
      state.update(.input(.paste(link + "\n")))
        == [.keepDraft(BegunNote(id: "new-1", draft: draft))])
    #expect(state.type("Enter") == [])
    #expect(state.message == "^S saves · Tab more fields")
    #expect(state.type("^S") == [.save(BegunNote(id: "new-1", draft: draft))])
    #expect(state.form?.isSaving == true)
    #expect(state.screen.contains { $0.contains("saving …") })
    #expect(state.enter("x") == [])
    #expect(state.form?.draft == draft)
    #expect(state.formSaved("new-1") == [.dropDraft("new-1")])
    #expect(state.form == nil)
    #expect(state.mode == .reader)
  }

  @Test func aRefusedNoteStaysWithItsReason() throws {
    var state = try opened()
    state.type("Enter x ^S")
    state.formRefused("the folder is read-only", "new-1")
    #expect(state.form?.draft.description == "x")
    let row = try #require(state.screen.firstIndex { $0.contains("! the folder is read-only") })
    #expect(state.frame().stylePlane[row].contains("!"))
    state.enter("y")
    #expect(state.form?.fault == nil)
    #expect(state.type("^S").count == 1)
  }

  @Test func aNoteSavedAfterItsFormWasLeftIsNoDraft() throws {
    var state = try opened()
    state.type("Enter x ^S Esc k")
    #expect(state.form == nil)
    #expect(state.begunNotes.count == 1)
    #expect(state.formSaved("new-1") == [.dropDraft("new-1")])
    #expect(state.begunNotes.isEmpty)
  }

  @Test func anUntouchedFormClosesAtOnce() throws {
    var state = try opened()
    #expect(state.type("Enter Esc") == [])
    #expect(state.form == nil)
    state.type("a Enter x")
    #expect(
      state.type("Backspace Esc") == [
        .keepDraft(BegunNote(id: "new-2", draft: state.draftOf("Ada Lovelace"))),
        .dropDraft("new-2"),
      ])
    #expect(state.form == nil)
  }

  @Test func leavingAsksWhatIsToBecomeOfTheText() throws {
    var state = try opened()
    state.type("Enter x Esc")
    #expect(state.form?.isAsking == true)
    #expect(state.screen.last?.contains("t throw away") == true)
    #expect(state.type("y") == [])
    #expect(state.form?.isAsking == true)
    state.type("Esc")
    #expect(state.form?.isAsking == false)
    // In a Russian layout the same key.
    #expect(state.type("Esc е") == [.dropDraft("new-1")])
    #expect(state.form == nil)
    #expect(state.begunNotes.isEmpty)
  }

  @Test func aKeptDraftIsOfferedFirst() throws {
    var state = try opened()
    state.type("Enter x ^C")
    var draft = state.draftOf("Ada Lovelace")
    draft.description = "x"
    let begun = BegunNote(id: "new-1", draft: draft)
    #expect(state.type("k") == [.keepDraft(begun)])
    state.type("a")
    #expect(state.list?.items.first?.text == "continue the draft “Ada Lovelace”")
    state.type("Enter")
    #expect(state.form?.draft == draft)
    #expect(state.type("Esc") == [])
    #expect(state.begunNotes == [begun])
    // Another note leaves it where it was, and so does a second one that is begun and left.
    state.type("a j Enter z ^S")
    #expect(state.formSaved("new-2") == [.dropDraft("new-2")])
    #expect(state.begunNotes == [begun])
    state.type("a j Enter w Esc k")
    #expect(state.begunNotes.map(\.id) == ["new-3", "new-1"])
  }

  @Test func theAnswerToOneNoteLeavesTheFormOfAnotherAlone() throws {
    var state = try opened()
    state.type("Enter x ^S Esc k a j Enter y ^S")
    #expect(state.form?.id == "new-2")
    #expect(state.formSaved("new-1") == [.dropDraft("new-1")])
    #expect(state.form?.isSaving == true, "the second note still waits for its own answer")
    state.formRefused("no space left on the disk", "new-2")
    #expect(state.form?.draft.description == "y")
    #expect(state.form?.fault == "no space left on the disk")
  }

  @Test func aPrivateRunAsksBeforeItForgetsWhatWasBegun() throws {
    var settings = ReaderSettings()
    settings.keepsDrafts = false
    var state = try Support.state("Ada Lovelace wrote.", settings: settings)
    state.type("a Enter x Esc k")
    #expect(state.message?.contains("until you leave") == true)
    #expect(state.type("q").isEmpty)
    #expect(state.type("n").isEmpty)
    #expect(state.type("Q").isEmpty)
    #expect(state.type("y") == [.quit(0)])
  }

  @Test func aSentenceIsAPassageHoweverShort() throws {
    var state = try Support.state("Ada wrote it. Nobody else did so.")
    state.type("V a")
    #expect(state.form?.draft.title == "")
    #expect(state.form?.passage?.selector.quote == "Ada wrote it.")
  }

  @Test func twoInterruptsQuit() throws {
    var state = try opened()
    state.type("Enter x")
    #expect(state.type("^C ^C") == [.quit(130)])
  }

  @Test func aTitleIsNeeded() throws {
    var state = try opened()
    state.type("Enter Shift-Tab ^U")
    #expect(state.type("^S") == [])
    #expect(state.form?.fault == "a note needs a title")
    #expect(state.form?.active == .title)
    state.enter("  New   name ")
    guard case .save(let begun) = state.type("^S").first else {
      Issue.record("not saved")
      return
    }
    #expect(begun.draft.title == "New name")
  }

  @Test func aPassageWithoutATitleTakesItsFirstWords() throws {
    var state = try opened()
    state.type("G Enter")
    #expect(
      state.form?.draft.passage?.selector.quote
        == "Ada Lovelace met Charles Babbage in London. Nothing else.")
    guard case .save(let begun) = state.type("^S").first else {
      Issue.record("not saved")
      return
    }
    #expect(begun.draft.title == "Ada Lovelace met Charles Babbage in London. …")
  }

  @Test func aWrongDateIsSaidOnce() throws {
    var state = try opened()
    state.type("Enter Tab Tab Tab Tab Tab")
    #expect(state.form?.active == .date)
    state.enter("24 July")
    state.type("Enter")
    #expect(state.type("^S") == [])
    #expect(state.form?.active == .date)
    #expect(state.form?.fault?.contains("24 July") == true)
    #expect(state.type("^S").count == 1)
  }

  @Test func tabOpensTheRestAndGoesRound() throws {
    var state = try opened()
    state.type("Enter")
    #expect(state.form?.shown == [.title, .description, .sources])
    state.type("Shift-Tab Shift-Tab")
    #expect(state.form?.active == .title)
    var seen: [NoteForm.Field] = []
    for _ in 0..<8 {
      state.type("Tab")
      if let active = state.form?.active { seen.append(active) }
    }
    #expect(seen == [.description, .sources, .aliases, .kind, .publisher, .date, .body, .title])
    state.type("Shift-Tab")
    #expect(state.form?.active == .body)
    state.enter("one")
    state.type("Enter")
    state.enter("two")
    #expect(state.form?.draft.body == "one\ntwo")
    state.type("Up Up")
    #expect(state.form?.active == .date)
    state.type("Down Home")
    state.enter("z")
    #expect(state.form?.draft.body == "zone\ntwo" || state.form?.draft.body == "one\nztwo")
  }

  @Test func aliasesArePartedByCommas() throws {
    var state = try opened()
    state.type("Enter Tab Tab")
    state.enter("Ada, \"Byron, Ada\" ,, Λάβλεϊς")
    #expect(state.form?.draft.aliases == ["Ada", "Byron, Ada", "Λάβλεϊς"])
    #expect(AliasList.names(in: AliasList.text(of: ["Byron, Ada", "x"])) == ["Byron, Ada", "x"])
    #expect(AliasList.names(in: "a \"b, c") == ["a \"b", "c"])
  }

  @Test func kindsAreCompleted() throws {
    var state = try opened(notes: [Support.note("London", kind: NoteKind("plant"))])
    state.type("Enter Tab Tab Tab")
    #expect(state.form?.active == .kind)
    state.enter("pl")
    #expect(state.screen.contains { $0.contains("place (Right)") })
    state.type("Right")
    #expect(state.form?.draft.kind == "place")
    state.type("^U")
    state.enter("pl")
    state.type("^N ^N")
    #expect(state.form?.draft.kind == "plant")
    state.type("^N")
    #expect(state.form?.draft.kind == "place")
    state.type("^U ^P")
    #expect(state.form?.draft.kind == "plant")
  }

  @Test func pastingBySortOfField() throws {
    var state = try opened()
    state.type("Enter")
    _ = state.update(.input(.paste("two\r\nlines\u{1B}[31m\n")))
    #expect(state.form?.draft.description == "two lines[31m")
    state.type("Enter")
    _ = state.update(.input(.paste("https://a.example\nhttps://b.example\n")))
    _ = state.update(.input(.paste("https://c.example")))
    #expect(
      state.form?.draft.sources == [
        "https://a.example", "https://b.example", "https://c.example",
      ])
  }

  @Test func aMegabyteIsTakenAndNoMore() throws {
    var state = try opened()
    state.type("Enter Tab Shift-Tab Shift-Tab Shift-Tab")
    #expect(state.form?.active == .body)
    for unit in ["wörd ", "x", "line\n", "👨‍👩‍👧"] {
      let text = String(repeating: unit, count: 1_500_000 / unit.utf8.count)
      let clock = ContinuousClock()
      let time = clock.measure {
        _ = state.update(.input(.paste(text)))
        for keys in ["Up Up PgUp", "x Home End", "Left Right", "Alt-b ^W", "Down PgDn"] {
          state.type(keys)
          #expect(state.frame().cursor != nil)
        }
      }
      #expect(time < .seconds(20), "\(unit)")
      #expect((state.form?.draft.body.utf8.count ?? 0) > 1_000_000)
      #expect((state.form?.draft.body.utf8.count ?? 0) <= 1_048_576)
      state.type("Esc t a Enter Tab Shift-Tab Shift-Tab Shift-Tab")
    }
    _ = state.update(.input(.paste(String(repeating: "y", count: 1_048_577))))
    #expect(state.message == "Body is full: 1 MB and no more")
  }

  @Test func theTextCanBeReadOn() throws {
    var state = try Support.state(
      (1...40).map { "Paragraph \($0) of Somebody." }.joined(separator: "\n\n"), rows: 20)
    state.type("a Enter")
    let place = state.place
    let effects = state.type("PgDn")
    #expect(state.place != place)
    #expect(effects == [.keepPosition(state.position)])
    #expect(state.form != nil)
  }

  @Test func aShortSelectionIsATitleAndALongOneAPassage() throws {
    func state(_ start: Int, _ end: Int, _ text: String) throws -> ReaderState {
      var state = try Support.state(text)
      state.selection = Selection(
        unit: .word, range: ScalarRange(ScalarOffset(start), ScalarOffset(end)))
      #expect(state.beginForm() == [])
      return state
    }
    let text =
      "Ada\n  Lovelace met many people in the course of her rather short life.\n\nMore here."
    #expect(try state(0, 14, text).form?.draft.title == "Ada Lovelace")
    #expect(try state(0, 14, text).form?.passage == nil)
    let whole = try state(0, 70, text).form
    #expect(whole?.draft.title == "")
    #expect(whole?.passage?.selector.quote.hasPrefix("Ada\n  Lovelace met") == true)
    // Few scalars but many words, and two paragraphs.
    #expect(try state(0, 17, "a b c d e f g h i").form?.passage != nil)
    #expect(try state(66, 78, text).form?.passage != nil)
    let long = String(repeating: "word ", count: 3_000)
    let refused = try state(0, 14_000, long)
    #expect(refused.form == nil)
    #expect(refused.message?.contains("select less") == true)
  }

  @Test func aLongParagraphIsQuotedByItsFirstSentence() throws {
    let tail = String(repeating: "and so on ", count: 60)
    for (text, quote) in [
      ("It was J. Smith (he said: “yes.”) Then " + tail, "It was J. Smith (he said: “yes.”)"),
      ("Он ушёл… Потом " + tail, "Он ушёл…"), ("一。二" + tail, "一。"),
    ] {
      var state = try Support.state("Foo\n\n" + text)
      state.type("j a")
      if state.form == nil { state.type("G Enter") }
      #expect(state.form?.passage?.selector.quote == quote)
    }
    var state = try Support.state("x" + tail)
    state.type("a")
    let quote = try #require(state.form?.passage?.selector.quote)
    #expect(quote.unicodeScalars.count <= 400 && quote.unicodeScalars.count > 380)
    #expect(quote.hasSuffix("on") || quote.hasSuffix("so") || quote.hasSuffix("and"))
  }

  @Test func aPassageInALongTextIsFoundAgain() throws {
    let text = (1...3_000).map { "Абзац \($0) о чём-то." }.joined(separator: "\n\n")
    var state = try Support.state(text)
    state.type("2 5 0 0 p a G Enter")
    let passage = try #require(state.form?.passage)
    #expect(passage.selector.resolve(in: text) == .exact(state.document.paragraphs[2_499].range))
    #expect(
      passage.selector == TextSelector.describe(state.document.paragraphs[2_499].range, in: text))
  }

  @Test func anEmptyTextHasAFormToo() throws {
    var state = try Support.state("")
    state.type("a")
    #expect(state.form?.passage == nil)
    #expect(state.form != nil)
    #expect(GoldenSupport.isSound(state.frame()))
  }
}

extension ReaderState {
  fileprivate func draftOf(_ title: String) -> NoteDraft {
    var draft = NoteDraft()
    draft.title = title
    return draft
  }
}
