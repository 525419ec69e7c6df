// Links of the text: followed to a browser, to another place, to another text; and back.

import Documents
import Linking
import Screen
import Text

extension ReaderState {
  /// Places that are kept to go back to.
  private static let longestTrail = 200

  /// The links of a paragraph, each target once where the words are the same.
  func textLinks(of paragraph: Int) -> [TextLink] {
    guard document.paragraphs.indices.contains(paragraph) else { return [] }
    return Array(document.links(in: document.paragraphs[paragraph].range))
  }

  /// Follows the link of the focused paragraph, lets one be chosen from several; a number says which.
  /// Where there is none the selected note is opened.
  mutating func followLink(_ number: Int?) -> [Effect] {
    let links = textLinks(of: focus)
    guard !links.isEmpty else {
      openSelected(number)
      return []
    }
    if let number {
      guard links.indices.contains(number - 1) else {
        message = "there is no link \(number) here"
        return []
      }
      return follow(links[number - 1].target)
    }
    if links.count == 1 { return follow(links[0].target) }
    list = linkList(links)
    return []
  }

  /// A digit in the list of links.
  mutating func followListed(_ digit: Int) -> [Effect] {
    guard let items = list?.items, items.indices.contains(digit - 1),
      case .link(let target) = items[digit - 1].target
    else {
      message = "there is no \(digit) in this list"
      return []
    }
    return follow(target)
  }

  private func linkList(_ links: [TextLink]) -> ListView {
    let items = links.enumerated().map { index, link in
      let words = document.text(in: link.range).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      return ListItem(
        "\(index + 1)  \(fitted(words, columns: 60))", detail: describe(link.target),
        target: .link(link.target))
    }
    var view = ListView(.links, title: "Links of this paragraph", items: items)
    // The one that the selected note is mentioned in comes first to hand.
    if let mention = selectedLink?.matches.first?.range,
      let at = links.firstIndex(where: { $0.range.overlaps(mention) })
    {
      view.selected = at
    }
    return view
  }

  /// Where a link leads, in a few words.
  private func describe(_ target: Documents.LinkTarget) -> String {
    switch target {
    case .address(let address): fitted(address.madeVisible, columns: 48)
    case .file(let path, let fragment):
      fitted((path + (fragment.map { "#" + $0 } ?? "")).madeVisible, columns: 48)
    case .paragraph(let paragraph): "¶\(paragraph + 1)"
    case .footnote: "footnote"
    }
  }

  mutating func follow(_ target: Documents.LinkTarget) -> [Effect] {
    list = nil
    switch target {
    case .address(let address): return [.openAddress(address)]
    case .paragraph(let paragraph), .footnote(let paragraph):
      trail.append((focus, place))
      if trail.count > Self.longestTrail { trail.removeFirst() }
      jump(to: paragraph)
      let key = settings.keymap.keys(for: CommandTable.row(.reader, .back)).first
      message = key.map { "\($0) goes back" }
      return []
    case .file(let path, let fragment): return open(.file(path: path, fragment: fragment))
    }
  }

  /// Back to where a link was followed, in this text or in the one before.
  mutating func goBack() -> [Effect] {
    if let (paragraph, earlier) = trail.popLast() {
      guard document.paragraphs.indices.contains(paragraph) else { return [] }
      jumpedFrom = place.offset
      changeFocus(to: paragraph)
      place = earlier
      return []
    }
    guard settings.canGoBack else {
      message = "nothing to go back to"
      return []
    }
    return open(.back)
  }

  /// Asks for another text. This one is left when that one is open.
  mutating func open(_ request: TextRequest) -> [Effect] {
    textGeneration += 1
    let effect = Effect.openText(request, from: position, generation: textGeneration)
    guard settings.keepsDrafts || begunNotes.isEmpty else {
      question = Question(
        "a note that was begun will be lost; leave this text? y leaves", effect: effect,
        otherwise: "a goes on with what was begun")
      return []
    }
    message = "opening …"
    return [effect]
  }

  mutating func arrive(_ answer: TextAnswer, generation: Int) -> [Effect] {
    guard generation == textGeneration else { return [] }
    switch answer {
    case .refused(let why): message = why
    case .address(let address): return [.openAddress(address)]
    case .ready:
      // Whatever was begun meanwhile is worth more than the link.
      guard form == nil, selection == nil, prompt == nil, question == nil else {
        message = nil
        return []
      }
      return [.goToText]
    }
    return []
  }
}

// MARK: - The same text, opened otherwise

extension ReaderState {
  /// What may follow a command on the command line; nil for a command that takes nothing.
  static func values(of command: Command) -> [String]? {
    switch command {
    case .paragraphs: OpeningNames.rules
    case .encoding: OpeningNames.encodings
    case .format: OpeningNames.formats + ["auto"]
    default: nil
    }
  }

  /// Opens this text with another wish; nil for a command that is none. Without a value it says how
  /// the text is open.
  mutating func reopen(_ command: Command, _ value: String?) -> [Effect]? {
    var wishes = settings.wishes
    switch command {
    case .whole:
      guard document.format == .html else {
        message = "only of web pages there is more than what is shown"
        return []
      }
      wishes.isWhole.toggle()
    case .paragraphs:
      guard document.format == .plain else {
        message = "only plain text has rules for paragraphs; this is \(document.format.rawValue)"
        return []
      }
      guard let value else { return said("paragraphs", document.rule?.rawValue, command) }
      guard let rule = OpeningNames.rule(value) else { return unknown(value, command) }
      wishes.rule = rule
    case .encoding:
      guard let value else { return said("encoding", document.encoding, command) }
      wishes.encoding = value.lowercased() == "auto" ? nil : value
    case .format:
      guard let value else { return said("format", document.format.rawValue, command) }
      if value == "auto" {
        wishes.format = nil
      } else {
        guard let format = TextFormat(rawValue: value) else { return unknown(value, command) }
        wishes.format = format
      }
    default: return nil
    }
    return open(.again(wishes, at: .words(document.words(at: place.offset), percent: percent)))
  }

  private mutating func said(_ what: String, _ value: String?, _ command: Command) -> [Effect] {
    let names = Self.values(of: command)?.prefix(6).joined(separator: " ") ?? ""
    message = "\(what): \(value ?? "as the format says") · :\(command.rawValue) \(names)"
    return []
  }

  private mutating func unknown(_ value: String, _ command: Command) -> [Effect] {
    let names = OpeningNames.listed(Self.values(of: command) ?? [])
    message = "no \(command.rawValue) \(value.madeVisible) · there is \(names)"
    return []
  }

  /// Takes up the place at which a text was asked for; what is not there yet waits for the rest.
  mutating func takeArrival() {
    guard let arrival = settings.arrival, !document.paragraphs.isEmpty else { return }
    if let offset = document.place(of: arrival) {
      settings.arrival = nil
      resume(at: offset)
      return
    }
    guard document.isComplete || document.window != nil else { return }
    settings.arrival = nil
    switch arrival {
    case .anchor(let name):
      message = "there is no #\(name.madeVisible) in this text"
    case .words(_, let percent):
      if document.window != nil {
        move(to: .percent(percent), then: .percent(percent))
      } else {
        resume(at: ScalarOffset(document.scalarCount * percent / 100))
      }
    }
  }
}
