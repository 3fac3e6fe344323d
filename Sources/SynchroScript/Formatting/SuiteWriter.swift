import SynchroText

/// Writes the lines of a suite that was read without errors.
struct SuiteWriter {
  let parsed: ParsedSuite
  let bytes: [UInt8]
  private var output: [UInt8] = []
  /// Whether a blank line stands between what was written and what comes next.
  private var isBlankDue = false
  /// The indentation and depth of the statements that hold the present line, outermost first.
  private var open: [(indent: Int, depth: Int)] = []
  /// The widths of each table's columns.
  private let widths: [Int: [Int]]
  private let isFlowSuite: Bool

  init(_ parsed: ParsedSuite) {
    self.parsed = parsed
    bytes = parsed.source.bytes
    widths = Self.widths(of: parsed)
    isFlowSuite = parsed.suite?.isFlowSuite ?? false
  }

  mutating func write() -> String {
    var line = 0
    for item in parsed.layout {
      between(line..<item.lines.lowerBound, next: item)
      line = item.lines.upperBound
      let first = parsed.lines[item.lines.lowerBound]
      while let last = open.last, last.depth >= item.depth { open.removeLast() }
      open.append((first.indent, item.depth))
      blankLineIfDue()
      self.item(item)
    }
    between(line..<parsed.lines.count, next: nil)
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: - Between statements

  private mutating func between(_ range: Range<Int>, next: LayoutItem?) {
    for line in parsed.lines[range] {
      if line.isComment {
        blankLineIfDue()
        indent(depth(ofComment: line, next: next))
        comment(SourceRange(line.text, line.end))
        endLine()
      } else {
        isBlankDue = true
      }
    }
  }

  /// A comment belongs to the statement below it, unless it is deeper: then it ends the block above.
  private func depth(ofComment line: SourceLine, next: LayoutItem?) -> Int {
    let nextDepth = next?.depth ?? 0
    if let next, line.indent <= parsed.lines[next.lines.lowerBound].indent { return nextDepth }
    let holder = open.last { $0.indent <= line.indent }
    return max(nextDepth, holder?.depth ?? 0)
  }

  private mutating func blankLineIfDue() {
    if isBlankDue, !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    isBlankDue = false
  }

  // MARK: - Items

  private mutating func item(_ item: LayoutItem) {
    switch item.kind {
    case .statement(let tokens):
      indent(item.depth)
      statement(parsed.tokens[tokens], depth: item.depth)
      endLine()
    case .json(let range):
      indent(item.depth)
      json(range, indent: 2 * item.depth)
      endLine()
    case .raw(let tokens, let margin):
      indent(item.depth)
      statement(parsed.tokens[tokens], depth: item.depth)
      endLine()
      raw(parsed.lines[item.lines].dropFirst(), margin: margin, depth: item.depth)
    case .row(let table, let cells, let comments):
      indent(item.depth)
      row(cells, widths: widths[table] ?? [])
      for token in parsed.tokens[comments] {
        put("  ")
        comment(token.range)
      }
      endLine()
    }
  }

  /// Everything between the opening and the closing line stays as it is, but for the indentation
  /// that the closing line shares with it.
  private mutating func raw(_ lines: ArraySlice<SourceLine>, margin: Int, depth: Int) {
    for line in lines.dropLast() {
      let start = min(line.start + margin, line.text)
      if start < line.stop {
        indent(depth)
        output += bytes[start..<line.stop]
      }
      endLine()
    }
    indent(depth)
    put("\"\"\"")
    endLine()
  }

  private mutating func row(_ cells: [SourceRange], widths: [Int]) {
    put("|")
    for (index, cell) in cells.enumerated() {
      put(" ")
      output += bytes[cell.start..<cell.end]
      let width = index < widths.count ? widths[index] : 0
      spaces(max(0, width - Self.width(bytes[cell.start..<cell.end])))
      put(" |")
    }
  }

  private static func widths(of parsed: ParsedSuite) -> [Int: [Int]] {
    var all: [Int: [Int]] = [:]
    for item in parsed.layout {
      guard case .row(let table, let cells, _) = item.kind else { continue }
      for (index, cell) in cells.enumerated() {
        let width = width(parsed.source.bytes[cell.start..<cell.end])
        var known = all[table] ?? []
        if index < known.count {
          known[index] = max(known[index], width)
        } else {
          known.append(width)
        }
        all[table] = known
      }
    }
    return all
  }

  // MARK: - Statements

  private mutating func statement(_ tokens: ArraySlice<Token>, depth: Int) {
    var last: Token?
    var lineStart = output.count - 2 * depth
    for token in tokens {
      if let last {
        if isLineEnd(between: last, and: token) {
          endLine()
          lineStart = output.count
          startContinuation(with: token, depth: depth)
        } else {
          gap(between: last, and: token, lineStart: lineStart)
        }
      }
      switch token.kind {
      case .comment: comment(token.range)
      case .json:
        let start = output.count
        json(token.range, indent: 2 * depth + 4)
        if let feed = output[start...].lastIndex(of: UInt8(ascii: "\n")) { lineStart = feed + 1 }
      case .word, .separator, .open, .close, .openIDs, .id, .closeIDs:
        output += bytes[token.range.start..<token.range.end]
      }
      last = token
    }
  }

  private func isLineEnd(between last: Token, and next: Token) -> Bool {
    bytes[last.range.end..<next.range.start].contains(UInt8(ascii: "\n"))
  }

  private mutating func gap(between last: Token, and next: Token, lineStart: Int) {
    switch (last.kind, next.kind) {
    case (_, .comment): put("  ")
    case (.closeIDs, .openIDs): put(" ")
    case (_, .openIDs):
      let width = Self.width(output[lineStart...])
      spaces(isFlowSuite ? 2 : max(2, SuiteFormatter.requirementColumn - 1 - width))
    case (_, .separator), (_, .open), (_, .close), (.open, _), (.openIDs, _), (_, .closeIDs): break
    default: put(" ")
    }
  }

  /// Ids keep their column on lines of their own. Those of flows are too long for a column.
  private mutating func startContinuation(with token: Token, depth: Int) {
    let indent = 2 * depth + 4
    let column = isFlowSuite ? indent : max(SuiteFormatter.requirementColumn - 1, indent)
    switch token.kind {
    case .openIDs: spaces(column)
    case .id, .closeIDs: spaces(column + 1)
    default: spaces(indent)
    }
  }

  private mutating func comment(_ range: SourceRange) {
    put("#")
    let start = range.start + 1
    guard start < range.end else { return }
    // A space makes it readable; `#!` and `##` are somebody's convention.
    let byte = bytes[start]
    if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "#") && byte != UInt8(ascii: "!") {
      put(" ")
    }
    output += bytes[start..<range.end]
  }

  // MARK: - JSON

  /// Writes JSON with the line ends it has; each line is indented by the brackets that hold it.
  private mutating func json(_ range: SourceRange, indent: Int) {
    var open = 0
    var index = range.start
    while index < range.end {
      var stop = index
      while stop < range.end, bytes[stop] != UInt8(ascii: "\n") { stop += 1 }
      let isFirst = index == range.start
      while index < stop, SuiteReader.isBlank(bytes[index]) { index += 1 }
      var end = stop
      while end > index, SuiteReader.isBlank(bytes[end - 1]) { end -= 1 }
      if index < end {
        if !isFirst {
          endLine()
          spaces(indent + 2 * max(0, open - closers(bytes[index..<end])))
        }
        output += bytes[index..<end]
        open += balance(bytes[index..<end])
      }
      index = stop + 1
    }
  }

  /// How many brackets a line closes before anything else.
  private func closers(_ line: ArraySlice<UInt8>) -> Int {
    line.prefix { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }.count
  }

  /// How many more brackets a line opens than it closes; those in strings are text.
  private func balance(_ line: ArraySlice<UInt8>) -> Int {
    var balance = 0
    var isInString = false
    var isEscaped = false
    for byte in line {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): balance += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): balance -= 1
        default: break
        }
      }
    }
    return balance
  }

  // MARK: - Bytes

  private mutating func indent(_ depth: Int) { spaces(2 * depth) }

  private mutating func spaces(_ count: Int) {
    output += repeatElement(UInt8(ascii: " "), count: count)
  }

  private mutating func put(_ text: String) { output += text.utf8 }

  private mutating func endLine() { output.append(UInt8(ascii: "\n")) }

  /// How many characters wide a text is taken to be.
  private static func width(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }
}
