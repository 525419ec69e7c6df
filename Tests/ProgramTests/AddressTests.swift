// Addresses: what is refused, what curl is held to, what is kept, and what is read without an answer.
// The server is one of our own on loopback.

import Documents
import Foundation
import Testing

@testable import sidelight

/// A folder of copies that goes with the test.
final class CacheFolder {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "pages-\(UUID().uuidString)/sidelight/pages").path
  deinit {
    try? FileManager.default.removeItem(
      atPath: path.replacingOccurrences(of: "/sidelight/pages", with: ""))
  }
  var cache: PageCache { PageCache(folder: path) }
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

@Suite struct PageAddresses {
  @Test(arguments: [
    ("ftp://example.org/", "only http and https addresses can be fetched"),
    ("file:///etc/passwd", "only http and https addresses can be fetched"),
    ("-o/tmp/x http://example.org", "only http and https addresses can be fetched"),
    ("http://example.org/a b", "the address holds a space"),
    ("http://example.org/a\u{A0}b", "the address holds a space"),
    ("http://example.org/\u{1B}[2J", "the address holds a control character"),
    ("http://example.org/a\nb", "the address holds a control character"),
    ("https://me:secret@example.org/", "the address holds a name or a password; they are not sent"),
    ("https://me@example.org", "the address holds a name or a password; they are not sent"),
    ("http://", "the address has no valid host"), ("http:///x", "the address has no valid host"),
    ("http://-o/x", "the address has no valid host"),
    ("http://a\\@b/x", "the address has no valid host"),
    ("http://a;b/", "the address has no valid host"),
    ("http://a%2f/", "the address has no valid host"),
  ]) func theseAreRefused(word: String, why: String) {
    #expect(throws: DocumentError.unusable(why)) { try PageAddress(word) }
  }

  @Test(arguments: [
    ("HTTP://Example.ORG", "http://example.org/"),
    ("https://example.org/Путь?q=ё#часть", "https://example.org/%D0%9F%D1%83%D1%82%D1%8C?q=%D1%91"),
    ("https://example.org/a%20b{1}[2]|", "https://example.org/a%20b%7B1%7D[2]%7C"),
    ("https://example.org?q", "https://example.org/?q"),
    ("http://[::1]:8080/x@y", "http://[::1]:8080/x@y"),
    // RFC 3492 and RFC 5891 speak of these.
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://пример.испытание/", "https://xn--e1afmkfd.xn--80akhbyknj4f/"),
    ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
  ]) func theseAreWrittenSo(word: String, address: String) throws {
    #expect(try PageAddress(word).text == address)
  }

  @Test func theFragmentIsKeptApart() throws {
    #expect(try PageAddress("https://example.org/a#b").fragment == "b")
    #expect(try PageAddress("https://example.org/a#").fragment == nil)
  }
}

@Suite struct FetchedPages {
  private let folder = CacheFolder()

  private func fetcher(seconds: Int = 10, keeps: Bool = true) -> PageFetcher {
    var fetcher = PageFetcher(version: "1.2.3", cache: folder.cache)
    fetcher.keeps = keeps
    fetcher.patience = (seconds, seconds)
    return fetcher
  }

  private func reason(_ work: () throws -> FetchedPage) -> String {
    do {
      return "no error, but \(try work().bytes.count) bytes"
    } catch {
      return (error as? DocumentError)?.reason ?? "\(error)"
    }
  }

  @Test func aPageComesWithWhatTheServerSays() throws {
    let server = try LoopbackServer { _, _ in
      LoopbackServer.reply(
        "<p>Hello", headers: ["Content-Type: Text/HTML; charset=\"windows-1251\""])
    }
    let page = try fetcher().fetch(server.address("/a b".replacing(" ", with: "%20") + "#part"))
    #expect(String(decoding: page.bytes, as: UTF8.self) == "<p>Hello")
    #expect(page.contentType == "text/html")
    #expect(page.charset == "windows-1251")
    #expect(page.address == server.address("/a%20b"))
    #expect(page.fragment == "part")
    #expect(page.remark == nil)
    #expect(page.fetchedAt.hasSuffix("Z"))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /a%20b HTTP/1.1\r\n"))
    #expect(request.contains("\r\nUser-Agent: sidelight/1.2.3\r\n"))
  }

  @Test func redirectsAreFollowedFiveTimes() throws {
    let server = try LoopbackServer { path, _ in
      let left = Int(path.dropFirst()) ?? 0
      return left == 0
        ? LoopbackServer.reply("there", headers: ["Content-Type: text/plain"])
        : LoopbackServer.redirect(to: "/\(left - 1)")
    }
    let page = try fetcher().fetch(server.address("/5"))
    #expect(String(decoding: page.bytes, as: UTF8.self) == "there")
    #expect(page.address == server.address("/0"))
    #expect(page.charset == nil)
    #expect(reason { try fetcher().fetch(server.address("/6")) } == "leads on more than 5 times")
  }

  @Test func redirectsLeadNowhereElse() throws {
    let server = try LoopbackServer { path, _ in
      switch path {
      case "/loop": LoopbackServer.redirect(to: "/loop")
      case "/file": LoopbackServer.redirect(to: "file:///etc/passwd")
      case "/user":
        LoopbackServer.redirect(to: "http://me:secret@127.0.0.1:\(path.count)/x")
      default: LoopbackServer.redirect(to: "ftp://127.0.0.1/x")
      }
    }
    #expect(reason { try fetcher().fetch(server.address("/loop")) } == "leads on more than 5 times")
    for path in ["/file", "/ftp"] {
      #expect(
        reason { try fetcher().fetch(server.address(path)) }
          == "leads to an address that is neither http nor https")
    }
    #expect(folder.files.isEmpty)
  }

  @Test(arguments: [true, false]) func whatIsTooLargeIsLeft(saysSo: Bool) throws {
    let server = try LoopbackServer { _, _ in
      let body = String(repeating: "x", count: 3 << 20)
      guard !saysSo else { return LoopbackServer.reply(body) }
      return Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(body)".utf8)
    }
    var fetcher = fetcher()
    fetcher.largest = 2 << 20
    #expect(
      reason { try fetcher.fetch(server.address("/")) }
        == "is larger than 2 MB, which is more than is fetched")
    #expect(folder.files.isEmpty)
  }

  @Test func whatIsPackedIsBoundedToo() throws {
    // Eight million zeros in eight kilobytes.
    let home = FileManager.default.temporaryDirectory.appending(path: "bomb-\(UUID()).gz")
    defer { try? FileManager.default.removeItem(at: home) }
    let pack = Process()
    pack.executableURL = URL(fileURLWithPath: "/bin/sh")
    pack.arguments = ["-c", "head -c 8000000 /dev/zero | gzip -9 >\"$0\"", home.path]
    try pack.run()
    pack.waitUntilExit()
    let packed = Array(try Data(contentsOf: home))
    let server = try LoopbackServer { _, _ in
      let head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n"
        + "Connection: close\r\n\r\n"
      return Array(head.utf8) + packed
    }
    var fetcher = fetcher()
    fetcher.largest = 2 << 20
    #expect(
      reason { try fetcher.fetch(server.address("/")) }
        == "is larger than 2 MB, which is more than is fetched")
    fetcher.largest = 16 << 20
    #expect(try fetcher.fetch(server.address("/")).bytes.count == 8_000_000)
  }

  @Test func aServerThatSaysNothingIsLeft() throws {
    let server = try LoopbackServer { _, _ in nil }
    #expect(
      reason { try fetcher(seconds: 1).fetch(server.address("/")) } == "it does not answer in time")
  }

  @Test func faultsOfTheServerAreSaid() throws {
    let server = try LoopbackServer { path, _ in
      path == "/gone"
        ? LoopbackServer.reply("no", status: "404 Not Found")
        : LoopbackServer.reply("no", status: "503 Busy")
    }
    #expect(
      reason { try fetcher().fetch(server.address("/gone")) }
        == "the server says 404 (there is no such page)")
    #expect(
      reason { try fetcher().fetch(server.address("/x")) }
        == "the server says 503 (a failure of its own)")
    server.stop()
  }

  @Test func withoutAnAnswerTheCopyIsRead() throws {
    let server = try LoopbackServer { _, _ in
      LoopbackServer.reply("kept", headers: ["Content-Type: text/plain; charset=utf-8"])
    }
    let address = server.address("/page")
    let first = try fetcher().fetch(address)
    #expect(first.path.map { FileManager.default.contents(atPath: $0) } == Data("kept".utf8))
    server.stop()
    var copy: FetchedPage?
    // The port may take a moment to be refused.
    for _ in 0..<50 {
      copy = try fetcher(seconds: 1).fetch(address)
      if copy?.remark?.contains("no connection") == true { break }
    }
    #expect(copy.map { String(decoding: $0.bytes, as: UTF8.self) } == "kept")
    #expect(copy?.charset == "utf-8")
    #expect(copy?.path == first.path)
    #expect(
      copy?.remark
        == "no answer (there is no connection to the host); this is the copy of "
        + String(first.fetchedAt.prefix(10)))
    #expect(
      reason { try fetcher(seconds: 1).fetch(server.address("/other")) }
        == "there is no connection to the host")
  }

  @Test func privatelyNothingIsKept() throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.reply("secret") }
    let page = try fetcher(keeps: false).fetch(server.address("/"))
    #expect(page.path == nil)
    #expect(page.remark == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }
}

@Suite struct PageCopies {
  private let folder = CacheFolder()

  private func keep(_ text: String, of address: String, at moment: Int, in cache: PageCache? = nil)
    -> String?
  {
    (cache ?? folder.cache).keep(
      Array(text.utf8), address: address, finalAddress: address, contentType: nil, now: moment)
  }

  @Test func theFolderIsForThisUserAlone() throws {
    #expect(keep("a", of: "http://a/", at: 0) != nil)
    for path in [folder.path, String(folder.path.dropLast("/pages".count))] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o700)
    }
    for name in folder.files {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func everyVersionStandsUnderItsDate() throws {
    let day = 86_400
    let first = keep("one", of: "http://a/", at: day)
    let second = keep("two", of: "http://a/", at: 2 * day)
    #expect(keep("two", of: "http://a/", at: 3 * day) == second)
    #expect(keep("one", of: "http://a/", at: 3 * day) != first)
    #expect(keep("else", of: "http://b/", at: 3 * day) != nil)
    let versions = folder.cache.versions(of: "http://a/")
    #expect(
      Set(versions.map(\.fetched)) == [
        "1970-01-02T00:00:00Z", "1970-01-03T00:00:00Z", "1970-01-04T00:00:00Z",
      ])
    #expect(versions.first { $0.path == second }?.lastSeen == "1970-01-04T00:00:00Z")
    #expect(versions.first { $0.path == first }?.lastSeen == "1970-01-02T00:00:00Z")
  }

  @Test func theOldestGo() throws {
    var cache = folder.cache
    cache.mostVersions = 3
    for number in 1...6 {
      #expect(keep("text \(number)", of: "http://a/", at: number, in: cache) != nil)
      // Files are told apart by when they were written.
      usleep(2_000)
    }
    #expect(cache.versions(of: "http://a/").count == 3)
    #expect(cache.versions(of: "http://a/").first?.fetched == "1970-01-01T00:00:06Z")
    cache.mostVersions = 20
    cache.mostBytes = 2_000
    let large = String(repeating: "x", count: 1_500)
    #expect(keep(large, of: "http://b/", at: 7, in: cache) != nil)
    usleep(2_000)
    let last = keep(large + large, of: "http://c/", at: 8, in: cache)
    #expect(folder.files.filter { $0.hasSuffix(".page") }.count == 1)
    #expect(last.map { FileManager.default.fileExists(atPath: $0) } == true)
  }

  @Test func aServersWordsMakeNoLines() throws {
    let cache = folder.cache
    _ = cache.keep(
      [1], address: "http://a/", finalAddress: "http://a/\nsha256 0", contentType: "x\r\nseen 9",
      now: 0)
    let kept = try #require(cache.versions(of: "http://a/").first)
    #expect(kept.contentType == "xseen 9")
    #expect(kept.hash.count == 64)
  }

  @Test func brokenCopiesArePassedOver() throws {
    let path = try #require(keep("whole", of: "http://a/", at: 1))
    let facts = path.replacing(".page", with: ".facts")
    for rubbish in ["", "address http://a/\n", "\u{0}\u{1}", "address\naddress \n \n"] {
      try rubbish.write(toFile: facts, atomically: true, encoding: .utf8)
      #expect(folder.cache.versions(of: "http://a/").isEmpty)
    }
  }
}
