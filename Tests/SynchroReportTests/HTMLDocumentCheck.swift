import SynchroDigest
import SynchroText

/// Reads a page of ours far more strictly than a browser would, and says what is wrong with it.
///
/// Only what the page is known to be made of is let through: an element, an attribute or a character
/// that is not on a list must have come from somewhere else.
struct HTMLDocumentCheck {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
    /// Whether it is a part of a picture.
    var isDrawn = false
  }

  private(set) var problems: [String] = []
  private(set) var elements: [Element] = []
  private(set) var text = ""
  private var open: [Int] = []
  private var bytes: ArraySlice<UInt8>

  private static let empty: Set<String> = ["meta", "br", "input"]
  private static let raw: Set<String> = ["style", "script"]
  private static let allowed: Set<String> = [
    "html", "head", "meta", "title", "style", "script", "body", "header", "nav", "main", "footer",
    "section", "article", "div", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "span", "small",
    "strong", "h1", "h2", "h3", "h4", "h5", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "code", "pre", "mark", "b", "i", "br", "details", "summary", "form", "label", "select",
    "option", "input", "output", "pattern", "abbr", "figure", "figcaption", "svg", "rect", "desc",
    "g", "line",
    "path", "text", "circle", "polyline", "polygon", "tspan", "defs", "clipPath", "marker", "use",
  ]
  /// What a parser would end a paragraph for.
  private static let blocks: Set<String> = [
    "p", "ul", "ol", "dl", "div", "table", "section", "article", "details", "pre", "h1", "h2", "h3",
    "h4", "h5", "form", "figure", "header", "footer", "nav", "main",
  ]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes[...]
    if String(validating: bytes, as: UTF8.self) == nil { problems.append("it is no UTF-8") }
    read()
    judge()
  }

  /// The elements of a name, with a class if one is given.
  func all(_ name: String, class word: String? = nil) -> [Element] {
    elements.filter { element in
      guard element.name == name else { return false }
      guard let word else { return true }
      return (element.attributes["class"] ?? "").split(separator: " ").contains { $0 == word }
    }
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(80), as: UTF8.self)
  }

  // MARK: - Reading

  private mutating func read() {
    let doctype = "<!DOCTYPE html>\n"
    guard bytes.starts(with: doctype.utf8) else { return problems.append("no document type") }
    bytes = bytes.dropFirst(doctype.utf8.count)
    while !bytes.isEmpty, problems.count < 20 {
      if bytes.first == UInt8(ascii: "<") {
        readTag()
      } else {
        let run = bytes.prefix { $0 != UInt8(ascii: "<") }
        bytes = bytes[run.endIndex...]
        take(text: run)
      }
    }
    if !open.isEmpty { problems.append("never ended: \(open.map { elements[$0].name })") }
  }

  private mutating func take(text run: ArraySlice<UInt8>) {
    let words = decoded(run)
    for scalar in words.unicodeScalars
    where VisibleText.isUnsafe(scalar) && scalar != "\n" && scalar != "\t" {
      problems.append("the character \(VisibleText.escape(String(scalar))) in: \(shown(run))")
      return
    }
    text += words
    for place in open { elements[place].text += words }
  }

  /// Text with its references resolved; every one of them must be one that we write.
  private mutating func decoded(_ run: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var rest = run
    while let byte = rest.popFirst() {
      guard byte != UInt8(ascii: ">") else {
        problems.append("a bare > in: \(shown(run))")
        return ""
      }
      guard byte == UInt8(ascii: "&") else {
        result.append(byte)
        continue
      }
      let known = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"),
      ]
      guard let reference = known.first(where: { rest.starts(with: $0.0.utf8) }) else {
        problems.append("a bare & in: \(shown(run))")
        return ""
      }
      rest = rest.dropFirst(reference.0.utf8.count)
      result += reference.1.utf8
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func readTag() {
    var rest = bytes.dropFirst()
    if rest.first == UInt8(ascii: "/") {
      rest = rest.dropFirst()
      let name = word(&rest)
      guard rest.popFirst() == UInt8(ascii: ">") else { return fail("an end tag") }
      guard let last = open.popLast(), elements[last].name == name else {
        return fail("</\(name)> ends nothing")
      }
      bytes = rest
      return
    }
    let name = word(&rest)
    guard Self.allowed.contains(name) else { return fail("an element <\(name)>") }
    var attributes: [String: String] = [:]
    while rest.first == UInt8(ascii: " ") {
      rest = rest.dropFirst()
      let key = word(&rest)
      if key.isEmpty || key.hasPrefix("on") || key == "style" || key == "src" {
        return fail("an attribute '\(key)'")
      }
      var value = ""
      if rest.starts(with: "=\"".utf8) {
        rest = rest.dropFirst(2)
        let run = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") }
        rest = rest[run.endIndex...]
        guard rest.popFirst() == UInt8(ascii: "\"") else { return fail("a value of '\(key)'") }
        value = decoded(run)
      }
      if attributes.updateValue(value, forKey: key) != nil { return fail("'\(key)' twice") }
    }
    let isClosed = rest.first == UInt8(ascii: "/")
    if isClosed { rest = rest.dropFirst() }
    guard rest.popFirst() == UInt8(ascii: ">") else { return fail("the tag <\(name)>") }
    if Self.blocks.contains(name), open.contains(where: { elements[$0].name == "p" }) {
      return fail("<\(name)> in a paragraph")
    }
    bytes = rest
    let isDrawn = open.contains { elements[$0].name == "svg" }
    elements.append(Element(name: name, attributes: attributes, isDrawn: isDrawn))
    if isClosed || Self.empty.contains(name) { return }
    open.append(elements.count - 1)
    if Self.raw.contains(name) { readRaw(name) }
  }

  private mutating func readRaw(_ name: String) {
    let end = Array("</\(name)>".utf8)
    var place = bytes.startIndex
    while place < bytes.endIndex, !bytes[place...].starts(with: end) { place += 1 }
    elements[elements.count - 1].text = String(decoding: bytes[..<place], as: UTF8.self)
    bytes = bytes[place...]
  }

  private func word(_ rest: inout ArraySlice<UInt8>) -> String {
    let name = rest.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    rest = rest[name.endIndex...]
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func fail(_ what: String) {
    problems.append("\(what): \(shown(bytes))")
    bytes = []
    open = []
  }

  // MARK: - Judging

  private mutating func judge() {
    var ids: Set<String> = []
    for element in elements {
      if let id = element.attributes["id"], !ids.insert(id).inserted {
        problems.append("the id '\(id)' twice")
      }
    }
    for element in elements {
      let references = ["aria-labelledby", "for", "aria-describedby"]
        .compactMap { element.attributes[$0] }.flatMap { $0.split(separator: " ") }
      for id in references where !ids.contains(String(id)) {
        problems.append("nothing has the id '\(id)'")
      }
      guard let link = element.attributes["href"] else { continue }
      if link.hasPrefix("#") {
        if !ids.contains(String(link.dropFirst())) { problems.append("a dead link \(link)") }
      } else if !["https://", "http://", "./"].contains(where: link.hasPrefix) {
        problems.append("a link to \(link)")
      }
    }
    judgeStructure()
    judgePolicy()
  }

  private mutating func judgeStructure() {
    var level = 0
    for (place, element) in elements.enumerated() {
      if element.name.count == 2, element.name.hasPrefix("h"),
        let own = element.name.last?.wholeNumberValue
      {
        if own > level + 1 { problems.append("h\(own) behind h\(level): \(element.text)") }
        if element.text.isEmpty { problems.append("an empty h\(own)") }
        level = own
      }
      if element.name == "table",
        place + 1 >= elements.count || elements[place + 1].name != "caption"
      {
        problems.append("a table without caption")
      }
      if element.name == "th", element.attributes["scope"] == nil {
        problems.append("a heading of a table without scope")
      }
      if element.name == "svg", !element.isDrawn, element.attributes["aria-hidden"] == nil,
        element.attributes["role"] != "img" || element.attributes["aria-labelledby"] == nil
      {
        problems.append("a picture without words")
      }
    }
    if all("h1").count != 1 || all("main").count != 1 { problems.append("not one h1, one main") }
    if all("html").first?.attributes["lang"] != "en" { problems.append("no language") }
  }

  /// The policy must name exactly what stands in the page.
  private mutating func judgePolicy() {
    let policy =
      all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?
      .attributes["content"] ?? ""
    if !policy.hasPrefix("default-src 'none'; ") || policy.contains("unsafe") {
      problems.append("the policy \(policy)")
    }
    for element in all("style") + all("script") {
      let digest = "'sha256-" + Base64.encode(SHA256.digest(element.text).bytes) + "'"
      if !policy.contains(digest) { problems.append("the policy forbids our own \(element.name)") }
    }
  }
}
