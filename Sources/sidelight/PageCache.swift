// Copies of fetched pages, so that what a note quotes from an address can be looked up later and a page
// can be read again without the net. A copy is two files: the page as it came, and lines that say
// what it is. Everything here may be deleted at any time.

import Glibc
import Text

/// A page as it was kept.
struct KeptPage: Hashable {
  /// The file with the page's bytes.
  var path: String
  /// Asked for, and where redirects led.
  var address: String
  var finalAddress: String
  var contentType: String?
  /// When it was fetched, and when it was last found unchanged: `2026-05-01T10:20:30Z`.
  var fetched: String
  var lastSeen: String
  var hash: String
}

/// The folder of copies.
struct PageCache {
  let folder: String
  /// Copies of one address, and bytes of all pages; beyond them the oldest go.
  var mostVersions = 20
  var mostBytes = 500 << 20

  private static let largestFacts = 1 << 16

  /// The copies of an address, the newest first.
  func versions(of address: String) -> [KeptPage] {
    let start = Self.key(of: address) + "-"
    return Self.names(in: folder, ending: ".facts").filter { $0.hasPrefix(start) }
      .compactMap { facts(String($0.dropLast(6))) }
      .filter { $0.address == address }
      .sorted { ($0.lastSeen, $0.path) > ($1.lastSeen, $1.path) }
  }

  /// Keeps a page and gives its file; one that did not change since the newest copy is only noted as
  /// seen again. Nil when it cannot be kept: reading does not depend on it.
  func keep(
    _ bytes: [UInt8], address: String, finalAddress: String, contentType: String?, now: Int
  ) -> String? {
    guard prepare() else { return nil }
    let (hash, moment) = (ContentHash(of: bytes).hex, Self.moment(now))
    if var newest = versions(of: address).first, newest.hash == hash,
      access(newest.path, R_OK) == 0
    {
      newest.lastSeen = moment
      newest.finalAddress = finalAddress
      newest.contentType = contentType
      let name = newest.path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
      return write(Self.lines(newest), as: name + ".facts") ? newest.path : nil
    }
    let stamp = moment.filter { $0 != "-" && $0 != ":" }
    var name = "\(Self.key(of: address))-\(stamp)"
    var number = 2
    while access("\(folder)/\(name).page", F_OK) == 0 {
      name = "\(Self.key(of: address))-\(stamp)-\(number)"
      number += 1
    }
    let page = KeptPage(
      path: "\(folder)/\(name).page", address: address, finalAddress: finalAddress,
      contentType: contentType, fetched: moment, lastSeen: moment, hash: hash)
    guard write(bytes, as: name + ".page") else { return nil }
    guard write(Self.lines(page), as: name + ".facts") else {
      unlink(page.path)
      return nil
    }
    trim(keeping: name)
    return page.path
  }

  // MARK: - Names and lines

  private static func key(of address: String) -> String {
    String(ContentHash(of: address).hex.prefix(32))
  }

  /// A time as ISO 8601 has it, in UTC.
  static func moment(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return "1970-01-01T00:00:00Z" }
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  private static func lines(_ page: KeptPage) -> [UInt8] {
    var lines = ["address \(page.address)", "final \(page.finalAddress)"]
    if let type = page.contentType { lines.append("type \(type)") }
    lines += ["fetched \(page.fetched)", "seen \(page.lastSeen)", "sha256 \(page.hash)"]
    // A server's words must not make lines of their own.
    return Array(
      lines.map { $0.filter { !$0.isNewline } }.joined(separator: "\n").utf8) + [0x0A]
  }

  private func facts(_ name: String) -> KeptPage? {
    guard let bytes = Self.read("\(folder)/\(name).facts", atMost: Self.largestFacts) else {
      return nil
    }
    var known: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let blank = line.firstIndex(of: " ") else { continue }
      known[String(line[..<blank])] = String(line[line.index(after: blank)...])
    }
    guard let address = known["address"], let fetched = known["fetched"], let hash = known["sha256"]
    else { return nil }
    return KeptPage(
      path: "\(folder)/\(name).page", address: address, finalAddress: known["final"] ?? address,
      contentType: known["type"], fetched: fetched, lastSeen: known["seen"] ?? fetched, hash: hash)
  }

  // MARK: - Files

  /// The bytes of a regular file of at most so many.
  static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      done += count
    }
    bytes.removeLast(bytes.count - done)
    return bytes
  }

  /// Makes the folder, for this user alone; false when it is another's.
  private func prepare() -> Bool {
    guard Self.makeFolders(folder) else { return false }
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid()
    else { return false }
    return status.st_mode & 0o077 == 0 || chmod(folder, 0o700) == 0
  }

  /// Makes a folder and those above it, for this user alone.
  static func makeFolders(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST { return false }
    }
    return true
  }

  private func write(_ bytes: [UInt8], as name: String) -> Bool {
    var template = Array("\(folder)/tmp-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { return false }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    guard close(file) == 0, rest.isEmpty, rename(template, "\(folder)/\(name)") == 0 else {
      unlink(template)
      return false
    }
    return true
  }

  private static func names(in folder: String, ending: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending), !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// Removes what is beyond the bounds, and what a killed program left behind an hour ago.
  private func trim(keeping kept: String) {
    for name in Self.names(in: folder, ending: "") where name.hasPrefix("tmp-") {
      var status = stat()
      if lstat("\(folder)/\(name)", &status) == 0, status.st_mtim.tv_sec < time(nil) - 3_600 {
        unlink("\(folder)/\(name)")
      }
    }
    struct Copy {
      var name: String
      var bytes: Int
      var age: Int
      var key: Substring { name.prefix(32) }
    }
    var copies: [Copy] = []
    for name in Self.names(in: folder, ending: ".page") {
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
      let stem = String(name.dropLast(5))
      var facts = stat()
      // The facts are written anew whenever the page is seen again.
      let time = lstat("\(folder)/\(stem).facts", &facts) == 0 ? facts.st_mtim : status.st_mtim
      copies.append(
        Copy(
          name: stem, bytes: Int(status.st_size), age: time.tv_sec * 1_000_000_000 + time.tv_nsec))
    }
    copies.sort { ($0.age, $0.name) > ($1.age, $1.name) }
    if let own = copies.firstIndex(where: { $0.name == kept }) {
      copies.insert(copies.remove(at: own), at: 0)
    }
    var bytes = 0
    var versions: [Substring: Int] = [:]
    for copy in copies {
      bytes += copy.bytes
      versions[copy.key, default: 0] += 1
      guard copy.name != kept, bytes > mostBytes || versions[copy.key, default: 0] > mostVersions
      else { continue }
      bytes -= copy.bytes
      unlink("\(folder)/\(copy.name).facts")
      unlink("\(folder)/\(copy.name).page")
    }
  }
}
