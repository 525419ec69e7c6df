// Words that open a sentence with a capital and are no part of a name, and small words that stand
// inside names, in the scripts that have capitals.

internal import Text

/// What is known of words at the edges of names.
enum NameOpeners {
  /// Small words between the parts of a name.
  static let particles: Set<String> = folded([
    "of", "the", "de", "del", "della", "der", "den", "di", "do", "dos", "da", "das", "du", "des",
    "la", "le", "van", "von", "zu", "zur", "zum", "ten", "ter", "bin", "ibn", "bint", "al", "el",
    "af", "av", "фон", "де", "ван", "дер", "аль", "ибн", "бин", "оглы", "ди", "του", "της",
    "των", "ντε", "φον", "βαν",
  ])

  /// Whether a folded word opens sentences rather than names.
  static func contains(_ word: String) -> Bool { openers.contains(word) }

  /// Whether a stop after the word belongs to the word.
  static func isAbbreviation(_ word: String) -> Bool { abbreviations.contains(word) }

  /// Whether the ending is one of verbs, adverbs and abstract nouns rather than of names.
  static func looksOrdinary(_ word: String) -> Bool {
    let length = word.unicodeScalars.count
    guard length >= 5 else { return false }
    return endings.contains { word.hasSuffix($0) && length > $0.unicodeScalars.count + 1 }
  }

  private static let endings = folded([
    "ing", "ed", "ly", "ние", "ния", "ность", "ости", "можно", "льно", "нно", "ать", "ять", "ить",
    "еть", "ться", "ется",
    "ются", "лось", "лись", "тся", "ное", "ные", "ных", "ного", "ность", "ання", "ення", "ість",
    "ться", "ται", "ουν", "ουμε", "οντας", "ώντας", "ικά", "ικές",
  ])

  private static let abbreviations: Set<String> = folded([
    "mr", "mrs", "ms", "dr", "prof", "gen", "st", "lt", "col", "sgt", "capt", "sen", "rep", "gov",
    "hon", "rev", "jr", "sr", "дж", "г-н", "г-жа", "им", "проф", "ген", "акад", "κ", "δρ", "αγ",
  ])

  private static let openers: Set<String> = folded(
    (latin + " " + cyrillic + " " + greek).split(separator: " ").map(String.init))

  /// Compared with folded words; a Greek sigma folds to another than it ends a word with.
  private static func folded(_ words: [String]) -> Set<String> {
    Set(words.map { Folding.fold($0) })
  }

  private static let latin = """
    a about above according across actually additionally after again against all almost along \
    already also although always among an and another any anyone are around as asked at because \
    been before behind being below besides better between beyond both but by can certainly clearly \
    could current currently despite did do does down due during each earlier either else even \
    eventually ever every everyone everything everywhere except few finally first firstly for \
    former formerly from further furthermore given had has have having he hence her here hers his \
    how however i if in indeed inside instead into is it its itself just last lastly lately later \
    least less let like likewise many may maybe me meanwhile more moreover most mostly much must my \
    near nearly neither never nevertheless next no nobody none nonetheless nor not nothing now \
    obviously of off often on once one only or other others otherwise our out outside over overall \
    own perhaps please possibly previously probably quite rather recently same second secondly \
    several shall she should similarly simply since so some somebody someone something sometimes \
    somewhere soon still such surely than that that's the their them then there thereby therefore \
    these they third this those though three through throughout thus to today together tomorrow \
    tonight too toward towards two under unless unlike until up upon us usually very was we well \
    were what whatever when whenever where whereas wherever whether which whichever while who \
    whoever whom whose why will with within without would yes yesterday yet you your it's he's \
    she's we're they're i'm don't can't won't isn't what's there's here's let's
    """

  private static let cyrillic = """
    а без более больше будет был была были было быть в вам вас ведь весь вместе вместо вначале во \
    вот все всё всего всегда всех вскоре вы где да даже далее для до ещё еще если есть же за затем \
    здесь и из или именно иначе их к кажется как какой когда конечно которая которые который кроме \
    кто лишь между меня мне многие может можно мой мы на над надо например нас наш не него некоторые \
    несмотря нет ни никто но ну о об обо однако он она они оно от очень первый перед по под позже \
    пока после потом потому почему поэтому при про против пусть раз ранее с сам сегодня сейчас \
    сначала снова со собственно спустя среди так также такая такие такой там те тем теперь то тогда \
    того тоже только тот тут ты у уже хотя чего чем через что чтобы эта эти это этого этот я \
    або але адже без були був була було вже ви від він вона вони воно все всі ваш де для до є же з \
    за завжди зараз згодом зі і із інші й його їх її коли крім лише між ми на навіть над наприклад \
    наш не нині ні об один однак ось перед під пізніше після по потім при про проте раніше саме \
    сьогодні спочатку та так також там таким те тепер ти тільки то тоді тому тут у усі хоча хто це \
    цей ці ця через чи чому що щоб як який які якщо
    """

  private static let greek = """
    ο η το οι τα τον την τη τους τις του της των ένας μια μία ένα και κι αλλά όμως ωστόσο αν εάν όταν \
    όπως όπου ότι πως που για από με σε στο στη στην στον στους στις στα προς κατά μετά πριν χωρίς \
    παρά αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος εκείνη εκείνο εδώ εκεί τώρα τότε σήμερα χθες αύριο \
    δεν μην μη ναι όχι θα να ας είναι ήταν έχει έχουν είχε ποιος ποια ποιο τι γιατί πώς πού πότε \
    επίσης ακόμη ακόμα μόνο κάθε όλοι όλα όλες πολλοί πολλά πολλές μερικοί κάποιος κάποια κάποιο \
    εγώ εσύ εμείς εσείς μας σας μου σου ενώ αφού επειδή λοιπόν έτσι άλλωστε εξάλλου μάλιστα ήδη πάντα ποτέ
    """
}
