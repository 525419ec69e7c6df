// Hands a text to the reader on the screen, and says what stands behind the reader's ports.

import Commands
import Desk
import Documents
import EventLoop
import Glibc
import Linking
import Notes
import Reader
import Screen
import Terminal
import Text
import Vault

extension Program {
  /// Reads on the screen until the reader leaves; the exit code of the program.
  func readInTerminal(_ name: String) -> Int32 {
    let texts = self.texts
    var first = TrailStep(name: name, wishes: texts.wishes)
    if FileTexts.isAddress(name) {
      // Before there is a screen, the wait would look like nothing.
      output.complain("fetching \(name) …")
      first.arrival = (try? PageAddress(name))?.fragment.map { .anchor($0) }
    }
    let trail = ReadingTrail(first) {
      name, wishes throws(DocumentError) in
      var texts = texts
      texts.wishes = wishes
      return try ReadingSource.open(name, texts)
    }
    var source: ReadingSource
    var folders: [ChosenFolder]
    do {
      source = try ReadingSource.open(name, texts)
    } catch {
      output.complain(name, error.reason)
      return ExitCode(error).rawValue
    }
    do { folders = try shelf.folders(beside: source.text.path) } catch {
      output.complain(error.what, error.why)
      return error.code.rawValue
    }
    do {
      var terminal = try TerminalScreen(terminalOptions)
      let signals = Signals.install()
      var complaints: [String] = []
      var code: Int32
      repeat {
        trail.isReading(source)
        let settings = readerSettings(for: source, folders, trail)
        source.goOn(at: settings.position)
        let state = ReaderState(
          document: source.text.document, name: source.text.title, size: terminal.size,
          settings: settings)
        let end = ReadingLoop.run(
          state, in: &terminal, signals: signals,
          ports: readingPorts(for: source, folders, trail))
        complaints += end.complaints
        code = end.code
        guard code == ReadingEnd.goesOn, let next = trail.takeNext() else { break }
        source = next
        folders = (try? shelf.folders(beside: source.text.path)) ?? []
      } while true
      terminal.close()
      for complaint in complaints { output.complain("notes", complaint) }
      return code == ReadingEnd.goesOn ? 0 : code
    } catch {
      output.complain("terminal", error.explanation)
      return ExitCode.failed.rawValue
    }
  }

  var terminalOptions: TerminalOptions {
    let colour: TerminalOptions.Colour =
      switch color {
      case .always: .always
      case .never: .never
      case .auto: Environment.noColor ? .never : .auto
      }
    return TerminalOptions(
      emoji: configuration.emoji == .full ? .full : .base, colour: colour,
      mouse: configuration.mouse)
  }

  private func readerSettings(
    for source: ReadingSource, _ folders: [ChosenFolder], _ trail: ReadingTrail
  ) -> ReaderSettings {
    let text = source.text
    var settings = ReaderSettings(
      keymap: Keymap(changes: ReaderKeys.changes(configuration.keys)))
    settings.hiddenKinds = hiddenKinds
    settings.mouse = configuration.mouse
    let kept = remembered
    settings.paneShare = kept.settings.paneShare ?? 0
    settings.expectsNotes = !folders.isEmpty
    settings.notesFolder =
      folders.first { $0.folder.isWritable }?.folder.displayPath ?? Environment.dataNotes
    settings.keepsDrafts = !choices.isPrivate
    settings.documentPath = text.path
    settings.documentReference =
      source.isPage
      ? text.document.address
      : Self.reference(to: text.path, from: folders.first { $0.folder.isWritable }?.folder)
    settings.isArriving = source.isArriving
    let hash = source.ends ?? text.document.knownHash
    let found = desk.record(hash: hash, path: text.path)
    let here = trail.here
    settings.position = here.position ?? Self.position(found)
    settings.arrival = here.arrival
    settings.wishes = here.wishes
    settings.canGoBack = trail.canGoBack
    settings.remarks =
      shelf.remarks + settled.problems.map { "config.yaml:\($0.line): \($0.message)" }
      + (kept.damaged + found.damaged).map { "\($0.path): \($0.reason)" }
    return settings
  }

  private static func position(_ found: Recollection) -> ReadingPosition? {
    found.record.map {
      ReadingPosition(
        offset: $0.place, ordinal: $0.ordinal ?? 0, percent: $0.percent, marks: $0.marks)
    }
  }

  private func readingPorts(
    for source: ReadingSource, _ folders: [ChosenFolder], _ trail: ReadingTrail
  ) -> ReadingPorts {
    let text = source.text
    let (desk, path, ends) = (self.desk, text.path, source.ends)
    let address = source.isPage ? text.document.address : nil
    let store = folders.isEmpty ? nil : shelf.store(of: folders)
    var ports = ReadingPorts(
      store: store,
      readRest: source.readRest,
      remembered: { Self.position(desk.record(of: $0, path: path)) },
      identity: { document in
        var identity = DocumentIdentity(path: path, address: address)
        identity.hash = document.knownHash
        guard document.isComplete else { return identity }
        identity.earlier = desk.earlierHashes(of: document, path: path)
        return identity
      },
      keepPosition: { position, document in
        // The hash of a part is not the hash by which the text is known again.
        let isWindow = document.window != nil
        guard let hash = isWindow ? ends : document.isComplete ? document.contentHash : nil else {
          return nil
        }
        return Self.keep(position, of: text, by: hash, on: desk)
      },
      keepSettings: { kinds, share in
        let settings = RememberedSettings(
          hiddenKinds: kinds.map(\.value).sorted(), paneShare: share)
        do throws(DeskError) { try desk.save(settings) } catch {
          return "not kept: \(error.reason)"
        }
        return nil
      },
      openAddress: Browser.open, copyText: Clipboard.copy)
    ports.windows = source.windows
    ports.news = source.news
    ports.openText = { request, position in trail.prepare(request, from: position) }
    ports.writing = store.flatMap { writingPorts(for: text, folders, $0) }
    return ports
  }

  private static func keep(
    _ position: ReadingPosition, of text: OpenedText, by hash: ContentHash, on desk: Desk
  ) -> String? {
    let record = ReadingRecord(
      hash: hash, path: text.path, title: text.title,
      place: position.offset, percent: position.percent, ordinal: position.ordinal,
      marks: position.marks, readAt: Int(time(nil)))
    do throws(DeskError) { try desk.save(record) } catch {
      return "place not kept: \(error.reason)"
    }
    return nil
  }
}
