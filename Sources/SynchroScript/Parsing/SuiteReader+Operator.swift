import SynchroText

extension SuiteReader {
  /// Reads `operator hook(name: VALUE, …) as name` and the `with` lines below it.
  mutating func operatorStep() -> Step? {
    let indent = lines[line].indent
    let start = at
    let head = statement { (reader) throws(Refusal) in try reader.operatorLine() }
    let headRange = SourceRange(start, max(start, headEnd))
    var timeouts: [Ranged<Duration>] = []
    while let next = nextLine(), lines[next].indent == indent {
      at = lines[next].text
      end = lines[next].end
      guard peekWord() == RequestKeyword.with.rawValue else { break }
      let timeout = statement { (reader) throws(Refusal) in try reader.operatorOption() }
      if let timeout { timeouts.append(timeout) }
    }
    guard var step = head else { return nil }
    step.timeouts = timeouts
    return Step(
      .operate(step), range: SourceRange(start, max(start, lastEnd)), head: headRange)
  }

  private mutating func operatorLine() throws(Refusal) -> OperatorStep {
    try expect(word: StepKeyword.operator.rawValue)
    var step = OperatorStep(hook: try name(.hook))
    if take(symbol: "(", as: .open), !take(symbol: ")", as: .close) {
      step.arguments = try arguments()
    }
    if take(word: "as") { step.result = try name(.value) }
    return step
  }

  private mutating func operatorOption() throws(Refusal) -> Ranged<Duration> {
    try expect(word: RequestKeyword.with.rawValue)
    skipBlanks()
    if take(word: OptionKeyword.timeout.rawValue) { return try duration() }
    guard let word = peekWord() else { throw unexpected("an option") }
    throw Refusal(fault: .operatorOption(word), range: foundRange())
  }
}
