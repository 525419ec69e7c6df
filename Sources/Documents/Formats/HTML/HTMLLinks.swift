// Where the links of a page lead.

/// Knows the page's own address, and so what its links mean.
struct HTMLLinks {
  /// What relative addresses are relative to; nil for a page that nothing is known of.
  let base: WebAddress?
  /// Where the page itself is, as far as known.
  let own: WebAddress?
  /// The part of a book that the page is; its links lead to other parts.
  let part: String?

  /// The links of a part of a book.
  init(part: String) {
    (base, own) = (nil, nil)
    self.part = part
  }

  /// `fetched` is the address that the page was got from. Of a saved page relative links stay files:
  /// what they name may lie beside it. What the page says of its own address tells where it leads to
  /// itself, and counts for links that no file can be.
  init(tree: HTMLTree, fetched: String?, said: String?) {
    part = nil
    let fetched = fetched.map(WebAddress.init).flatMap { $0.isWeb ? $0 : nil }
    let said = said.map(WebAddress.init).flatMap { $0.isWeb ? $0 : nil }
    own = fetched ?? said
    var base = fetched
    if let index = tree.nodes.firstIndex(where: { $0.tag == .base }),
      let written = tree.attribute("href", of: index)
    {
      let address = WebAddress(written)
      if address.isWeb {
        base = address
      } else if let known = own, address.scheme.isEmpty {
        base = address.resolved(on: known)
      }
    }
    self.base = base
  }

  /// The address that a page says it has, made whole; else where it was fetched from.
  func own(_ said: String?) -> String? {
    guard let said, !said.isEmpty else { return own?.text }
    let address = WebAddress(said)
    if address.isWeb { return address.text }
    guard let own, address.scheme.isEmpty else { return own?.text }
    return address.resolved(on: own).text
  }

  /// Where an `href` leads; nil for what no reader can follow.
  func target(_ href: String) -> DocumentBuilder.BuiltTarget? {
    let address = WebAddress(href)
    if href.isEmpty || href.utf8.count > 8192 { return nil }
    if let part, address.scheme.isEmpty {
      guard case .part(let name, let fragment)? = EPUBPath.resolve(href, from: part) else {
        return nil
      }
      return .anchor(fragment.map { name + "#" + $0 } ?? name)
    }
    switch address.scheme {
    case "http", "https":
      guard address.isWeb else { return nil }
      return anchorOnThisPage(address) ?? .target(.address(address.text))
    case "mailto": return .target(.address(address.text))
    case "":
      if address.path.isEmpty, address.query == nil, address.authority == nil {
        guard let fragment = address.fragment, !fragment.isEmpty else { return nil }
        return .anchor(WebAddress.unescaped(fragment) ?? fragment)
      }
      guard let base = base ?? (address.query == nil ? nil : own) else { return file(address) }
      let whole = address.resolved(on: base)
      return anchorOnThisPage(whole) ?? .target(.address(whole.text))
    default: return nil
    }
  }

  private func anchorOnThisPage(_ address: WebAddress) -> DocumentBuilder.BuiltTarget? {
    guard let fragment = address.fragment, !fragment.isEmpty, let own, own.host == address.host,
      own.path == address.path, own.query == address.query
    else { return nil }
    return .anchor(WebAddress.unescaped(fragment) ?? fragment)
  }

  private func file(_ address: WebAddress) -> DocumentBuilder.BuiltTarget? {
    if let authority = address.authority, !authority.isEmpty {
      return .target(.address("https:" + address.text))
    }
    guard !address.path.isEmpty, let path = WebAddress.unescaped(address.path),
      !path.utf8.contains(0)
    else { return nil }
    return .target(
      .file(path: path, fragment: address.fragment.map { WebAddress.unescaped($0) ?? $0 }))
  }
}
