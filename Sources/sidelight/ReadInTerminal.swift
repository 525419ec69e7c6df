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
  /// What is read of a large text before its first page is shown, in bytes.
  private static let firstBytes = 1 << 18

  /// Reads on the screen until the reader leaves; the exit code of the program.
  func readInTerminal(_ name: String) -> Int32 {
    let texts = self.texts
    let trail = ReadingTrail(TrailStep(name: name, wishes: texts.wishes)) {
      name, wishes throws(DocumentError) in
      try texts.open(name, wishes: wishes, firstBytes: Self.firstBytes)
    }
    var text: OpenedText
    var folders: [ChosenFolder]
    do {
      text = try texts.open(name, wishes: texts.wishes, firstBytes: Self.firstBytes)
    } catch {
      output.complain(name, error.reason)
      return ExitCode(error).rawValue
    }
    do { folders = try shelf.folders(beside: text.path) } catch {
      output.complain(error.what, error.why)
      return error.code.rawValue
    }
    do {
      var terminal = try TerminalScreen(terminalOptions)
      let signals = Signals.install()
      var complaints: [String] = []
      var code: Int32
      repeat {
        trail.isReading(text)
        let state = ReaderState(
          document: text.document, name: text.title, size: terminal.size,
          settings: readerSettings(for: text, folders, trail))
        let end = ReadingLoop.run(
          state, in: &terminal, signals: signals, ports: readingPorts(for: text, folders, trail))
        complaints += end.complaints
        code = end.code
        guard code == ReadingEnd.goesOn, let next = trail.takeNext() else { break }
        text = next
        folders = (try? shelf.folders(beside: text.path)) ?? []
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
    for text: OpenedText, _ folders: [ChosenFolder], _ trail: ReadingTrail
  ) -> ReaderSettings {
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
    settings.documentReference = Self.reference(
      to: text.path, from: folders.first { $0.folder.isWritable }?.folder)
    let hash = text.document.isComplete ? text.document.contentHash : nil
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
    for text: OpenedText, _ folders: [ChosenFolder], _ trail: ReadingTrail
  ) -> ReadingPorts {
    let (desk, texts, name, path) = (self.desk, self.texts, text.name, text.path)
    let wishes = trail.here.wishes
    let store = folders.isEmpty ? nil : shelf.store(of: folders)
    var ports = ReadingPorts(
      store: store,
      readRest: { () throws(DocumentError) in try texts.open(name, wishes: wishes).document },
      remembered: { Self.position(desk.record(of: $0, path: path)) },
      identity: { document in
        var identity = DocumentIdentity(path: path)
        guard document.isComplete else { return identity }
        identity.hash = document.contentHash
        identity.earlier = desk.earlierHashes(of: document, path: path)
        return identity
      },
      keepPosition: { position, document in
        // The hash of a part is not the hash by which the text is known again.
        guard document.isComplete else { return nil }
        var known = text
        known.document = document
        return Self.keep(position, of: known, on: desk)
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
    ports.openText = { request, position in trail.prepare(request, from: position) }
    ports.writing = store.flatMap { writingPorts(for: text, folders, $0) }
    return ports
  }

  private static func keep(_ position: ReadingPosition, of text: OpenedText, on desk: Desk)
    -> String?
  {
    let record = ReadingRecord(
      hash: text.document.contentHash, path: text.path, title: text.title,
      place: position.offset, percent: position.percent, ordinal: position.ordinal,
      marks: position.marks, readAt: Int(time(nil)))
    do throws(DeskError) { try desk.save(record) } catch {
      return "place not kept: \(error.reason)"
    }
    return nil
  }
}
