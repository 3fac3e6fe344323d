import SynchroText

extension SuiteReader {
  /// Reads the step of the next line and what belongs to it; nil after an error.
  mutating func step() -> Step? {
    let first = lines[line]
    at = first.text
    end = first.end
    statementStart = at
    if bytes[at] == UInt8(ascii: "="), at + 1 < end, bytes[at + 1] == UInt8(ascii: ">") {
      return gateStep()
    }
    guard let word = peekWord() else { return plainOrStray() }
    if let keyword = StepKeyword(rawValue: word) { return step(keyword) }
    if isAtMethod { return requestStep() }
    if let fault = misplacedRequestPart() {
      report(fault, at: foundRange())
      skipStatement()
      return nil
    }
    if startsValue(word) { return checkStep() }
    report(.unknownStep(word), at: foundRange())
    skipUnknownStep(word)
    return nil
  }

  private mutating func step(_ keyword: StepKeyword) -> Step? {
    switch keyword {
    case .should, .assume, .permits: return checkStep()
    case .keep, .collect, .give: return keepingStep(keyword)
    case .call: return callStep()
    case .operator: return operatorStep()
    case .when: return whenStep()
    case .for: return forStep()
    case .page: return pageStep()
    case .eventually: return eventuallyStep()
    case .control: return controlStep()
    case .leaves: return leavesStep()
    case .pause: return pauseStep()
    case .review: return reviewStep()
    case .otherwise:
      strayOtherwise()
      return nil
    case .always:
      // The block that holds it has taken it before.
      skipStatement()
      return nil
    }
  }

  /// Reads a step without a block.
  mutating func plainStep(
    _ body: (inout SuiteReader) throws(Refusal) -> Step.Kind
  ) -> Step? {
    guard let kind = statement(body) else { return nil }
    return Step(
      kind, range: SourceRange(statementStart, lastEnd),
      head: SourceRange(statementStart, headEnd))
  }

  mutating func skipStatement() {
    let indent = lines[line].indent
    line += 1
    skipBlock(below: indent)
  }

  private mutating func skipUnknownStep(_ word: String) {
    let indent = lines[line].indent
    let blocks: [StepKeyword] = [.when, .otherwise, .for, .page, .eventually, .control, .always]
    let isBlock = NearestName.find(word, among: blocks.map(\.rawValue)) != nil
    guard isBlock, depth < SuiteParser.blockLimit else { return skipStatement() }
    line += 1
    if let next = nextLine(), lines[next].indent > indent { _ = body(below: indent, of: .nested) }
  }

  /// A line that starts with no word: a check of a literal or a query, or nothing known.
  private mutating func plainOrStray() -> Step? {
    let byte = bytes[at]
    if byte == UInt8(ascii: "?") {
      report(.misplacedParameter, at: foundRange())
      skipStatement()
      return nil
    }
    if byte == UInt8(ascii: "|") {
      report(.misplacedRow, at: foundRange())
      skipStatement()
      return nil
    }
    guard "$\"{[-0123456789".utf8.contains(byte) else {
      report(.unknownStep(foundText()), at: foundRange())
      skipStatement()
      return nil
    }
    return checkStep()
  }

  /// Whether a word can be the first of a check.
  func startsValue(_ word: String) -> Bool {
    Claim.Quantifier(rawValue: word) != nil || ValueKeyword(rawValue: word) != nil
      || Fact.allCases.contains { $0.rawValue.split(separator: " ")[0] == word }
  }

  /// A line that could only stand directly below a request.
  private func misplacedRequestPart() -> SuiteFault? {
    let stop = wordEnd(from: at)
    if stop < end, bytes[stop] == UInt8(ascii: ":") { return .misplacedHeader }
    guard let keyword = RequestKeyword(rawValue: text(SourceRange(at, stop))) else { return nil }
    return .misplacedRequestPart(keyword.rawValue)
  }

  // MARK: - Checks

  private mutating func gateStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      try reader.expect(symbol: "=>")
      var statuses = [try reader.status()]
      while reader.take(word: "or") || reader.take(symbol: ",", as: .separator) {
        statuses.append(try reader.status())
      }
      return .gate(GateStep(statuses: statuses, requirements: try reader.requirements()))
    }
  }

  private mutating func status() throws(Refusal) -> Ranged<StatusPattern> {
    skipBlanks()
    let start = at
    while let byte = next, Self.isWordByte(byte) { at += 1 }
    let range = SourceRange(start, at)
    guard at > start else { throw unexpected("a status such as 200 or 2xx") }
    let word = text(range)
    var pattern: StatusPattern?
    if let code = Int(word), word.utf8.count == 3, (100...599).contains(code) {
      pattern = .code(code)
    } else if word.utf8.count == 3, word.hasSuffix("xx"), let category = Int(word.prefix(1)),
      (1...5).contains(category)
    {
      pattern = .category(category)
    }
    guard let pattern else { throw Refusal(fault: .badStatus(word), range: range) }
    token(.word, from: start)
    return Ranged(pattern, at: range)
  }

  mutating func checkStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      let word = reader.peekWord().flatMap(StepKeyword.init(rawValue:))
      if let word { _ = reader.take(word: word.rawValue) }
      let condition = try reader.condition()
      var mode = CheckStep.Mode.must
      switch word {
      case .should: mode = .should
      case .permits: mode = .permits
      case .assume: mode = try reader.assumption()
      default: break
      }
      reader.skipBlanks()
      if word == .assume, reader.next == UInt8(ascii: "[") {
        throw Refusal(fault: .assumptionDecidesNothing, range: SourceRange(reader.at, reader.end))
      }
      let requirements = try reader.requirements()
      return .check(CheckStep(mode: mode, condition: condition, requirements: requirements))
    }
  }

  private mutating func assumption() throws(Refusal) -> CheckStep.Mode {
    guard take(word: "else") else { return .assume(reason: nil, isInconclusive: false) }
    let isInconclusive = take(word: "inconclusive")
    let reason = try quotedWords("the reason")
    return .assume(reason: reason, isInconclusive: isInconclusive)
  }

  /// A text in quotation marks, with references in it.
  private mutating func quotedTemplate(_ expected: String) throws(Refusal) -> TextTemplate {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw unexpected(expected) }
    let start = at
    let template = try stringTemplate()
    token(.word, from: start)
    return template
  }

  private mutating func reviewStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      try reader.expect(word: "review")
      let question = try reader.quotedTemplate("the question in quotation marks")
      return .review(question: question, requirements: try reader.requirements())
    }
  }

  /// Takes `[ID ID]`, as often as it comes.
  mutating func requirements() throws(Refusal) -> [RequirementReference] {
    var all: [RequirementReference] = []
    while take(symbol: "[", as: .openIDs) {
      let open = SourceRange(lastEnd - 1, lastEnd)
      let count = all.count
      skipBlanks()
      while let byte = next, byte != UInt8(ascii: "]") {
        all.append(try requirement(openedAt: open))
        skipBlanks()
        if next == UInt8(ascii: ",") { at += 1 }
        skipBlanks()
      }
      guard next != nil else { throw Refusal(fault: .unclosedRequirements, range: open) }
      _ = take(symbol: "]", as: .closeIDs)
      guard all.count > count else {
        throw Refusal(fault: .emptyRequirements, range: SourceRange(open.start, at))
      }
    }
    return all
  }

  private mutating func requirement(
    openedAt open: SourceRange
  ) throws(Refusal) -> RequirementReference {
    let start = at
    if isAtReference {
      let reference = try reference()
      token(.id, from: start)
      return RequirementReference(.reference(reference), at: reference.range)
    }
    let range = identifier()
    let isKnownForm = range.count > 0 && isIdentifier(range)
    guard isKnownForm else {
      throw Refusal(
        fault: .badRequirement(text(range)), range: SourceRange(start, max(at, start + 1)))
    }
    token(.id, from: start)
    return RequirementReference(.id(text(range)), at: range)
  }

  /// Goes behind a requirement's id. Brackets inside it, as in `msg_[1of10]`, are part of it.
  mutating func identifier() -> SourceRange {
    let start = at
    var open = 0
    while let byte = next, byte != UInt8(ascii: ","), !Self.isBlank(byte) {
      if byte == UInt8(ascii: "[") { open += 1 }
      if byte == UInt8(ascii: "]") {
        guard open > 0 else { break }
        open -= 1
      }
      at += 1
    }
    return SourceRange(start, at)
  }

  /// Whether a stretch can be an id. A bracket that stays open in it would close the list of ids elsewhere.
  func isIdentifier(_ range: SourceRange) -> Bool {
    let word = bytes[range.start..<range.end]
    let opened = word.count { $0 == UInt8(ascii: "[") }
    let closed = word.count { $0 == UInt8(ascii: "]") }
    return opened == closed
      && word.allSatisfy { Self.isWordByte($0) || "/.:[]".utf8.contains($0) }
  }

  // MARK: - Values and calls

  mutating func keepingStep(_ keyword: StepKeyword) -> Step? {
    if keyword == .give, !isInFragment {
      report(.misplacedGive, at: foundRange())
      skipStatement()
      return nil
    }
    return plainStep { (reader) throws(Refusal) in
      try reader.expect(word: keyword.rawValue)
      var isSecret = false
      if keyword == .keep, reader.isSecretKeep { isSecret = reader.take(word: "secret") }
      let name = try reader.name(.value)
      if keyword == .collect {
        try reader.expect(word: "from")
        return .collect(name: name, from: try reader.value())
      }
      try reader.expect(symbol: "=")
      let value = try reader.value()
      return keyword == .give
        ? .give(name: name, value: value) : .keep(name: name, isSecret: isSecret, value: value)
    }
  }

  /// `keep secret = V` keeps a value named `secret`; `keep secret x = V` keeps a secret.
  private var isSecretKeep: Bool {
    let word = blankEnd(from: at)
    let behind = blankEnd(from: wordEnd(from: word))
    return bytes[word..<wordEnd(from: word)].elementsEqual("secret".utf8)
      && behind < end && bytes[behind] != UInt8(ascii: "=")
  }

  private mutating func callStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      try reader.expect(word: "call")
      let fragment = try reader.name(.fragment)
      var call = CallStep(fragment: fragment, arguments: [])
      if reader.take(symbol: "(", as: .open), !reader.take(symbol: ")", as: .close) {
        call.arguments = try reader.arguments()
      }
      if reader.take(word: "as") { call.result = try reader.name(.value) }
      return .call(call)
    }
  }

  /// Takes `name: VALUE, …)`, the opening bracket being taken.
  mutating func arguments() throws(Refusal) -> [CallStep.Argument] {
    var arguments: [CallStep.Argument] = []
    var names: [String: SourceRange] = [:]
    repeat {
      let name = try name(.parameter)
      if let first = names.updateValue(name.range, forKey: name.value) {
        throw Refusal(fault: .repeatedName(.parameter, name.value, first: first), range: name.range)
      }
      try expect(symbol: ":", as: .separator)
      arguments.append(CallStep.Argument(name: name, value: try value()))
    } while take(symbol: ",", as: .separator)
    try expect(symbol: ")", as: .close)
    return arguments
  }

  private mutating func leavesStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      try reader.expect(word: "leaves")
      let what = try reader.quotedTemplate("what is left, in quotation marks")
      try reader.expect(word: "at")
      return .leaves(what: what, url: try reader.restOfLine())
    }
  }

  private mutating func pauseStep() -> Step? {
    plainStep { (reader) throws(Refusal) in
      try reader.expect(word: "pause")
      let duration = try reader.duration()
      guard duration.value <= .seconds(60) else {
        throw Refusal(fault: .pauseTooLong, range: duration.range)
      }
      return .pause(duration)
    }
  }
}
