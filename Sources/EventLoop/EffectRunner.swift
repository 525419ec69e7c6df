// Performs what the reader asks for, off the loop's thread, and posts the answers. Long work is done
// in steps, so that a newer question stops an older one.

import Dispatch
import Documents
import Linking
import Notes
import Reader
import Synchronization
import Terminal
import Text

/// Does effects on its own queues.
final class EffectRunner: Sendable {
  /// How long a place or a draft must stand before it is written, so that scrolling and typing write
  /// nothing.
  private static let settling = DispatchTimeInterval.milliseconds(400)

  let inbox: Inbox<Message>
  let ports: ReadingPorts
  let notes = NotesAtHand()
  /// Linking, and every change of the notes at hand, one step after the other.
  let work = DispatchQueue(label: "sidelight.work", qos: .userInitiated)
  /// Searching and comparing, so that it never waits for a whole text to be linked.
  let searching = DispatchQueue(label: "sidelight.search", qos: .userInitiated)
  /// Reading from and writing to the desk, one after the other.
  let desk = DispatchQueue(label: "sidelight.desk")
  /// Stretches of a long text, so that none waits for linking; and counting it, which takes long.
  let windows = DispatchQueue(label: "sidelight.windows", qos: .userInteractive)
  let counting = DispatchQueue(label: "sidelight.counting", qos: .utility)
  let actions = WritingQueue()
  /// Copying, one text after the other, so that the last one stays.
  let copying = DispatchQueue(label: "sidelight.copy", qos: .userInitiated)
  let opening = DispatchQueue(label: "sidelight.opening", qos: .userInitiated)
  let newest = Mutex(Newest())
  private let waiting = Mutex(Waiting())

  /// The newest question of each sort; older ones are not worth finishing.
  struct Newest {
    var linking = 0
    var noteSearch = 0
    /// The version of the text read before, once it was looked for.
    var earlier: EarlierText?
    var watching: Task<Void, Never>?
    var sourceWatching: Task<Void, Never>?
    var window = 0
    var search = 0
    /// Raised to stop what runs long.
    var isLeaving = false
    var isCounting = false
    var countsAgain = false
    /// The note that is open in an editor, and what others wrote into it meanwhile.
    var edited: (id: NoteID, versions: [String])?
  }

  /// What is to be written once it has stood for a while.
  private struct Waiting {
    var position: (ReadingPosition, Document)?
    var drafts: [String: (BegunNote, Document)] = [:]
    var isWriting = false
  }

  init(inbox: Inbox<Message>, ports: ReadingPorts) {
    self.inbox = inbox
    self.ports = ports
  }

  /// Starts an effect that is not the terminal's own. `visible` is what stands on the screen.
  func perform(_ effect: Effect, document: Document, visible: Range<Int>) {
    let screen = Screenful(document: document, visible: visible)
    switch effect {
    case .readRest: readRest()
    case .readWindow(let place, let generation): readWindow(at: place, generation: generation)
    case .watchSource: watchSource()
    case .countText: countText()
    case .reread(let places): reread(places, document)
    case .readWhole(let places): readWhole(places)
    case .findInWindows(let pattern, let place, let generation):
      findInWindows(pattern, from: place, generation: generation)
    case .readNotes: readNotes(document)
    case .readDesk: readDesk(document)
    case .link(let first, let generation): link(document, first: first, generation: generation)
    case .find(let pattern, let generation): find(pattern, in: document, generation: generation)
    case .findNotes(let words, let generation): findNotes(words, generation: generation)
    case .findAliasTargets(let typed, let selection, let generation):
      findAliasTargets(typed, selection, generation: generation)
    case .readChanges: readChanges(document)
    case .keepPosition(let position): keep { $0.position = (position, document) }
    case .keepSettings(let hidden, let share):
      desk.async { [ports, inbox] in
        if let fault = ports.keepSettings(hidden, share) { inbox.post(.notice(fault)) }
      }
    case .keepDraft(let note): keep { $0.drafts[note.id] = (note, document) }
    case .dropDraft(let id): dropDraft(id, document)
    case .decide(let choices, let isOn): decide(choices, isOn: isOn, screen)
    case .forgetAction(let entry): forget(entry)
    case .save, .addAlias, .attach, .delete, .undo, .redo, .keepVersion: write(effect, screen)
    case .openText(let request, let position, let generation):
      openText(request, from: position, generation: generation)
    case .goToText, .openAddress, .copy, .edit, .setMouse, .redraw, .suspend, .quit: break
    }
  }

  /// Writes what is still to be written; the last thing before leaving.
  func finish() {
    newest.withLock {
      $0.watching?.cancel()
      $0.sourceWatching?.cancel()
      $0.isLeaving = true
    }
    actions.finish(seconds: 5)
    desk.sync { writeWaiting() }
  }

  private func readRest() {
    work.async { [ports, inbox] in
      do throws(DocumentError) {
        let whole = try ports.readRest()
        inbox.post(.documentRead(whole, remembered: ports.remembered(whole)))
      } catch {
        inbox.post(.documentFailed("the rest of the text cannot be read: \(error.reason)"))
      }
    }
  }

  private func find(_ pattern: String, in document: Document, generation: Int) {
    newest.withLock { $0.search = generation }
    searching.async { [inbox] in
      let (hits, isCut) = TextSearch.find(pattern, in: document)
      inbox.post(.found(hits, isCut: isCut, generation: generation))
    }
  }

  private func keep(_ change: (inout Waiting) -> Void) {
    let isFirst = waiting.withLock { waiting in
      change(&waiting)
      defer { waiting.isWriting = true }
      return !waiting.isWriting
    }
    guard isFirst else { return }
    desk.asyncAfter(deadline: .now() + Self.settling) { [self] in writeWaiting() }
  }

  func dropDraft(_ id: String, _ document: Document) {
    waiting.withLock { $0.drafts[id] = nil }
    guard let writing = ports.writing else { return }
    desk.async { [inbox] in
      if let fault = writing.dropDraft(id, document) { inbox.post(.notice(fault)) }
    }
  }

  private func writeWaiting() {
    let due = waiting.withLock { waiting in
      defer { waiting = Waiting() }
      return waiting
    }
    if let (position, document) = due.position,
      let fault = ports.keepPosition(position, document)
    {
      inbox.post(.notice(fault))
    }
    guard let writing = ports.writing else { return }
    for (note, document) in due.drafts.values {
      if let fault = writing.keepDraft(note, document) { inbox.post(.notice(fault)) }
    }
  }
}

/// A text and the paragraphs of it that are on the screen.
struct Screenful: Sendable {
  var document: Document
  var visible: Range<Int>
}

extension EffectRunner {
  /// Shows an address in a browser, else puts it on the clipboard. Gives what to say about it.
  func show(_ written: String, in terminal: inout TerminalScreen) -> String {
    let address = Self.harmless(written)
    let scheme = address.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https" else {
      return "only http and https addresses are opened: \(address)"
    }
    if ports.openAddress(address) { return "opened \(address)" }
    return terminal.copy(address) ? "copied \(address)" : address
  }
}

extension EffectRunner {
  /// Opens another text while this one can still be read.
  func openText(_ request: TextRequest, from position: ReadingPosition, generation: Int) {
    opening.async { [ports, inbox] in
      let answer =
        ports.openText?(request, position) ?? .refused("no other text can be opened here")
      inbox.post(.textAnswered(answer, generation: generation))
    }
  }

  /// Gives a text to the desktop's clipboard and says by which way it went. The terminal was asked
  /// before, and never says whether it obeyed.
  func copy(_ text: String, saying: String, terminalWasAsked: Bool) {
    copying.async { [ports, inbox] in
      let notice: String
      if let program = ports.copyText(text) {
        notice = "\(saying) with \(program)"
      } else if terminalWasAsked {
        notice = "\(saying) (asked the terminal)"
      } else {
        notice = "not copied: no clipboard can be reached · sidelight doctor says more"
      }
      inbox.post(.notice(notice))
    }
  }
}

extension EffectRunner {
  /// An address with everything that is no visible sign percent-encoded: it comes from a note, and is
  /// handed to a browser or pasted into a shell from the clipboard.
  static func harmless(_ address: String) -> String {
    var result = ""
    for scalar in address.unicodeScalars {
      if scalar.value <= 0x20 || VisibleScalar.replacement(for: scalar) != nil {
        for byte in String(Character(scalar)).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          result += (digits.count == 1 ? "%0" : "%") + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
