// The plain words of lessons and the labels of SemEval-2020 Task 11: in front of a class stand the
// former, in files for other programs the latter.

/// The fourteen techniques.
public enum TechniqueLabels {
  /// Exact strings; commas stand inside labels.
  public static let all = table.map(\.technique)

  /// The technique that a lesson's label means, whatever its case, hyphens and spaces; nil when it is
  /// none of the fourteen.
  public static func technique(of label: String) -> String? { known[key(label)] }

  private static let table: [(technique: String, words: [String])] = [
    (
      "Appeal_to_Authority",
      ["appeal to authority", "authority", "false authority", "argument from authority"]
    ),
    (
      "Appeal_to_fear-prejudice",
      [
        "appeal to fear", "appeal to fear or prejudice", "appeal to prejudice", "fear",
        "prejudice", "scaremongering", "fear mongering",
      ]
    ),
    (
      "Bandwagon,Reductio_ad_hitlerum",
      [
        "bandwagon", "everybody does it", "everyone does it", "everybody thinks so",
        "reductio ad hitlerum", "guilt by association",
      ]
    ),
    (
      "Black-and-White_Fallacy",
      [
        "black and white", "black or white", "black and white thinking", "either or",
        "false dilemma", "false choice", "dictatorship", "only two choices",
      ]
    ),
    (
      "Causal_Oversimplification",
      [
        "causal oversimplification", "oversimplification", "one single cause", "single cause",
        "simple cause", "oversimplified cause",
      ]
    ),
    ("Doubt", ["doubt", "casting doubt", "sowing doubt", "questioning credibility"]),
    (
      "Exaggeration,Minimisation",
      [
        "exaggeration", "minimisation", "minimization", "exaggeration or minimisation",
        "exaggeration or minimization", "exaggerating", "playing down", "downplaying",
        "exaggeration or playing down",
      ]
    ),
    ("Flag-Waving", ["flag waving", "patriotism", "national pride", "appeal to patriotism"]),
    (
      "Loaded_Language",
      ["loaded language", "loaded words", "emotional language", "emotive language"]
    ),
    (
      "Name_Calling,Labeling",
      ["name calling", "labelling", "labeling", "name calling or labelling", "insult", "insults"]
    ),
    ("Repetition", ["repetition", "repeating", "saying it again and again"]),
    ("Slogans", ["slogans", "slogan", "catchphrase"]),
    (
      "Thought-terminating_Cliches",
      [
        "thought terminating cliches", "thought terminating cliche",
        "thought terminating clichés", "thought terminating cliché", "cliche", "cliché",
        "conversation stopper",
      ]
    ),
    (
      "Whataboutism,Straw_Men,Red_Herring",
      [
        "whataboutism", "what about", "straw man", "straw men", "red herring", "distraction",
        "changing the subject",
      ]
    ),
  ]

  private static let known: [String: String] = {
    var known: [String: String] = [:]
    for (technique, words) in table {
      for word in [technique] + words { known[key(word)] = technique }
    }
    return known
  }()

  /// Letters only, single blanks for all between them.
  private static func key(_ label: String) -> String {
    label.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
