import SynchroText

/// The links of a text and the anchors that it defines; code is left out.
struct MarkdownLinks {
  struct Link {
    let target: String
    let range: SourceRange
  }

  struct Anchor {
    let name: String
    let range: SourceRange
  }

  /// An anchor that links to itself, so that readers can copy its address.
  struct Permalink {
    let name: String
    let target: String
    let range: SourceRange
  }

  private(set) var links: [Link] = []
  /// Where each anchor is defined first.
  private(set) var anchors: [String: SourceRange] = [:]
  private(set) var repeated: [Anchor] = []
  private(set) var permalinks: [Permalink] = []
  /// What common renderers make of headings by themselves.
  private var slugs: Set<String> = []

  private let bytes: [UInt8]

  /// No link is longer.
  private static let limit = 1000

  init(_ text: MarkdownText) {
    bytes = text.source.bytes
    for line in text.prose { read(text.source.lineRange(line)) }
    for heading in text.headings {
      slugs.formUnion(Self.slugs(of: heading.clause))
    }
  }

  /// Whether a link can lead to an anchor.
  func has(_ name: String) -> Bool {
    if anchors[name] != nil || slugs.contains(name) { return true }
    // Of headings with the same words, the later ones get a number.
    guard let dash = name.lastIndex(of: "-"), Int(name[name.index(after: dash)...]) != nil else {
      return false
    }
    return slugs.contains(String(name[..<dash]))
  }

  // MARK: - Lines

  private mutating func read(_ line: SourceRange) {
    var codeSpans = CodeSpans(bytes, line)
    var at = line.start
    while at < line.end {
      switch bytes[at] {
      case UInt8(ascii: "`"):
        at = codeSpans.end(from: at)
        continue
      case UInt8(ascii: "<"):
        if let end = readTag(from: at, to: line.end) {
          at = end
          continue
        }
      case UInt8(ascii: "]"): readLink(from: at, to: line.end)
      case UInt8(ascii: "{"): readName(from: at, to: line.end)
      default: break
      }
      at += 1
    }
  }

  /// `](target)` and `]: target`.
  private mutating func readLink(from start: Int, to end: Int) {
    guard start + 2 < end else { return }
    let opening = bytes[start + 1]
    guard opening == UInt8(ascii: "(") || opening == UInt8(ascii: ":") else { return }
    var at = start + 2
    if opening == UInt8(ascii: ":") {
      while at < end, Ascii.isBlank(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "#") else { return }
    }
    let first = at
    let last = min(end, first + Self.limit)
    while at < last, !Ascii.isBlank(bytes[at]), bytes[at] != UInt8(ascii: ")") { at += 1 }
    guard at > first, at < last || at == end else { return }
    let range = SourceRange(first, at)
    links.append(Link(target: text(range), range: range))
  }

  /// `{#name}`, as behind a heading.
  private mutating func readName(from start: Int, to end: Int) {
    guard start + 1 < end, bytes[start + 1] == UInt8(ascii: "#") else { return }
    var at = start + 2
    while at < end, Ascii.isToken(bytes[at]), bytes[at] != UInt8(ascii: "#") { at += 1 }
    guard at > start + 2, at < end, !Ascii.isToken(bytes[at]) else { return }
    note(["id": SourceRange(start + 2, at)])
  }

  /// A tag's attributes; where it ends, nil when it is none.
  private mutating func readTag(from start: Int, to end: Int) -> Int? {
    guard start + 1 < end, Ascii.isLetter(bytes[start + 1]) else { return nil }
    // A tag that another one begins inside is none; so no byte is looked at for two tags.
    var close = start + 1
    while close < end, bytes[close] != UInt8(ascii: ">"), bytes[close] != UInt8(ascii: "<") {
      close += 1
    }
    guard close < end, bytes[close] == UInt8(ascii: ">") else { return nil }
    var values: [String: SourceRange] = [:]
    var at = start + 1
    while at < close {
      guard bytes[at] == UInt8(ascii: "=") else {
        at += 1
        continue
      }
      var nameStart = at
      while nameStart > start + 1, Ascii.isToken(bytes[nameStart - 1]) { nameStart -= 1 }
      let name = text(SourceRange(nameStart, at)).lowercased()
      at += 1
      guard at < close else { break }
      let quote = bytes[at]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let valueStart = at + 1
        at = valueStart
        while at < close, bytes[at] != quote { at += 1 }
        values[name] = SourceRange(valueStart, at)
      } else {
        let valueStart = at
        while at < close, !Ascii.isBlank(bytes[at]) { at += 1 }
        values[name] = SourceRange(valueStart, at)
      }
    }
    note(values)
    return close + 1
  }

  private mutating func note(_ attributes: [String: SourceRange]) {
    let anchor = attributes["id"] ?? attributes["name"]
    if let anchor, anchor.count > 0 {
      let name = text(anchor)
      if anchors[name] == nil {
        anchors[name] = anchor
      } else {
        repeated.append(Anchor(name: name, range: anchor))
      }
    }
    guard let link = attributes["href"], link.count > 0 else { return }
    let target = text(link)
    links.append(Link(target: target, range: link))
    let classes = attributes["class"].map(text)?.split(separator: " ") ?? []
    if let anchor, target.hasPrefix("#"), classes.contains("permalink") {
      permalinks.append(Permalink(name: text(anchor), target: target, range: link))
    }
  }

  private func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  // MARK: - Headings

  /// The words of a heading in small letters, with hyphens between and without punctuation.
  private static func slugs(of clause: SpecClause) -> [String] {
    let number = clause.number.map { $0 + ". " } ?? ""
    return [number + clause.title, clause.title].map { words in
      var slug = ""
      for scalar in words.lowercased().unicodeScalars {
        switch scalar {
        case " ", "-": slug.unicodeScalars.append("-")
        case "_": slug.unicodeScalars.append(scalar)
        default:
          if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            slug.unicodeScalars.append(scalar)
          }
        }
      }
      return slug
    }
  }
}

/// Words between backticks of one line, which hold no links.
private struct CodeSpans {
  private let bytes: [UInt8]
  private let line: SourceRange
  /// The last run of each length, found when the first is met, so that a run without partner costs
  /// no search.
  private var last: [Int: Int]?

  init(_ bytes: [UInt8], _ line: SourceRange) {
    self.bytes = bytes
    self.line = line
  }

  /// The place behind the code that a run of backticks opens, or behind the run when it opens none.
  mutating func end(from start: Int) -> Int {
    let length = run(at: start)
    let after = start + length
    if last == nil { last = collect() }
    guard let final = last?[length], final > start else { return after }
    var at = after
    while at <= final {
      guard bytes[at] == UInt8(ascii: "`") else {
        at += 1
        continue
      }
      let found = run(at: at)
      if found == length { return at + found }
      at += found
    }
    return after
  }

  private func run(at start: Int) -> Int {
    var at = start
    while at < line.end, bytes[at] == UInt8(ascii: "`") { at += 1 }
    return at - start
  }

  private func collect() -> [Int: Int] {
    var found: [Int: Int] = [:]
    var at = line.start
    while at < line.end {
      guard bytes[at] == UInt8(ascii: "`") else {
        at += 1
        continue
      }
      let length = run(at: at)
      found[length] = at
      at += length
    }
    return found
  }
}
