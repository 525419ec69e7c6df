// Words that mean something in each format, for inputs that reach further than noise would.

import Documents

enum FormatTokens {
  static func tokens(of format: TextFormat) -> [String] {
    switch format {
    case .plain: common + plain
    case .markdown: common + markdown + html.prefix(40)
    case .html: common + html
    case .epub: common + html + epub
    case .pdf: common + plain + pdf
    }
  }

  private static let common = [
    "\n", "\r\n", "\r", "\n\n", " ", "\t", "\u{C}", "\u{0}", "\u{FEFF}", "\u{A0}", "\u{2028}", "é",
    "語",
    "🙂", "e\u{301}", "\u{202E}", "a", "word ", "A sentence of some words. ",
  ]

  private static let plain = [
    "   indented", "\n\u{C}\n", "RFC 2119        Key words        March 1997\n",
    "Author                     [Page 3]\n", "_\u{8}a", "a\u{8}a", "\u{1B}[1m", "\u{1B}[0m", "- ",
    "1.  ",
    "========\n", "    code\n", String(repeating: "x", count: 75) + "\n",
  ]

  private static let markdown = [
    "# ", "## ", "\n===\n", "\n---\n", "> ", ">", "- ", "* ", "+ ", "1. ", "3) ", "- [ ] ",
    "- [x] ", "    ",
    "```\n", "~~~\n", "`", "``", "*", "**", "***", "_", "__", "~~", "~", "[", "]", "![", "](", ")",
    "[a](b)",
    "[a]: b\n", "[^1]", "[^1]: ", "[^", "[[", "]]", "[[a|b]]", "![[a]]", "|", "a | b\n--|--\n",
    "|-|-|\n",
    ":-:", "\\", "\\|", "&amp;", "&#0;", "&#x110000;", "&", "<https://a.b>", "https://a.b/",
    "www.a.b", "a@b.c",
    "---\ntitle: a\n---\n", "title: \"", "authors:\n  - ", "<!--", "-->", "<?", "?>", "<![CDATA[",
    "]]>",
    "<!A ", "<br>", "<a id=\"x\">", "  \n", "\\\n", "(#x)", "%20", "%FF",
  ]

  private static let html = [
    "<p>", "</p>", "<div>", "</div>", "<br>", "<a href=\"", "\">", "</a>", "<b>", "</b>", "<i>",
    "<pre>", "</pre>",
    "<table>", "<tr>", "<td>", "<th>", "</td>", "</tr>", "</table>", "<ul>", "<ol start=3>", "<li>",
    "</li>",
    "</ul>", "<h1>", "</h1>", "<h2 id=a>", "<blockquote>", "<img alt=\"", "<script>", "</script>",
    "<style>",
    "</style>", "<!--", "-->", "<![CDATA[", "]]>", "&nbsp;", "&#x0;", "&lt", "<article>",
    "</article>", "<nav>",
    "<aside>", "<main>", "<figure>", "<figcaption>", "<title>", "</title>", "<meta charset=utf-16>",
    "<meta property=\"og:title\" content=\"", "<meta name=author content='", "<html lang=",
    "<head>", "<body>",
    "<base href=\"", "<link rel=canonical href=\"", "<time datetime=\"", "<svg>", "<math>",
    "<template>",
    "<select>", "<option>", "<textarea>", "<plaintext>", "<frameset>", "<noscript>", "<iframe>",
    "<sup>",
    "<details>", "<dl><dt>", "<dd>", "<ruby>", "<rt>",
    "<script type=\"application/ld+json\">{\"@type\":",
    "{\"headline\":\"", "}</script>", "</", "<", ">", "\"", "'", "=", "<!DOCTYPE html>",
    "<?xml version=\"1.0\"?>",
    " class=\"comments\"", " hidden", " style=\"display:none\"", " aria-hidden=true", " id=\"x\"",
  ]

  private static let epub = [
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<package>", "<metadata>", "<dc:title>",
    "</dc:title>",
    "<dc:creator>", "<dc:language>", "<dc:date>", "<manifest>", "</manifest>", "<spine>",
    "<spine toc=\"ncx\">",
    "</spine>", "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>",
    "<itemref idref=\"a\"/>", " linear=\"no\"", " properties=\"nav\"", "<nav epub:type=\"toc\">",
    "<navMap>", "<navPoint>", "<navLabel><text>", "<content src=\"",
    "<aside epub:type=\"footnote\" id=\"n\">",
    "<a epub:type=\"noteref\" href=\"#n\">", "<rootfile full-path=\"", "<encryption>",
    "<EncryptedData>",
    "../", "%2e%2e/", "#x", "<!ENTITY a \"b\">", "&a;", "PK\u{3}\u{4}", "PK\u{1}\u{2}",
    "PK\u{5}\u{6}", "mimetype",
    "META-INF/container.xml",
  ]

  private static let pdf = [
    "%PDF-1.7\n", "\u{C}", "12\u{C}", "Page 3 of 9\n", "hyphen-\n", "\n\n\n",
  ]
}
