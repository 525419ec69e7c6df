// What the class, id and role of an element let expect of it. Hints are words that many sites use;
// they only weigh together with what the text itself is like.

/// What an element's names let expect.
struct HTMLHints: OptionSet {
  let rawValue: UInt8
  /// Menus, boxes, comments: not the article.
  static let away = HTMLHints(rawValue: 1)
  static let article = HTMLHints(rawValue: 2)
  /// Author, date and the like.
  static let byline = HTMLHints(rawValue: 4)
  /// Words under the headline that open the article.
  static let opening = HTMLHints(rawValue: 8)
  /// The comments of readers, which on some pages are all there is.
  static let comments = HTMLHints(rawValue: 16)
  /// Certainly the body of an article.
  static let articleBody = HTMLHints(rawValue: 32)

  private static let awayWords: Set<String> = [
    "nav", "navbar", "navigation", "menu", "submenu", "megamenu", "breadcrumb", "breadcrumbs",
    "cookie", "cookies", "consent", "gdpr", "cmp", "newsletter", "subscribe", "subscription",
    "signup", "promo", "promotion", "advert", "ad", "ads", "adslot", "advertisement", "advertising",
    "sponsor", "sponsored", "share", "sharing", "sharebar", "social", "related", "recommended",
    "recommendation", "recommendations", "trending", "popular", "mostread", "sidebar", "widget",
    "widgets", "footer", "masthead", "toolbar", "pagination", "pager", "modal", "popup", "overlay",
    "toc", "login", "paywall", "tags", "taglist", "skip", "infobox", "navbox", "editsection",
    "catlinks", "outbrain", "taboola", "poll", "pullquote", "bio", "jumpto", "topics", "print",
    "teasers", "banner", "readmore", "morefrom", "follow", "donate", "feedback", "copyright",
    "noprint", "metadata", "siteinfo", "legal", "authorbox", "signature", "sig", "upsell",
    "marketing", "piano", "sitenav", "topbar", "crumbs", "pagetools", "backtotop", "ratings",
    "rating", "dropdown", "alsoread", "readalso", "readnext", "printfooter", "hatnote",
  ]
  private static let commentWords: Set<String> = [
    "comment", "comments", "disqus", "respond", "commentlist", "replies", "discussion",
  ]
  private static let bylineWords: Set<String> = [
    "byline", "author", "authors", "dateline", "timestamp", "published", "pubdate", "posted",
    "postmeta", "meta", "credits", "datetime", "date", "readtime", "readingtime", "kicker",
    "eyebrow",
  ]
  private static let openingWords: Set<String> = [
    "dek", "deck", "standfirst", "lead", "lede", "subtitle", "subhead", "subheadline", "summary",
    "intro", "introduction", "perex", "excerpt", "description", "abstract",
  ]
  private static let bodyPairs: Set<String> = [
    "articlebody", "articlecontent", "articletext", "entrycontent", "postcontent", "postbody",
    "storybody", "storycontent", "storytext", "articlemain", "maincontent", "contentbody",
    "bodytext", "newstext", "mwparseroutput", "contenttext",
  ]
  private static let awayPairs: Set<String> = [
    "sronly", "visuallyhidden", "screenreader", "readmore", "readalso", "readnext", "morefrom",
    "pullquote", "mostread", "mostpopular", "authorbio", "aboutauthor", "authorbox", "jumpto",
    "backto", "upnext", "alsoread", "youmay", "sharebuttons", "sitefooter", "siteheader",
    "pagefooter", "pageheader", "tablecontents", "relatedposts", "userinfo", "postprofile",
    "postauthor", "posttags", "postfooter", "entryfooter", "editlink", "editpage", "lastupdated",
    "mwjump", "nextprev", "prevnext", "messageuser", "usercard", "userbox",
  ]
  /// Names of wrappers around everything: what they hint at is not what they hold.
  private static let wrapperWords: Set<String> = [
    "has", "with", "no", "is", "layout", "page", "wrapper", "wrap", "container", "grid", "row",
  ]

  static func of(words: [String]) -> HTMLHints {
    var hints: HTMLHints = []
    let isWrapper = words.contains { wrapperWords.contains($0) }
    var before = ""
    for word in words {
      if !isWrapper, awayWords.contains(word) { hints.insert(.away) }
      if commentWords.contains(word) { hints.insert(.comments) }
      if openingWords.contains(word) { hints.insert(.opening) }
      if word == "article" || word == "story" || word == "entry" || word == "post" {
        hints.insert(.article)
      }
      let pair = before + word
      if bodyPairs.contains(pair) || bodyPairs.contains(word) { hints.insert(.articleBody) }
      if bylineWords.contains(word) || bylineWords.contains(pair) { hints.insert(.byline) }
      if awayPairs.contains(pair) || awayPairs.contains(word) { hints.insert(.away) }
      before = word
    }
    return hints
  }

  /// The words of a class or id: parted by signs and by capitals.
  static func words(_ value: UnsafeBufferPointer<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasSmall = false
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in value.prefix(400) {
      let isCapital = (0x41...0x5A).contains(byte)
      if (isCapital && wasSmall) || !(HTMLBytes.isLetter(byte) || byte >= 0x80) { finish() }
      if HTMLBytes.isLetter(byte) {
        word.append(byte | 0x20)
      } else if byte >= 0x80 {
        word.append(byte)
      }
      wasSmall = HTMLBytes.isLetter(byte) && !isCapital
    }
    finish()
    return words
  }

  static let awayRoles: Set<String> = [
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
    "menu", "menubar", "toolbar", "alert", "tablist",
  ]
}
