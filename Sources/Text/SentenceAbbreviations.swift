// Stops that end no sentence: after initials, titles, numbers and the usual abbreviations of English,
// German, French, Russian, Ukrainian and Greek.

enum SentenceAbbreviations {
  /// Whether the single stop after `word` belongs to the word, given the next word (which begins with
  /// no small letter), whether the word opens the sentence, and the word before it.
  static func holds(
    _ word: SentenceWord, next: String, isFirst: Bool, before: String
  ) -> Bool {
    let text = word.text
    guard let first = text.unicodeScalars.first else { return false }
    if text.unicodeScalars.allSatisfy({ Words.isDigit($0.value) }) {
      // "1. Introduction" counts, "14. Oktober" is a day.
      return isFirst && text.utf8.count <= 3 || germanMonths.contains(next)
    }
    let startsWithDigit = next.unicodeScalars.first.map { Words.isDigit($0.value) } ?? false
    let folded = text.lowercased()
    if text.unicodeScalars.count == 1 {
      if WordClass.isUppercase(first) { return true }
      if numeric.contains(folded), startsWithDigit { return true }
      if afterNumber.contains(folded) { return !endsInDigit(before) && !isRoman(before) }
      // "т. е. Киев", with a space between.
      return folded == "е" && before == "т." || single.contains(folded)
    }
    if text.contains(".") { return holdsDotted(folded, next: next) }
    if always.contains(folded) { return true }
    if numeric.contains(folded) { return startsWithDigit }
    if afterNumber.contains(folded) { return !endsInDigit(before) }
    if ambiguous.contains(folded) { return !openers.contains(next) }
    return false
  }

  /// Words of single letters, as "U.S" or "т.е".
  private static func holdsDotted(_ word: String, next: String) -> Bool {
    if neverLast.contains(word) { return true }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ isShort($0) }) else {
      // "example.org." or a number such as "3.14.".
      return false
    }
    if mayBeLast.contains(word) { return false }
    return !openers.contains(next)
  }

  private static func isShort(_ part: Substring) -> Bool {
    guard let first = part.unicodeScalars.first else { return false }
    return part.unicodeScalars.count <= 2 && !Words.isDigit(first.value)
  }

  private static func endsInDigit(_ text: String) -> Bool {
    text.unicodeScalars.last.map { Words.isDigit($0.value) } ?? false
  }

  private static func isRoman(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { "IVXLCМХ".unicodeScalars.contains($0) }
  }

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map(String.init))
  }

  /// A name or a title always follows.
  private static let always = words(
    "mr mrs ms mx dr drs prof gen col lt sgt cpl capt cmdr cdr adm maj brig sen rep gov pres rev hon"
      + " st mt ft messrs mme mlle fr vs cf viz approx ca al supt hr fra bzw usw resp dipl"
      + " тов акад проф доц ген полк подп кап гр им ул пер просп пл наб бул обл оз хр св преп"
      + " см ср напр итд ім вул буд див проспект стр рис табл тзв"
      + " κος κα δηλ βλ πρβλ καθ δρ αγ")

  /// Only before a number: "No. 5", "p. 12", "Sept. 3".
  private static let numeric = words(
    "no nos nr art arts vol vols pp fig figs ch chap sec par para ed eds bd kap op num"
      + " jan feb febr mar apr jun jul aug sep sept oct nov dec"
      + " ст гл разд пп чл абз вып изд п с д тыс млн млрд янв февр апр авг сент окт нояб дек"
      + " стор рр вип вид αρ σελ τομ κεφ")

  /// After a number it may end the sentence ("в 2014 г. Потом"), else a name follows ("г. Москва").
  private static let afterNumber = words("г гг р м в вв")

  /// Single small letters that shorten what follows.
  private static let single = words("p c v t n s f κ т к")

  /// May end a sentence; taken so when the next word is one that sentences begin with.
  private static let ambiguous = words("jr sr inc ltd co corp bros dept univ est ave blvd ph")

  private static let neverLast = words(
    "e.g i.e d.h z.b u.a c.f т.е т.к т.н т.ч н.э π.χ κ.κ δηλ.ότι")
  private static let mayBeLast = words("a.m p.m т.д т.п т.п.д κ.λ.π κ.ά κ.τ.λ у.о")

  private static let germanMonths = words(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember")

  /// Words that begin sentences and hardly ever follow an abbreviation inside one.
  private static let openers = words(
    "The A An In On At As It Its He She They We You I This That These Those There Then But And Or"
      + " So Yet If When While After Before For From With His Her Their Our My What Why How Who"
      + " Some One Many Most No Not Now Since However Also Although Despite By To"
      + " Der Die Das Ein Eine Es Er Sie Wir Und Aber Im In Le La Les Un Une Il Elle Et Mais"
      + " В На И Но Он Она Они Это Эти Этот А Мы Вы Я Как Что По С Из К За Если Так Однако Также"
      + " Для При Не Когда После У О Об До Его Ее Её Их Все Всё Тогда Потом"
      + " Це Він Вона Вони Та Але І Й Ми Ви Як Що Із Від Для До Якщо Проте Після Коли Його Її"
      + " Ο Η Το Οι Τα Ένας Μια Και Αυτό Αυτός Δεν Με Σε Στο Στη Για Αν Όταν Από Αλλά")
}
