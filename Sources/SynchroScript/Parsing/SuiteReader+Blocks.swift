import SynchroText

/// What a block stands in; it decides which statements may stand in it.
enum BlockKind {
  case test, fragment, nested
}

/// What was read of a block.
struct BlockBody {
  var needs: [Ranged<String>] = []
  var tags: [Ranged<String>] = []
  var ordered: SourceRange?
  var last: SourceRange?
  var steps: [Step] = []
  var always: [Step] = []
}

extension SuiteReader {
  /// Reads the block of a statement that must have one.
  mutating func requiredBody(
    below indent: Int, of kind: BlockKind, named name: String, head: SourceRange
  ) -> BlockBody {
    guard let next = nextLine(), lines[next].indent > indent else {
      report(.missingBlock(name), at: head)
      return BlockBody()
    }
    guard depth < SuiteParser.blockLimit else {
      report(.blocksTooDeep, at: head)
      skipBlock(below: indent)
      return BlockBody()
    }
    return body(below: indent, of: kind)
  }

  /// Goes to the start of a block's line, and tells if it is indented unlike the lines above.
  mutating func startBlockLine(_ next: Int, blockIndent: inout Int?) {
    let line = lines[next]
    if let blockIndent, line.indent != blockIndent {
      report(
        .unevenIndentation(expected: blockIndent, received: line.indent),
        at: SourceRange(line.start, line.text))
    }
    blockIndent = blockIndent ?? line.indent
    at = line.text
    end = line.end
    statementStart = at
  }

  /// Reads the lines that are deeper than `indent`.
  mutating func body(below indent: Int, of kind: BlockKind) -> BlockBody {
    var body = BlockBody()
    var blockIndent: Int?
    var hasSteps = false
    var always: SourceRange?
    depth += 1
    defer { depth -= 1 }
    while let next = nextLine(), lines[next].indent > indent {
      startBlockLine(next, blockIndent: &blockIndent)
      let word = peekWord()
      if kind == .test, let word, let keyword = HeadKeyword(rawValue: word) {
        if hasSteps { report(.headBehindSteps(word), at: foundRange()) }
        headLine(keyword, into: &body)
        continue
      }
      if word == StepKeyword.always.rawValue {
        let range = foundRange()
        if kind != .test {
          report(.misplacedAlways, at: range)
        } else if always != nil {
          report(.repeatedDeclaration("always"), at: range)
        }
        always = range
        body.always += alwaysBlock()
        continue
      }
      if let always {
        report(.stepBehindAlways(always), at: foundRange())
      }
      guard let step = step() else {
        hasSteps = true
        continue
      }
      if case .when(let guarding) = step.kind, guarding.steps == nil {
        // A guard belongs to the head.
      } else {
        hasSteps = true
      }
      body.steps.append(step)
    }
    return body
  }

  private mutating func headLine(_ keyword: HeadKeyword, into body: inout BlockBody) {
    switch keyword {
    case .needs: body.needs += nameList("needs", .neededTest)
    case .tags: body.tags += nameList("tags", .tag)
    case .ordered: headWord(keyword, into: &body.ordered)
    case .last: headWord(keyword, into: &body.last)
    }
  }

  private mutating func headWord(_ keyword: HeadKeyword, into place: inout SourceRange?) {
    let range = foundRange()
    let read: Void? = statement { (reader) throws(Refusal) in
      try reader.expect(word: keyword.rawValue)
    }
    if place != nil { report(.repeatedDeclaration(keyword.rawValue), at: range) }
    if read != nil { place = range }
  }

  private mutating func alwaysBlock() -> [Step] {
    let indent = lines[line].indent
    let start = lines[line].text
    let _: Void? = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "always")
    }
    let head = SourceRange(start, max(start, lastEnd))
    return requiredBody(below: indent, of: .nested, named: "always", head: head).steps
  }

  // MARK: - Statements with a block

  /// Reads a statement's line and the block below it; nil when its line could not be read.
  private mutating func blockStep<Head>(
    named name: String, needsBlock: Bool = true,
    _ head: (inout SuiteReader) throws(Refusal) -> Head,
    kind: (inout SuiteReader, Head, [Step]?) -> Step.Kind
  ) -> Step? {
    let indent = lines[line].indent
    let start = lines[line].text
    let read = statement(continues: false, head)
    let headRange = SourceRange(start, max(start, headEnd))
    let whole = SourceRange(start, max(start, lastEnd))
    var steps: [Step]?
    let follower = nextLine()
    let hasBlock = follower.map { lines[$0].indent > indent } ?? false
    if hasBlock || (needsBlock && read != nil) {
      steps = requiredBody(below: indent, of: .nested, named: name, head: whole).steps
    }
    guard let read else { return nil }
    let made = kind(&self, read, steps)
    return Step(made, range: SourceRange(start, max(start, lastEnd)), head: headRange)
  }

  mutating func whenStep() -> Step? {
    let indent = lines[line].indent
    let step = blockStep(
      named: "when", needsBlock: false,
      { (reader) throws(Refusal) in
        try reader.expect(word: "when")
        let condition = try reader.condition()
        let feature = reader.take(word: "as") ? try reader.quotedWords("the feature") : nil
        return WhenStep(condition: condition, feature: feature)
      },
      kind: { reader, head, steps in
        var when = head
        when.steps = steps
        if steps != nil { when.otherwise = reader.otherwiseBlock(indent: indent) }
        return .when(when)
      })
    // The other half of an unreadable `when` is no second mistake.
    if step == nil { _ = otherwiseBlock(indent: indent) }
    return step
  }

  private mutating func otherwiseBlock(indent: Int) -> [Step]? {
    guard let next = nextLine(), lines[next].indent == indent else { return nil }
    at = lines[next].text
    end = lines[next].end
    guard peekWord() == StepKeyword.otherwise.rawValue else { return nil }
    let start = at
    let _: Void? = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "otherwise")
    }
    let head = SourceRange(start, max(start, lastEnd))
    return requiredBody(below: indent, of: .nested, named: "otherwise", head: head).steps
  }

  /// An `otherwise` that no `when` with a block precedes.
  mutating func strayOtherwise() {
    report(.strayOtherwise, at: foundRange())
    let indent = lines[line].indent
    line += 1
    if let next = nextLine(), lines[next].indent > indent, depth < SuiteParser.blockLimit {
      _ = body(below: indent, of: .nested)
    } else {
      skipBlock(below: indent)
    }
  }

  mutating func forStep() -> Step? {
    blockStep(
      named: "for each",
      { (reader) throws(Refusal) in
        try reader.expect(word: "for")
        try reader.expect(word: "each")
        let name = try reader.name(.element)
        try reader.expect(word: "in")
        if reader.take(word: "table") {
          return ForEachStep(name: name, source: .table(try reader.name(.table)), steps: [])
        }
        let value = try reader.value()
        var step = ForEachStep(name: name, source: .values(value), steps: [])
        if reader.take(word: "up") {
          try reader.expect(word: "to")
          step.limit = try reader.count("how many elements", in: 1...1_000_000)
        }
        return step
      },
      kind: { _, head, steps in
        var loop = head
        loop.steps = steps ?? []
        return .forEach(loop)
      })
  }

  mutating func pageStep() -> Step? {
    blockStep(
      named: "page through",
      { (reader) throws(Refusal) in
        try reader.expect(word: "page")
        try reader.expect(word: "through")
        let next = try reader.value()
        try reader.expect(word: "up")
        try reader.expect(word: "to")
        let limit = try reader.count("how many pages", in: 1...100_000)
        try reader.expect(word: "pages")
        let requirements = try reader.requirements()
        return PagesStep(next: next, limit: limit, requirements: requirements, steps: [])
      },
      kind: { _, head, steps in
        var pages = head
        pages.steps = steps ?? []
        return .pages(pages)
      })
  }

  mutating func eventuallyStep() -> Step? {
    blockStep(
      named: "eventually",
      { (reader) throws(Refusal) in
        try reader.expect(word: "eventually")
        try reader.expect(word: "within")
        let within = try reader.duration()
        try reader.expect(word: "every")
        return (within, try reader.duration())
      },
      kind: { _, head, steps in .eventually(within: head.0, every: head.1, steps: steps ?? []) })
  }

  mutating func controlStep() -> Step? {
    let word = blankEnd(from: wordEnd(from: at))
    if bytes[word..<wordEnd(from: word)].elementsEqual("by".utf8) {
      return plainStep { (reader) throws(Refusal) in
        try reader.expect(word: "control")
        try reader.expect(word: "by")
        return .controlledBy(test: try reader.name(.neededTest))
      }
    }
    return blockStep(
      named: "control",
      { (reader) throws(Refusal) in
        try reader.expect(word: "control")
        reader.skipBlanks()
        return reader.next == nil ? nil : try reader.quotedWords("what the control shows")
      },
      kind: { _, why, steps in .control(why: why, steps: steps ?? []) })
  }
}
