import SynchroText

/// A fault and its place; thrown to give up a statement.
struct Refusal: Error {
  var fault: SuiteFault
  var range: SourceRange
}

/// The state of reading one file: which line comes next, and the place in the present statement.
struct SuiteReader {
  let source: SourceText
  let bytes: [UInt8]
  let lines: [SourceLine]

  /// The next line to be read, by index.
  var line = 0
  /// The place in the present statement, and its end.
  var at = 0
  var end = 0
  /// Where the present statement starts, and where its first line ends.
  var statementStart = 0
  var firstLineEnd = 0
  /// Behind the last token of the first line; how far a diagnostic about the whole step reaches.
  var headEnd = 0
  /// Behind the last token of the statement.
  var lastEnd = 0

  var depth = 0
  var isInFragment = false
  var tableCount = 0

  var tokens: [Token] = []
  var layout: [LayoutItem] = []
  var refusals: [Refusal] = []
  /// Lines of raw bodies, where any character may stand.
  var rawLines: [Range<Int>] = []

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
    lines = SourceLine.lines(of: source.bytes)
  }

  /// Whether there are so many errors that more would help nobody.
  var isHopeless: Bool { refusals.count >= SuiteParser.errorLimit }

  /// Reads everything.
  mutating func read() -> ParsedSuite {
    let suite = readSuite()
    let diagnostics = finishedDiagnostics()
    return ParsedSuite(
      source: source, suite: suite, diagnostics: diagnostics, comments: comments(), lines: lines,
      tokens: tokens, layout: layout)
  }

  mutating func report(_ fault: SuiteFault, at range: SourceRange) {
    report(Refusal(fault: fault, range: range))
  }

  mutating func report(_ refusal: Refusal) {
    guard !isHopeless else { return }
    refusals.append(refusal)
  }

  // MARK: - Lines

  /// The index of the next line that says something, if there is one.
  mutating func nextLine() -> Int? {
    while line < lines.count, lines[line].isSilent { line += 1 }
    return line < lines.count && !isHopeless ? line : nil
  }

  /// Starts reading the statement of the next line; deeper lines continue it if so wanted.
  mutating func open(continues: Bool) {
    let first = line
    var last = first
    if continues {
      var next = first + 1
      while next < lines.count {
        if !lines[next].isSilent {
          guard lines[next].indent > lines[first].indent else { break }
          last = next
        }
        next += 1
      }
    }
    open(through: last)
  }

  /// Starts reading the statement of the next line, which ends on the given one.
  private mutating func open(through last: Int) {
    at = lines[line].text
    end = lines[last].end
    statementStart = at
    firstLineEnd = lines[line].end
    headEnd = at
    lastEnd = at
    line = last + 1
  }

  /// Leaves out the lines that are deeper than `indent`.
  mutating func skipBlock(below indent: Int) {
    while let next = nextLine(), lines[next].indent > indent { line = next + 1 }
  }

  /// Runs the reading of one statement and records how to lay it out; nil after an error, which is
  /// reported. What a failed statement would have held is skipped if it can hold a block.
  mutating func statement<Result>(
    continues: Bool = true, through last: Int? = nil,
    _ body: (inout SuiteReader) throws(Refusal) -> Result
  ) -> Result? {
    let firstLine = line
    let firstToken = tokens.count
    if let last { open(through: last) } else { open(continues: continues) }
    do throws(Refusal) {
      let result = try body(&self)
      try expectEnd()
      layout.append(
        LayoutItem(
          kind: .statement(tokens: firstToken..<tokens.count), lines: firstLine..<line, depth: depth
        ))
      return result
    } catch {
      report(error)
      return nil
    }
  }

  // MARK: - Results

  private func comments() -> [ParsedSuite.Comment] {
    var found = tokens.filter { $0.kind == .comment }.map {
      ParsedSuite.Comment(range: $0.range, isTrailing: !isAlone($0.range))
    }
    var index = 0
    for item in layout {
      for line in lines[index..<max(index, item.lines.lowerBound)] where line.isComment {
        found.append(.init(range: SourceRange(line.text, line.end), isTrailing: false))
      }
      index = max(index, item.lines.upperBound)
    }
    for line in lines[min(index, lines.count)...] where line.isComment {
      found.append(.init(range: SourceRange(line.text, line.end), isTrailing: false))
    }
    return found.sorted { $0.range.start < $1.range.start }
  }

  private func isAlone(_ range: SourceRange) -> Bool {
    var index = range.start
    while index > 0, bytes[index - 1] == UInt8(ascii: " ") { index -= 1 }
    return index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
  }

  private mutating func finishedDiagnostics() -> [Diagnostic] {
    let tooMany = isHopeless ? refusals.last : nil
    let flaws = flawRefusals()
    let flawedLines = Set(flaws.map { source.place(at: $0.range.start).line })
    // A character that must not stand there makes the statement unreadable; saying so once is
    // enough.
    var all = refusals.filter {
      !flawedLines.contains(source.place(at: $0.range.start).line)
    }
    all += flaws
    all += fileRefusals()
    all.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    var diagnostics = all.prefix(SuiteParser.errorLimit).map { $0.fault.diagnostic(at: $0.range) }
    if tooMany != nil || all.count > SuiteParser.errorLimit {
      let place = all[min(all.count, SuiteParser.errorLimit) - 1].range
      diagnostics.append(SuiteFault.tooManyErrors.diagnostic(at: place))
    }
    return diagnostics
  }

  /// Bytes that must not stand where they do.
  private func flawRefusals() -> [Refusal] {
    var found: [Refusal] = []
    var raws = rawLines[...]
    for (index, line) in lines.enumerated() {
      while let raw = raws.first, raw.upperBound <= index { raws.removeFirst() }
      guard found.count <= SuiteParser.errorLimit else { break }
      let isRaw = raws.first?.contains(index) ?? false
      switch line.flaw {
      case .tab(let at) where !isRaw: found.append(Refusal(fault: .tab, range: .init(at, at + 1)))
      case .control(let byte, let at) where !isRaw:
        found.append(Refusal(fault: .controlCharacter(byte), range: .init(at, at + 1)))
      case .notUTF8(let at):
        found.append(Refusal(fault: .notUTF8(bytes[at]), range: .init(at, at + 1)))
      case .control, .tab, nil: break
      }
    }
    return found
  }

  /// What is unusual about the file as a whole.
  private func fileRefusals() -> [Refusal] {
    var found: [Refusal] = []
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      found.append(Refusal(fault: .byteOrderMark, range: .init(0, 3)))
    }
    let returning = lines.first { $0.stop > $0.start && bytes[$0.stop - 1] == UInt8(ascii: "\r") }
    if let returning {
      found.append(
        Refusal(fault: .carriageReturns, range: .init(returning.stop - 1, returning.stop)))
    }
    return found
  }
}
