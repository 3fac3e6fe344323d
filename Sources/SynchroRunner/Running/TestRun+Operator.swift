import SynchroCatalog
import SynchroDigest
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

extension TestRun {
  /// How long the operator may take unless the step or the test says otherwise.
  private static let usualTime = Duration.seconds(30)

  /// `operator`: lets the operator act. Where that is not possible nobody knows what the target would
  /// have done, so the rest of the test is untestable and the target is not blamed.
  func ask(_ step: OperatorStep, line: Int) async -> Flow {
    guard let hook = context.knownHooks?[step.hook.value] else {
      return .leaveTest(.harnessFault("there is no hook '\(step.hook.value)'"))
    }
    let refusal = context.operatorHooks.refusal(of: hook)
    // A person signs in where no command does.
    let isVisit = hook.isForPerson && refusal != nil && !context.target.accounts.isEmpty
    if let refusal, !isVisit {
      nextStep = nextStep ?? refusal.nextStep
      if !isCleaningUp { lackedHook = lackedHook ?? hook.name }
      leftUndone(hook.name, line: line, because: refusal.reason)
      return .leaveTest(.untestable(prerequisite: refusal.reason))
    }
    var order = HookOrder(hook, timeout: step.timeout ?? Self.usualTime)
    order.timeout = min(
      order.timeout, max(.milliseconds(1), context.time.now.duration(to: deadline)))
    var told: [RunFact] = []
    for argument in step.arguments {
      let name = argument.name.value
      switch Argument(found(argument.value).value) {
      case .value(let value, let shown):
        order.arguments[name] = value
        told.append(RunFact(name, shown))
      case .none(let reason):
        leftUndone(hook.name, line: line, because: reason)
        return .leaveBlock(
          .untestable(prerequisite: "the argument '\(name)' of '\(hook.name)': \(reason)"))
      }
    }
    if isVisit { return await visit(order, as: step.result?.value, line: line) }
    tell()
    let context = context
    var result: (record: HookRecord, answer: HookAnswer)
    do throws(StepFault) {
      result = try await uninterrupted { [order, told, entry] () throws(StepFault) in
        try await context.act(order, told: told, of: entry, line: line)
      }
    } catch {
      return leave(becauseOf: error) ?? .leaveTest(error.verdict)
    }
    let run = result.record.run
    let elapsed =
      result.answer.past?.replay?.elapsed ?? clock.begin.duration(to: context.time.now)
    clock.move(to: elapsed, wallTime: run.start.advanced(by: run.duration))
    result.record.replay = HookReplayFacts(elapsed: elapsed, isCut: result.answer.isCut)
    untold = .hook(result.record)
    if let fault = result.answer.fault {
      let reason = "the hook '\(hook.name)' failed: \(fault)"
      nextStep = nextStep ?? "look at what the operator was asked for in the evidence of the run"
      leftUndone(hook.name, line: line, because: fault)
      return .leaveTest(.untestable(prerequisite: reason))
    }
    if let name = step.result?.value { keep(result.answer, of: hook.name, as: name, line: line) }
    return .goOn
  }

  private func visit(_ order: HookOrder, as name: String?, line: Int) async -> Flow {
    let result: VisitResult
    do throws(StepFault) {
      result = try await visit(order, line: line)
    } catch {
      return leave(becauseOf: error) ?? .leaveTest(error.verdict)
    }
    guard let url = result.url else {
      let fault = result.fault ?? "it was never sent back"
      nextStep = nextStep ?? "look at the pages in the evidence of the run"
      return .leaveTest(
        .untestable(prerequisite: "no user could do '\(order.hook.name)': \(fault)"))
    }
    if let name {
      scope.set(name, to: FoundValue(.json(.object([JSONField("url", .string(url))]))), line: line)
    }
    return .goOn
  }

  /// JSON when it is JSON, else the text without the blanks around it.
  private func keep(_ answer: HookAnswer, of hook: String, as name: String, line: Int) {
    guard !answer.isCut else {
      return scope.setMissing(
        name, because: "'\(hook)' answered with more than \(HookAnswer.outputLimit) bytes",
        line: line)
    }
    let text = String(decoding: answer.output, as: UTF8.self)
    if let document = try? JSONDocument(parsing: text) {
      scope.set(name, to: FoundValue(.json(document.root.value)), line: line)
    } else {
      scope.set(name, to: FoundValue(.text(text.trimmedOfWhitespace)), line: line)
    }
  }

  private func leftUndone(_ hook: String, line: Int, because reason: String) {
    guard isCleaningUp else { return }
    residue.append(
      .init(
        "what the operator was to undo in line \(line) ('\(hook)')", test: entry.id.description,
        because: reason))
  }
}

/// A value as the operator is told it, and as the report shows it.
private enum Argument {
  case value(JSONValue, shown: String)
  case none(because: String)

  init(_ value: RuntimeValue) {
    switch value {
    case .absent(let reason): self = .none(because: reason)
    case .secret(let secret):
      guard let text = secret.revealText(for: "what the operator is told") else {
        self = .none(because: "the secret \(secret.label) is no text")
        return
      }
      self = .value(.string(text), shown: "\(secret.label)")
    case .duration(let duration):
      // Whole seconds are a number everywhere; the unit of all else is written with it.
      let (seconds, fraction) = duration.components
      let milliseconds = seconds * 1000 + fraction / 1_000_000_000_000_000
      let json: JSONValue =
        fraction == 0 ? .integer(Int(seconds)) : .string("\(milliseconds)ms")
      self = .value(json, shown: ValueText.show(json))
    case .json, .list, .size, .group:
      guard let json = value.json else {
        self = .none(because: "it is a group of values, of which one must be named")
        return
      }
      self = .value(json, shown: ValueText.show(json))
    }
  }
}

extension String {
  /// Without blanks and line ends around it.
  fileprivate var trimmedOfWhitespace: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
