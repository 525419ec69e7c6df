// `sidelight print`: a text on paper or down a pipe, its notes beside it where there is room, below
// each paragraph where there is not, or in sentences for those who listen.

import Documents
import Linking
public import Notes
import Screen
import Text

/// Prints a text with its notes.
public struct PrintCommand {
  /// From how many columns the notes stand beside the text.
  public static let sideBySideFrom = 88
  /// Kinds that are off outside lessons.
  public static let usuallyHidden: Set<NoteKind> = [.technique, .question]
  /// Paragraphs whose notes are looked up in one go.
  static let batch = 4_096

  public var width: Int
  public var linear: Bool
  public var hiddenKinds: Set<NoteKind>

  /// `width` in cells of the whole.
  public init(
    width: Int, linear: Bool = false, hiddenKinds: Set<NoteKind> = PrintCommand.usuallyHidden
  ) {
    self.width = max(10, width)
    self.linear = linear
    self.hiddenKinds = hiddenKinds
  }

  /// Opens the text and prints it; a text that cannot be opened is complained about.
  public func run(
    _ name: String, texts: some TextOpening, shelf: some NoteShelf, linking: some TextLinking,
    output: Output
  ) -> ExitCode {
    let text: OpenedText
    do { text = try texts.open(name) } catch {
      output.complain(OpenedText.shown(name), error.reason)
      return ExitCode(error)
    }
    return run(text, shelf: shelf, linking: linking, output: output)
  }

  /// Prints a text that is open.
  public func run(
    _ text: OpenedText, shelf: some NoteShelf, linking: some TextLinking, output: Output
  ) -> ExitCode {
    for remark in text.document.remarks { output.complain(text.shownName, remark) }
    var code = ExitCode.fine
    var catalogue = Catalogue.empty
    do { catalogue = try shelf.catalogue(beside: text.path) } catch {
      code = output.complain(about: error)
    }
    let linked = linking.linked(text, with: catalogue)
    var links: [ParagraphLinks] = []
    let count = text.document.paragraphs.count
    for start in stride(from: 0, to: count, by: Self.batch) {
      let range = start..<min(count, start + Self.batch)
      links += linked.links(range)
    }
    let page = PrintPage(
      text: text, links: links, catalogue: catalogue, command: self, output: output)
    page.head()
    page.body()
    page.foot(lost: linked.lost())
    return code
  }
}

extension Output {
  /// Says why the notes cannot be had, and what that means for the shell.
  func complain(about fault: ShelfFault) -> ExitCode {
    complain(fault.what, fault.why)
    return fault.code
  }
}
