import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

extension TestRun {
  /// Carries out one step.
  func run(_ step: Step, at path: StepPath) async -> Flow {
    refreshScope(for: step)
    switch step.kind {
    case .request(let request): return await send(request, line: line(of: step))
    case .gate(let gate): return judge(gate, at: path)
    case .check(let check): return judge(check, at: path)
    case .keep(let name, let isSecret, let value):
      keep(name.value, isSecret: isSecret, value: value, line: line(of: step))
      return .goOn
    case .collect(let name, let from):
      collect(name.value, from: from)
      return .goOn
    case .give(let name, let value):
      given?[name.value] = found(value)
      return .goOn
    case .call(let call): return await run(call, at: path)
    case .operate(let operate): return await ask(operate, line: line(of: step))
    case .when(let when): return await run(when, at: path)
    case .forEach(let loop): return await run(loop, at: path)
    case .pages(let pages): return await run(pages, at: path)
    case .eventually(let within, let every, let steps):
      return await poll(steps, at: path, within: within.value, every: every.value)
    case .control(let why, let steps):
      return await control(steps, at: path, why: why?.value)
    case .controlledBy(let test): return controlled(by: test.value)
    case .leaves(let what, let url):
      leave(what, at: url)
      return .goOn
    case .pause(let duration):
      await sleep(min(duration.value, .seconds(60)))
      return .goOn
    case .review(let question, let requirements):
      return review(question, requirements, at: path)
    }
  }

  func line(of step: Step) -> Int { source.place(at: step.head.start).line }

  // MARK: - Conditions

  private func run(_ when: WhenStep, at path: StepPath) async -> Flow {
    let outcome = decide(when.condition)
    let reason: Verdict
    switch outcome.judgement {
    case .met:
      if when.otherwise != nil {
        passOver(below: path + [1], because: .notApplicable(feature: "the other case applies"))
      }
      guard let steps = when.steps else { return .goOn }
      return contained(await run(steps, at: path + [0]))
    case .unmet:
      let feature = when.feature?.value ?? words(of: when.condition)
      reason = .notApplicable(feature: feature)
    case .undecided(let why):
      // What is not there is not declared; what cannot be looked at is another matter.
      reason = why.verdict
    }
    guard when.steps != nil else { return .leaveBlock(reason) }
    passOver(below: path + [0], because: reason)
    guard let otherwise = when.otherwise else { return .goOn }
    if case .undecided = outcome.judgement {
      passOver(below: path + [1], because: reason)
      return .goOn
    }
    return contained(await run(otherwise, at: path + [1]))
  }

  /// What leaves a block goes on behind it.
  func contained(_ flow: Flow) -> Flow {
    if case .leaveTest = flow { return flow }
    return .goOn
  }

  /// A condition as the suite writes it.
  func words(of condition: Condition) -> String {
    guard let first = condition.claims.first, let last = condition.claims.last else { return "" }
    return source.text(of: first.range.union(last.range))
  }

  // MARK: - Controls

  private func control(_ steps: [Step], at path: StepPath, why: String?) async -> Flow {
    let before = tally
    tally = CheckTally()
    let flow = await run(steps, at: path)
    let isBroken = tally.hasTrouble(below: path)
    let isShown = tally.hasPass(below: path)
    tally = before.merging(tally)
    let what = why.map { "the control failed (\($0))" } ?? "the control failed"
    switch flow {
    case .leaveTest: return flow
    case .leaveBlock(let reason):
      let detail = reason.reason.map { ": \($0)" } ?? ""
      return .leaveTest(.untestable(prerequisite: what + detail))
    case .goOn:
      if isBroken { return .leaveTest(.untestable(prerequisite: what)) }
      guard !isShown else { return .goOn }
      // A control in which nothing was looked at shows nothing.
      return .leaveTest(.untestable(prerequisite: what + ": nothing in it was checked"))
    }
  }

  private func controlled(by name: String) -> Flow {
    let test = TestID(reference: name, in: entry.id.suite)
    switch context.verdict(of: test)?.kind {
    case .passed, .warned, .review: return .goOn
    case nil:
      return .leaveTest(.untestable(prerequisite: "the control '\(test)' has not run"))
    case .failed, .notApplicable, .untestable, .inconclusive, .setupFault, .harnessFault:
      return .leaveTest(.untestable(prerequisite: "the control '\(test)' did not pass"))
    }
  }

  // MARK: - Polling

  private func poll(
    _ steps: [Step], at path: StepPath, within: Duration, every: Duration
  ) async -> Flow {
    let end = clock.now.advanced(by: min(within, context.longestWait ?? within))
    let before = tally
    // An interval of nothing would ask as fast as the target answers.
    let pause = max(every, .milliseconds(10))
    let stopBefore = stop
    let pageBefore = page
    var isFirst = true
    while true {
      // The last attempt counts, and each begins like the first.
      tally = CheckTally()
      stop = stopBefore
      page = pageBefore
      let flow = await run(steps, at: path)
      // One look is no waiting, however slow the target was: there is always a second one.
      let isLast = !isFirst && clock.now.advanced(by: pause) > end
      isFirst = false
      var holds = !tally.hasTrouble(below: path)
      if case .leaveBlock = flow { holds = false }
      var leaves = false
      if case .leaveTest = flow { leaves = true }
      if holds || isLast || leaves {
        tally = before.merging(tally)
        return contained(flow)
      }
      await sleep(pause)
      // What did not hold yet might have held in the time that the suite grants.
      if let flow = outOfTime() {
        tally = before
        passOver(below: path, because: flow.reason ?? .untestable(prerequisite: "out of time"))
        return flow
      }
    }
  }
}
