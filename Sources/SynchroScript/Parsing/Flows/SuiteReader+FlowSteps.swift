import SynchroText

extension SuiteReader {
  /// Reads the step of the next line and what belongs to it; nil after an error.
  mutating func flowStep() -> FlowStep? {
    if isAtMessage { return messageStep(isForbidden: false) }
    guard let word = peekWord(), let keyword = FlowKeyword(rawValue: word) else {
      report(.unknownFlowStep(foundText()), at: foundRange())
      skipStatement()
      return nil
    }
    switch keyword {
    case .never: return messageStep(isForbidden: true)
    case .refused: return refusedStep()
    case .ignored: return ignoredStep()
    case .again:
      return plainFlowStep(decides: true) { (reader) throws(Refusal) in
        try reader.expect(word: "again")
        return .again(try reader.name(.step))
      }
    case .order: return orderStep()
    case .either: return eitherStep()
    case .or:
      report(.strayOr, at: foundRange())
      let indent = lines[line].indent
      line += 1
      if let next = nextLine(), lines[next].indent > indent {
        _ = requiredFlowBody(below: indent, named: "or", head: foundRange())
      }
      return nil
    case .keep: return keepInFlow()
    case .state: return stateStep()
    case .inject: return controlStep { (reader) throws(Refusal) in try reader.injection() }
    case .clear:
      return controlStep { (reader) throws(Refusal) in
        let fault = try reader.name(.fault)
        return (.clear(fault), try reader.party())
      }
    case .trigger: return controlStep { (reader) throws(Refusal) in try reader.stimulus() }
    case .link, .power:
      let supply: FlowControl.Supply = keyword == .link ? .link : .power
      return controlStep { (reader) throws(Refusal) in
        let isUp = reader.take(word: "up")
        if !isUp, !reader.take(word: "down") { throw reader.unexpected("'up' or 'down'") }
        return (.supply(supply, isUp: isUp), try reader.party())
      }
    case .advance: return advanceStep()
    case .always:
      // The block that holds it has taken it before.
      skipStatement()
      return nil
    }
  }

  /// Takes `at NAME`.
  private mutating func party() throws(Refusal) -> Ranged<String> {
    try expect(word: "at")
    return try name(.actor)
  }

  /// Reads a statement without a block, and the ids behind it when it can decide something.
  private mutating func plainFlowStep(
    decides: Bool = false,
    _ body: (inout SuiteReader) throws(Refusal) -> FlowStep.Kind
  ) -> FlowStep? {
    let read = statement { (reader) throws(Refusal) in
      (try body(&reader), decides ? try reader.requirements() : [])
    }
    guard let (kind, requirements) = read else { return nil }
    var step = FlowStep(
      kind, range: SourceRange(statementStart, lastEnd),
      head: SourceRange(statementStart, headEnd))
    step.requirements = requirements
    return step
  }

  /// Reads a keyword and what the control channel is told.
  private mutating func controlStep(
    _ body: (inout SuiteReader) throws(Refusal) -> (FlowControl, Ranged<String>)
  ) -> FlowStep? {
    plainFlowStep { (reader) throws(Refusal) in
      let start = reader.at
      reader.at = reader.wordEnd(from: start)
      reader.token(.word, from: start)
      let (control, actor) = try body(&reader)
      return .control(control, actor: actor)
    }
  }

  private mutating func injection() throws(Refusal) -> (FlowControl, Ranged<String>) {
    var step = FaultStep(try name(.fault))
    if peekWord() == nil { step.amount = try faultAmount() }
    let actor = try party()
    if take(word: "of") { step.payload = try payloadName() }
    if take(word: "count") {
      step.count = try count("how often it strikes", in: 1...1_000_000)
    } else if take(word: "lasting") {
      step.lasting = try duration()
    }
    return (.inject(step), actor)
  }

  private mutating func faultAmount() throws(Refusal) -> Ranged<FaultStep.Amount>? {
    skipBlanks()
    guard next != nil else { return nil }
    if let quantity = try quantity() {
      guard case .duration(let value) = quantity.value else {
        throw Refusal(fault: .wrongUnit(wanted: .duration), range: quantity.range)
      }
      return Ranged(.duration(value), at: quantity.range)
    }
    let literal = try jsonLiteral()
    guard case .number(let number) = literal.kind else {
      throw Refusal(fault: .badNumber, range: literal.range)
    }
    return Ranged(.number(number), at: literal.range)
  }

  private mutating func stimulus() throws(Refusal) -> (FlowControl, Ranged<String>) {
    let event = try name(.event)
    let actor = try party()
    skipBlanks()
    let arguments = next == UInt8(ascii: "{") ? try jsonLiteral() : nil
    return (.trigger(event, arguments: arguments), actor)
  }

  private mutating func refusedStep() -> FlowStep? {
    plainFlowStep(decides: true) { (reader) throws(Refusal) in
      try reader.expect(word: "refused")
      let payload = reader.peekWord() == "by" ? nil : try reader.name(.step)
      try reader.expect(word: "by")
      var step = RefusedStep(payload: payload, party: try reader.name(.actor))
      guard reader.take(word: "with") else { return .refused(step) }
      repeat {
        step.codes.append(try reader.count("the code of an error", in: 100...699))
      } while reader.take(word: "or")
      return .refused(step)
    }
  }

  private mutating func ignoredStep() -> FlowStep? {
    plainFlowStep(decides: true) { (reader) throws(Refusal) in
      try reader.expect(word: "ignored")
      let payload = reader.peekWord() == "by" ? nil : try reader.name(.step)
      try reader.expect(word: "by")
      var step = RefusedStep(payload: payload, party: try reader.name(.actor))
      step.isSilent = true
      return .refused(step)
    }
  }

  private mutating func advanceStep() -> FlowStep? {
    plainFlowStep { (reader) throws(Refusal) in
      try reader.expect(word: "advance")
      let duration = try reader.duration()
      guard duration.value <= .seconds(2400 * 3600) else {
        throw Refusal(fault: .advanceTooLong, range: duration.range)
      }
      return .advance(duration)
    }
  }

  private mutating func keepInFlow() -> FlowStep? {
    guard let step = keepingStep(.keep), case .keep(let name, _, let value) = step.kind else {
      return nil
    }
    return FlowStep(.keep(name: name, value: value), range: step.range, head: step.head)
  }

  // MARK: - Steps with a block

  private mutating func stateStep() -> FlowStep? {
    let indent = lines[line].indent
    let start = lines[line].text
    let read = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "state")
      let key = try reader.name(.state)
      try reader.expect(word: "of")
      return StateStep(key: key, actor: try reader.name(.actor))
    }
    let head = SourceRange(start, max(start, headEnd))
    let checks = payloadChecks(below: indent)
    guard var read else { return nil }
    if checks.isEmpty { report(.missingBlock("state"), at: head) }
    read.checks = checks
    return FlowStep(.state(read), range: SourceRange(start, max(start, lastEnd)), head: head)
  }

  private mutating func orderStep() -> FlowStep? {
    let indent = lines[line].indent
    let start = lines[line].text
    let read = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "order")
      var order = OrderStep(verb: try reader.name(.verb))
      let actor = try reader.party()
      reader.skipBlanks()
      if reader.next == UInt8(ascii: "{") { order.keys = try reader.jsonLiteral() }
      return (order, actor, try reader.requirements())
    }
    let head = SourceRange(start, max(start, headEnd))
    let checks = payloadChecks(below: indent)
    guard let (given, actor, requirements) = read else { return nil }
    var order = given
    order.checks = checks
    var step = FlowStep(
      .control(.order(order), actor: actor), range: SourceRange(start, max(start, lastEnd)),
      head: head)
    step.requirements = requirements
    return step
  }

  private mutating func eitherStep() -> FlowStep? {
    let indent = lines[line].indent
    let start = lines[line].text
    var branches: [[FlowStep]] = []
    var head = SourceRange(at: start)
    repeat {
      let word = branches.isEmpty ? "either" : "or"
      let place = lines[line].text
      let _: Void? = statement(continues: false) { (reader) throws(Refusal) in
        try reader.expect(word: word)
      }
      let range = SourceRange(place, max(place, lastEnd))
      if branches.isEmpty { head = range }
      branches.append(requiredFlowBody(below: indent, named: word, head: range).steps)
    } while isAtOr(indent: indent)
    if branches.count < 2 { report(.loneEither, at: head) }
    return FlowStep(.either(branches), range: SourceRange(start, max(start, lastEnd)), head: head)
  }

  private mutating func isAtOr(indent: Int) -> Bool {
    guard let next = nextLine(), lines[next].indent == indent else { return false }
    at = lines[next].text
    end = lines[next].end
    return !isAtMessage && peekWord() == "or"
  }
}
