// Why a note appeared, in the few words that fit beside it; one place, so that screen and print say
// it alike.

extension NoteLink {
  /// The reason where it is not plain; nil where the text itself says the title.
  public var reasonPhrase: String? {
    let strongest = matches.min { $0.reason < $1.reason }
    switch reason {
    case .pinned: return "pinned"
    case .passage: return passagePhrase
    case .title: return nil
    case .alias: return strongest.map { "as \"\($0.text)\"" }
    case .inflected: return strongest.map { "form of \($0.name)" }
    case .transliterated: return strongest.map { "spelling of \($0.name)" }
    case .surname: return "surname only"
    }
  }

  private var passagePhrase: String {
    switch passage {
    case .moved: "passage, moved"
    case .changed: "passage, wording changed"
    case .exact, .lost, nil: "this passage"
    }
  }
}
