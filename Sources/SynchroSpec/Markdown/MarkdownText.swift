import SynchroCatalog
import SynchroText

/// A specification's Markdown, cut into headings, blocks of code and prose.
struct MarkdownText {
  /// A heading and where its line begins.
  struct Heading {
    let clause: SpecClause
    let start: Int
  }

  /// Lines between two fences.
  struct CodeBlock {
    /// The line of the opening fence.
    let opening: SourceRange
    /// The first word behind the opening fence, in lower case; empty when there is none.
    let language: String
    /// The numbers of the lines inside.
    let lines: Range<Int>
    /// How many bytes of indentation and quotation marks stand before the opening fence, and so
    /// before every line inside.
    let prefix: Int
    let isClosed: Bool
  }

  /// No heading is longer.
  private static let headingLimit = 4096

  let source: SourceText
  /// The name that the first heading gives the document: `CDS-WG1-01`.
  private(set) var document: String?
  private(set) var headings: [Heading] = []
  private(set) var blocks: [CodeBlock] = []
  /// The numbers of the lines outside code.
  private(set) var prose: [Int] = []

  init(_ source: SourceText) {
    self.source = source
    var open: (fence: MarkdownFence, line: Int, prefix: Int)?
    for line in 1...source.lineCount {
      let range = source.lineRange(line)
      let prefix = Self.prefix(of: range, in: source.bytes)
      let first = range.start + prefix < range.end ? source.bytes[range.start + prefix] : 0
      if first == UInt8(ascii: "`") || first == UInt8(ascii: "~"),
        range.count < Self.headingLimit,
        let fence = MarkdownFence(
          source.text(of: SourceRange(range.start + prefix, range.end)))
      {
        guard let start = open else {
          open = (fence, line, prefix)
          continue
        }
        if start.fence.isClosed(by: fence) {
          close(start, before: line, isClosed: true)
          open = nil
          continue
        }
      }
      if open != nil { continue }
      prose.append(line)
      if first == UInt8(ascii: "#"), prefix == 0, range.count < Self.headingLimit {
        addHeading(range)
      }
    }
    if let open { close(open, before: source.lineCount + 1, isClosed: false) }
  }

  /// The nearest numbered heading above a place, or else the nearest heading.
  func clause(at offset: Int) -> SpecClause? {
    var low = 0
    var high = headings.count
    while low < high {
      let middle = (low + high) / 2
      if headings[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    return numbered[low - 1] ?? headings[low - 1].clause
  }

  /// For each heading, the last numbered one up to it.
  private var numbered: [SpecClause?] = []

  private mutating func addHeading(_ range: SourceRange) {
    guard let heading = MarkdownHeading(source.text(of: range)) else { return }
    if heading.depth == 1, document == nil {
      document = heading.words.split(separator: " ").first.map(String.init)
    }
    let clause = SpecClause(number: heading.number, title: heading.title)
    headings.append(Heading(clause: clause, start: range.start))
    numbered.append(clause.number == nil ? numbered.last ?? nil : clause)
  }

  private mutating func close(
    _ open: (fence: MarkdownFence, line: Int, prefix: Int), before line: Int, isClosed: Bool
  ) {
    let language = open.fence.words.split(separator: " ").first ?? ""
    blocks.append(
      CodeBlock(
        opening: source.lineRange(open.line), language: language.lowercased(),
        lines: open.line + 1..<line, prefix: open.prefix, isClosed: isClosed))
  }

  /// Indentation, and the marks of quotations and lists do not count as text of a line.
  private static func prefix(of range: SourceRange, in bytes: [UInt8]) -> Int {
    var at = range.start
    while at < range.end, Ascii.isBlank(bytes[at]) || bytes[at] == UInt8(ascii: ">") { at += 1 }
    return at - range.start
  }
}
