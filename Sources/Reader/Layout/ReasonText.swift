// Why a note appeared, in the few words that fit beside it.

public import Linking
public import Notes
import Text

/// The reason of a link as a reader sees it.
public enum ReasonText {
  /// Empty where it is plain: the text says the title itself.
  public static func short(_ link: NoteLink) -> String {
    guard let strongest = link.matches.min(by: { $0.reason < $1.reason }) else {
      return link.reason == .pinned ? "pinned" : ""
    }
    switch link.reason {
    case .pinned: return "pinned"
    case .passage: return "this passage"
    case .title: return ""
    case .alias: return "as “" + strongest.text + "”"
    case .inflected: return "form of " + strongest.name
    case .transliterated: return "spelling of " + strongest.name
    case .surname: return "surname only"
    }
  }

  /// The same with how often it is mentioned.
  public static func full(_ link: NoteLink) -> String {
    let count = link.matches.count
    let often = count > 1 ? "\(count)\u{A0}mentions" : ""
    return [short(link), often].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

/// The sources of a note in one line.
public enum SourceText {
  /// "3 sources, newest 2025-07-23"; "no sources" when there are none.
  public static func summary(_ sources: [Source]) -> String {
    guard !sources.isEmpty else { return "no sources" }
    let many = sources.count == 1 ? "1 source" : "\(sources.count) sources"
    // ISO dates of any precision order as text; whatever is not one has no say in what is newest.
    let newest = sources.compactMap(\.date).filter { $0.first?.isNumber ?? false }.max()
    return many + (newest.map { ", newest " + $0 } ?? "")
  }
}
