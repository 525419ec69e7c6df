// Reading the notes, linking them to the text, searching them, and following what others do to them.

import Authoring
import Dispatch
import Documents
import Linking
import Notes
import Reader
import Synchronization
import Terminal
import Text

extension EffectRunner {
  /// Paragraphs linked before their answer is posted; the first step is small, for the first screen.
  private static let firstStep = 64
  private static let laterStep = 2_000

  func readNotes(_ document: Document) {
    guard let store = ports.store else { return }
    let choices = ports.writing?.choices
    Task { [self] in
      // Before the notes are read: what changes from now on is either read or told.
      let changes = store.changes()
      do throws(NoteStoreError) {
        let catalogue = try await store.catalogue()
        let linker = Linker(catalogue: catalogue)
        work.async { [self] in
          notes.take(catalogue, linker)
          if let choices { take(choices) }
          let identity = notes.identity(of: document, ports.identity)
          inbox.post(.choicesRead(notes.choices(for: identity)))
          inbox.post(.notesRead(notes.catalogue))
        }
        let watching = Task { [self] in
          for await change in changes { follow(change, store) }
        }
        newest.withLock { $0.watching = watching }
      } catch {
        inbox.post(.notesFailed("the notes cannot be read: \(error.explanation)"))
      }
    }
  }

  /// Reads the decisions anew.
  func take(_ store: any ChoiceStore) {
    let (all, problems) = store.choices()
    notes.set(all)
    if let problem = problems.first {
      inbox.post(.notice("\(problem.path):\(problem.line): \(problem.message)"))
    }
  }

  /// Takes what somebody else did to the notes.
  private func follow(_ change: CatalogueChange, _ store: any NoteStore) {
    if let id = newest.withLock({ $0.edited?.id }), change.notes.contains(where: { $0.id == id }) {
      Task { [self] in
        guard let text = try? await store.text(of: id) else { return }
        newest.withLock { newest in
          guard newest.edited?.id == id, newest.edited?.versions.last != text.text else { return }
          newest.edited?.versions.append(text.text)
        }
      }
    }
    work.async { [self] in
      guard notes.apply(change) else { return }
      let problem = change.problems.values.joined().first { $0.severity == .error }
      let saying = problem.map { "\($0.path):\($0.line): \($0.message)" }
      // Paragraphs come by the links that are asked for next.
      inbox.post(
        .notesChanged(
          NotesNow(catalogue: notes.catalogue, links: [], passages: nil, choices: nil),
          saying: saying))
      notes.tidy()
    }
  }

  /// The notes as they are, with the links of what is on the screen. On the queue of work.
  func notesNow(_ screen: Screenful) -> NotesNow {
    let identity = notes.identity(of: screen.document, ports.identity)
    let linker = notes.linker
    let places = notes.passages(in: screen.document, linker, identity)
    let links = linker.links(in: screen.document, paragraphs: screen.visible, passages: places)
    return NotesNow(
      catalogue: notes.catalogue, links: chosen(links, identity), passages: places.readings,
      choices: notes.choices(for: identity))
  }

  private func chosen(_ links: [ParagraphLinks], _ identity: DocumentIdentity)
    -> [ParagraphLinks]
  {
    let choices = notes.choices(for: identity)
    guard !choices.isEmpty else { return links }
    let catalogue = notes.catalogue
    let chosen = ChosenLinks(choices) { id in catalogue.note(id).map { ($0.title, $0.kind) } }
    return chosen.applied(to: links)
  }

  func link(_ document: Document, first: Int, generation: Int) {
    newest.withLock { $0.linking = generation }
    work.async { [self] in
      guard newest.withLock({ $0.linking == generation }) else { return }
      let identity = notes.identity(of: document, ports.identity)
      let count = document.paragraphs.count
      let start = max(0, min(first, count))
      let end = min(count, start + Self.firstStep)
      let isAll = start == 0 && end == count
      let linker = notes.linker
      let passages = notes.passages(in: document, linker, identity)
      let links = linker.links(in: document, paragraphs: start..<end, passages: passages)
      inbox.post(.choicesRead(notes.choices(for: identity)))
      inbox.post(
        .linked(
          chosen(links, identity), passages: passages.readings, isLast: isAll,
          generation: generation))
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
    guard let step = steps.first else { return }
    work.async { [self] in
      guard newest.withLock({ $0.linking == generation }) else { return }
      let links = linker.links(in: document, paragraphs: step, passages: passages)
      inbox.post(
        .linked(
          chosen(links, notes.identity(of: document, ports.identity)), passages: nil,
          isLast: steps.count == 1, generation: generation))
      link(steps.dropFirst(), of: document, linker, passages, generation: generation)
    }
  }

  func findNotes(_ words: String, generation: Int) {
    newest.withLock { $0.noteSearch = generation }
    searching.async { [self] in
      // Every letter typed asks anew; only the last is still wanted.
      guard newest.withLock({ $0.noteSearch == generation }) else { return }
      let catalogue = notes.catalogue
      let found: [Note]
      if words.allSatisfy(\.isWhitespace) {
        found = Array(catalogue.notes.prefix(200))
      } else {
        found = catalogue.search(words, limit: 200).map(\.note)
      }
      inbox.post(.notesFound(Self.summaries(found), generation: generation))
    }
  }

  func findAliasTargets(_ typed: String, _ selection: String, generation: Int) {
    newest.withLock { $0.noteSearch = generation }
    searching.async { [self] in
      let isStale = { [self] in newest.withLock { $0.noteSearch != generation } }
      guard !isStale() else { return }
      let found = NoteRanking.best(
        typed, selection: selection, in: notes.catalogue, limit: 100, isCancelled: isStale)
      inbox.post(.aliasTargetsFound(Self.summaries(found.map(\.note)), generation: generation))
    }
  }

  private static func summaries(_ notes: [Note]) -> [NoteSummary] {
    notes.prefix(200).map { NoteSummary(id: $0.id, title: $0.title, kind: $0.kind) }
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
