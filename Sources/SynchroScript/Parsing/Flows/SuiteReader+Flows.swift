import SynchroText

/// What was read of a flow's block.
struct FlowBody {
  var tags: [Ranged<String>] = []
  var hazard: Ranged<String>?
  var steps: [FlowStep] = []
  var always: [FlowStep] = []
}

extension SuiteReader {
  // MARK: - Declarations

  mutating func flowActor() -> FlowActor? {
    let start = lines[line].text
    return statement { (reader) throws(Refusal) in
      try reader.expect(word: "actor")
      let name = try reader.name(.actor)
      try reader.expect(word: "plays")
      let whichever = reader.whichever()
      var plays: [Ranged<String>] = []
      if whichever == nil {
        repeat {
          plays.append(try reader.quotedWords("an actor of the catalogue"))
        } while reader.take(word: "or")
      }
      var group: Ranged<String>?
      if reader.take(words: "in", "group") { group = try reader.name(.group) }
      try reader.expect(word: "is")
      var actor = FlowActor(
        name: name, plays: plays, group: group, side: try reader.side(),
        range: SourceRange(start, max(start, reader.lastEnd)))
      actor.whichever = whichever
      return actor
    }
  }

  private mutating func whichever() -> Ranged<FlowActor.Whichever>? {
    for word in FlowActor.Whichever.allCases where take(word: word.rawValue) {
      return Ranged(word, at: SourceRange(lastEnd - word.rawValue.utf8.count, lastEnd))
    }
    return nil
  }

  private mutating func side() throws(Refusal) -> Ranged<FlowActor.Side> {
    for side in FlowActor.Side.allCases where take(word: side.rawValue) {
      return Ranged(side, at: SourceRange(lastEnd - side.rawValue.utf8.count, lastEnd))
    }
    throw unexpected("'target' or 'harness'")
  }

  mutating func untestedRow() -> UntestedRow? {
    statement { (reader) throws(Refusal) in
      try reader.expect(word: "untested")
      reader.skipBlanks()
      let range = reader.identifier()
      guard range.count > 0 else { throw reader.unexpected("the id of a row") }
      let row = reader.text(range)
      guard reader.isIdentifier(range) else {
        throw Refusal(fault: .badRequirement(row), range: range)
      }
      reader.token(.word, from: range.start)
      return UntestedRow(
        row: Ranged(row, at: range), reason: try reader.quotedWords("the reason"))
    }
  }

  mutating func flow() -> Flow? {
    let indent = lines[line].indent
    let start = lines[line].text
    let head = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "flow")
      let name = try reader.name(.flow)
      return (name, try reader.quotedWords("the flow's title"))
    }
    let headRange = SourceRange(start, max(start, lastEnd))
    let body = requiredFlowBody(below: indent, named: "flow", head: headRange)
    guard let (name, title) = head else { return nil }
    var flow = Flow(name: name, title: title, range: SourceRange(start, max(start, lastEnd)))
    flow.tags = body.tags
    flow.hazard = body.hazard
    flow.steps = body.steps
    flow.always = body.always
    return flow
  }

  // MARK: - Blocks

  /// Reads the block of steps of a statement that must have one.
  mutating func requiredFlowBody(below indent: Int, named name: String, head: SourceRange)
    -> FlowBody
  {
    guard let next = nextLine(), lines[next].indent > indent else {
      report(.missingBlock(name), at: head)
      return FlowBody()
    }
    guard depth < SuiteParser.blockLimit else {
      report(.blocksTooDeep, at: head)
      skipBlock(below: indent)
      return FlowBody()
    }
    return flowBody(below: indent, isFlow: name == "flow")
  }

  private mutating func flowBody(below indent: Int, isFlow: Bool) -> FlowBody {
    var body = FlowBody()
    var always: SourceRange?
    depth += 1
    defer { depth -= 1 }
    var blockIndent: Int?
    while let next = nextLine(), lines[next].indent > indent {
      startBlockLine(next, blockIndent: &blockIndent)
      let word = isAtMessage ? nil : peekWord()
      if isFlow, let word, let keyword = FlowHeadKeyword(rawValue: word) {
        if !body.steps.isEmpty { report(.headBehindSteps(word), at: foundRange()) }
        flowHeadLine(keyword, into: &body)
      } else if word == FlowKeyword.always.rawValue {
        let range = foundRange()
        if !isFlow {
          report(.misplacedAlways, at: range)
        } else if always != nil {
          report(.repeatedDeclaration("always"), at: range)
        }
        always = range
        body.always += flowAlways()
      } else {
        if let always { report(.stepBehindAlways(always), at: foundRange()) }
        if let step = flowStep() { body.steps.append(step) }
      }
    }
    return body
  }

  private mutating func flowHeadLine(_ keyword: FlowHeadKeyword, into body: inout FlowBody) {
    switch keyword {
    case .tags: body.tags += nameList("tags", .tag)
    case .hazard:
      let range = foundRange()
      let read = statement { (reader) throws(Refusal) in
        try reader.expect(word: "hazard")
        return try reader.quotedWords("what the flow does to whoever uses the target")
      }
      if body.hazard != nil { report(.repeatedDeclaration("hazard"), at: range) }
      body.hazard = body.hazard ?? read
    }
  }

  private mutating func flowAlways() -> [FlowStep] {
    let indent = lines[line].indent
    let start = lines[line].text
    let _: Void? = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "always")
    }
    let head = SourceRange(start, max(start, lastEnd))
    let steps = requiredFlowBody(below: indent, named: "always", head: head).steps
    for step in steps {
      switch step.kind {
      case .control, .advance, .keep: break
      case .message, .never, .refused, .again, .either, .state:
        report(.expectationInAlways, at: step.head)
      }
    }
    return steps
  }
}
