// Pages of the web, fetched by curl: only over http and https, also after redirects, within bounds of
// time and size, and kept as copies with their date.

import Documents
import Glibc

/// A page and what is known of it.
struct FetchedPage {
  var bytes: [UInt8]
  /// The copy; nil when none is kept.
  var path: String?
  /// Where redirects led, without a name or a password.
  var address: String
  /// What stood behind the number sign of the address asked for.
  var fragment: String?
  /// In lower case and without parameters (`text/html`); nil when the server said nothing.
  var contentType: String?
  /// As the server said it.
  var charset: String?
  /// When it was fetched: `2026-05-01T10:20:30Z`.
  var fetchedAt: String
  /// What a reader should know: that this is a copy, and of when.
  var remark: String?
}

/// Fetches pages.
struct PageFetcher {
  /// Said to servers.
  let version: String
  let cache: PageCache
  /// False with `--private`: nothing is kept; copies that are there are still read.
  var keeps = true
  /// Seconds until there is a connection, and for all of it.
  var patience = (connecting: 10, whole: 60)
  var largest = 32 << 20

  private static let mostRedirects = 5
  /// Begins the lines by which curl tells what it met.
  private static let marker = "sidelight-facts"

  private struct Answer {
    var bytes: [UInt8]
    var address: String
    var typeHeader: String?
  }

  /// Fetches a page; when there is no answer, its newest copy, with a remark. Blocks for as long as
  /// `patience` says. Throws what is wrong with the address or the answer, as a sentence.
  func fetch(_ word: String) throws(DocumentError) -> FetchedPage {
    let address = try PageAddress(word)
    let answer: Answer
    do {
      answer = try ask(for: address.text)
    } catch {
      guard let copy = newestCopy(of: address, because: error) else { throw error }
      return copy
    }
    let now = Int(time(nil))
    let path =
      keeps
      ? cache.keep(
        answer.bytes, address: address.text, finalAddress: answer.address,
        contentType: answer.typeHeader, now: now) : nil
    var page = Self.page(
      answer.bytes, address: answer.address, header: answer.typeHeader,
      fetchedAt: PageCache.moment(now))
    page.path = path
    page.fragment = address.fragment
    if keeps, path == nil { page.remark = "no copy of it could be kept" }
    return page
  }

  /// The copies of an address, the newest first: what a note quoted may be looked up in them.
  func copies(of word: String) -> [KeptPage] {
    guard let address = try? PageAddress(word) else { return [] }
    return cache.versions(of: address.text)
  }

  private func newestCopy(of address: PageAddress, because error: DocumentError) -> FetchedPage? {
    for kept in cache.versions(of: address.text) {
      guard let bytes = PageCache.read(kept.path, atMost: largest) else { continue }
      var page = Self.page(
        bytes, address: kept.finalAddress, header: kept.contentType, fetchedAt: kept.fetched)
      page.path = kept.path
      page.fragment = address.fragment
      page.remark = "no answer (\(error.reason)); this is the copy of \(kept.lastSeen.prefix(10))"
      return page
    }
    return nil
  }

  private static func page(
    _ bytes: [UInt8], address: String, header: String?, fetchedAt: String
  ) -> FetchedPage {
    let parts = (header ?? "").split(separator: ";").map { trimmed($0) }
    let charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }
      .map { trimmed($0.dropFirst(8).filter { $0 != "\"" && $0 != "'" }) }
    return FetchedPage(
      bytes: bytes, address: address,
      contentType: parts.first.flatMap { $0.isEmpty ? nil : $0.lowercased() },
      charset: charset.flatMap { $0.isEmpty ? nil : $0 }, fetchedAt: fetchedAt)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }

  // MARK: - curl

  private func ask(for address: String) throws(DocumentError) -> Answer {
    guard let curl = ChildProgram.find("curl") else {
      throw .unusable("needs curl to be fetched; install it with: apt install curl")
    }
    // A second more than curl has, so that curl is the one to say what went wrong.
    guard
      let run = ChildProgram.run(
        curl, words(for: address), seconds: patience.whole + 1, bytes: largest)
    else { throw .unreadable("curl cannot be started") }
    let facts = Facts(run.complaint)
    switch run.end {
    case .tooMuch: throw tooLarge
    case .late: throw .unreadable("it does not answer in time")
    case .killed: throw .unreadable("curl was ended from outside")
    case .exited(0):
      return Answer(
        bytes: run.output, address: Self.withoutUser(facts.address ?? address),
        typeHeader: facts.type)
    case .exited(let code): throw failure(code, facts)
    }
  }

  private func words(for address: String) -> [String] {
    [
      // No file of settings: it could undo what stands here.
      "--disable", "--silent", "--show-error", "--fail", "--location", "--globoff", "--compressed",
      "--proto", "=http,https", "--proto-redir", "=http,https",
      "--max-redirs", String(Self.mostRedirects),
      "--connect-timeout", String(patience.connecting), "--max-time", String(patience.whole),
      "--max-filesize", String(largest), "--user-agent", "sidelight/\(version)",
      "--header", "Accept: text/html, application/xhtml+xml, text/*;q=0.9, */*;q=0.8",
      "--write-out",
      "%{stderr}\\n\(Self.marker)\\n%{http_code}\\n%{url_effective}\\n%{content_type}\\n",
      "--url", address,
    ]
  }

  /// What curl wrote to standard error: what went wrong, then the lines behind the marker.
  private struct Facts {
    var status = ""
    var address: String?
    var type: String?
    /// curl's own words, without its name and number.
    var words = ""

    init(_ text: String) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard let start = lines.firstIndex(of: PageFetcher.marker) else { return }
      let after = lines[(start + 1)...] + ["", "", ""]
      status = after[start + 1]
      address = after[start + 2].isEmpty ? nil : after[start + 2]
      type = after[start + 3].isEmpty ? nil : after[start + 3]
      let complaint = lines[..<start].first { $0.hasPrefix("curl: ") } ?? ""
      words =
        complaint.split(separator: ")", maxSplits: 1).last.map {
          PageFetcher.trimmed($0)
        } ?? ""
    }
  }

  private var tooLarge: DocumentError {
    .unusable("is larger than \(largest >> 20) MB, which is more than is fetched")
  }

  /// Exit codes as in curl(1).
  private func failure(_ code: Int, _ facts: Facts) -> DocumentError {
    switch code {
    case 1: .unusable("leads to an address that is neither http nor https")
    case 3: .unusable("is not a valid address")
    case 5: .unreadable("the proxy is not known")
    case 6: .unreadable("the host is not known")
    case 7: .unreadable("there is no connection to the host")
    case 22: .unusable("the server says \(facts.status)\(Self.meaning(of: facts.status))")
    case 28: .unreadable("it does not answer in time")
    case 47: .unusable("leads on more than \(Self.mostRedirects) times")
    case 52: .unreadable("the server closed the connection without an answer")
    case 60: .unreadable("the server cannot prove that it is the right one (its certificate)")
    case 63: tooLarge
    default:
      .unreadable(facts.words.isEmpty ? "curl failed with code \(code)" : "curl: \(facts.words)")
    }
  }

  private static func meaning(of status: String) -> String {
    switch status {
    case "401", "403": " (it may not be read without permission)"
    case "404": " (there is no such page)"
    case "410": " (the page is gone)"
    case "429": " (too many requests)"
    case "451": " (withheld for legal reasons)"
    default: status.hasPrefix("5") ? " (a failure of its own)" : ""
    }
  }

  /// A server may lead to an address that holds a name; it is not to be shown or kept.
  private static func withoutUser(_ address: String) -> String {
    guard let start = address.range(of: "://") else { return address }
    let rest = address[start.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard let sign = rest[..<end].lastIndex(of: "@") else { return address }
    return String(address[..<start.upperBound] + rest[rest.index(after: sign)...])
  }
}

extension String {
  /// Where some words first stand.
  fileprivate func range(of words: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(words) { return start..<index(start, offsetBy: words.count) }
      start = index(after: start)
    }
    return nil
  }
}
