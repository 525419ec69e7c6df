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
  /// Paragraphs linked before their answer is posted; the first step is small, for the first screen.
  private static let firstStep = 64
  private static let laterStep = 2_000
  /// How long a place must stand before it is written, so that scrolling writes nothing.
  private static let settling = DispatchTimeInterval.milliseconds(400)

  private let inbox: Inbox<Message>
  let ports: ReadingPorts
  /// Reading and linking, one step after the other.
  private let work = DispatchQueue(label: "sidelight.work", qos: .userInitiated)
  /// Searching, so that it never waits for a whole text to be linked.
  private let searching = DispatchQueue(label: "sidelight.search", qos: .userInitiated)
  /// Writing to the desk, one after the other.
  private let desk = DispatchQueue(label: "sidelight.desk")
  /// Copying, one text after the other, so that the last one stays.
  private let copying = DispatchQueue(label: "sidelight.copy", qos: .userInitiated)
  private let shared = Mutex(Shared())

  private struct Shared {
    var linker: Linker?
    var catalogue = Catalogue.empty
    var generation = 0
    var noteSearch = 0
    var position: (ReadingPosition, Document)?
    var isWriting = false
  }

  init(inbox: Inbox<Message>, ports: ReadingPorts) {
    self.inbox = inbox
    self.ports = ports
  }

  /// Starts an effect that is not the terminal's own.
  func perform(_ effect: Effect, document: Document) {
    switch effect {
    case .readRest: readRest()
    case .readNotes(let generation): readNotes(generation)
    case .link(let first, let generation): link(document, first: first, generation: generation)
    case .find(let pattern, let generation): find(pattern, in: document, generation: generation)
    case .findNotes(let words, let generation): findNotes(words, generation: generation)
    case .keepPosition(let position): keep(position, document)
    case .keepSettings(let hidden, let share):
      desk.async { [ports, inbox] in
        if let fault = ports.keepSettings(hidden, share) { inbox.post(.notice(fault)) }
      }
    case .copy, .save, .keepDraft: break
    case .openAddress, .setMouse, .redraw, .suspend, .quit: break
    }
  }

  /// Writes what is still to be written; the last thing before leaving.
  func finish() {
    desk.sync { writePosition() }
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

  private func readNotes(_ generation: Int) {
    guard let store = ports.store else { return }
    Task { [self] in
      do throws(NoteStoreError) {
        let catalogue = try await store.catalogue()
        let linker = Linker(catalogue: catalogue)
        shared.withLock {
          $0.catalogue = catalogue
          $0.linker = linker
        }
        inbox.post(.notesRead(catalogue, generation: generation))
      } catch {
        inbox.post(.notesFailed("the notes cannot be read: \(error.explanation)"))
      }
    }
  }

  private func link(_ document: Document, first: Int, generation: Int) {
    shared.withLock { $0.generation = generation }
    work.async { [self] in
      let (linker, newest) = shared.withLock { ($0.linker, $0.generation) }
      guard let linker, newest == generation else { return }
      let identity = ports.identity(document)
      let count = document.paragraphs.count
      let start = max(0, min(first, count))
      let end = min(count, start + Self.firstStep)
      let passages = linker.passages(in: document, identity: identity)
      let isAll = start == 0 && end == count
      inbox.post(
        .linked(
          linker.links(in: document, paragraphs: start..<end, passages: passages),
          lost: passages.lost, isLast: isAll, generation: generation))
      let rest = [(0, start), (end, count)].flatMap { from, to in
        stride(from: from, to: to, by: Self.laterStep).map { $0..<min(to, $0 + Self.laterStep) }
      }
      link(rest[...], of: document, linker, passages, generation: generation)
    }
  }

  /// Links one step and asks for the next, so that other work comes in between.
  private func link(
    _ steps: ArraySlice<Range<Int>>, of document: Document, _ linker: Linker,
    _ passages: PassagePlaces, generation: Int
  ) {
    guard let step = steps.first, shared.withLock({ $0.generation == generation }) else { return }
    work.async { [self] in
      let links = linker.links(in: document, paragraphs: step, passages: passages)
      inbox.post(
        .linked(links, lost: [], isLast: steps.count == 1, generation: generation))
      link(steps.dropFirst(), of: document, linker, passages, generation: generation)
    }
  }

  private func find(_ pattern: String, in document: Document, generation: Int) {
    searching.async { [inbox] in
      let (hits, isCut) = TextSearch.find(pattern, in: document)
      inbox.post(.found(hits, isCut: isCut, generation: generation))
    }
  }

  private func findNotes(_ words: String, generation: Int) {
    shared.withLock { $0.noteSearch = generation }
    searching.async { [self] in
      let (catalogue, newest) = shared.withLock { ($0.catalogue, $0.noteSearch) }
      // Every letter typed asks anew; only the last is still wanted.
      guard newest == generation else { return }
      let found: [Note]
      if words.allSatisfy(\.isWhitespace) {
        found = catalogue.notes
      } else {
        found = catalogue.search(words, limit: 200).map(\.note)
      }
      let notes = found.prefix(200).map { NoteSummary(id: $0.id, title: $0.title, kind: $0.kind) }
      inbox.post(.notesFound(Array(notes), generation: generation))
    }
  }

  private func keep(_ position: ReadingPosition, _ document: Document) {
    let isFirst = shared.withLock { shared in
      shared.position = (position, document)
      defer { shared.isWriting = true }
      return !shared.isWriting
    }
    guard isFirst else { return }
    desk.asyncAfter(deadline: .now() + Self.settling) { [self] in writePosition() }
  }

  private func writePosition() {
    let waiting = shared.withLock { shared in
      defer {
        shared.position = nil
        shared.isWriting = false
      }
      return shared.position
    }
    guard let (position, document) = waiting else { return }
    if let fault = ports.keepPosition(position, document) { inbox.post(.notice(fault)) }
  }
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

extension NoteStoreError {
  /// The reason as the end of a sentence.
  var explanation: String {
    switch self {
    case .conflict: "a note was changed elsewhere"
    case .notFound(let id): "there is no note \(id.value)"
    case .unavailable(let why): why
    case .malformed(let file, let line, let why): "\(file):\(line): \(why)"
    }
  }
}
