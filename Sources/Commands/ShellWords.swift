// Splits a command as it stands in $VISUAL or $EDITOR, without asking a shell, which would do more
// than split.

/// Words of a command line.
public enum ShellWords {
  /// The words as a shell would part them: blanks outside quotes part, single quotes keep everything,
  /// double quotes and backslashes escape. Nothing is expanded; an open quote ends with the text.
  public static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        // Inside double quotes a backslash is itself before most signs.
        if quote == "\"", !"\"\\$`".unicodeScalars.contains(scalar) { word?.append("\\") }
        word = word ?? String.UnicodeScalarView()
        word?.append(scalar)
      } else if scalar == "\\", quote != "'" {
        isEscaped = true
        word = word ?? String.UnicodeScalarView()
      } else if let open = quote {
        if scalar == open { quote = nil } else { word?.append(scalar) }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
        word = word ?? String.UnicodeScalarView()
      } else if scalar == " " || scalar == "\t" || scalar == "\n" {
        if let done = word { words.append(String(done)) }
        word = nil
      } else {
        word = word ?? String.UnicodeScalarView()
        word?.append(scalar)
      }
    }
    if let done = word { words.append(String(done)) }
    return words
  }
}
