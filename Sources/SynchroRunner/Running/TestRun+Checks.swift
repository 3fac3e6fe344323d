import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

extension TestRun {
  // MARK: - Ids

  /// The rows that a line names; one nil when it names none.
  func ids(of references: [RequirementReference]) -> [String?] {
    let ids = references.compactMap { reference -> String? in
      switch reference.target {
      case .id(let id): return id
      case .reference(let reference):
        guard case .one(let found) = scope.resolve(reference) else { return nil }
        guard case .json(.string(let text)) = found.value else { return nil }
        return text
      }
    }
    return ids.isEmpty ? [nil] : ids
  }

  private func add(
    _ references: [RequirementReference], at path: StepPath, mismatches: [Mismatch] = [],
    count: Int? = nil, _ verdict: (String?) -> Verdict
  ) {
    for id in ids(of: references) {
      tally.add(
        .init(
          requirement: id, verdict: verdict(id), mismatches: mismatches, mismatchCount: count),
        at: path, exchange: turn?.observation.number)
    }
  }

  // MARK: - Gates

  /// `=> 200`: unless it is met, the rest of the block decides nothing.
  func judge(_ gate: GateStep, at path: StepPath) -> Flow {
    guard let turn else {
      let reason = Verdict.untestable(prerequisite: "no request was sent before")
      add(gate.requirements, at: path) { _ in reason }
      return .leaveBlock(reason)
    }
    let expected = "status " + Self.words(for: gate.statuses)
    if let fault = turn.fault {
      let mismatch = Mismatch(
        expected: expected, received: fault.sentence, exchange: turn.observation.number)
      let isTargets = fault.blame == .target
      add(gate.requirements, at: path, mismatches: isTargets ? [mismatch] : []) { id in
        if isTargets, id == nil { return .untestable(prerequisite: fault.sentence) }
        return TransportVerdict.verdict(of: fault, broken: context.severities.broken(id))
      }
      return .leaveBlock(
        isTargets
          ? .untestable(prerequisite: "there is no response: \(fault.sentence)")
          : TransportVerdict.verdict(of: fault))
    }
    guard let response = turn.observation.response else {
      let reason = Verdict.untestable(prerequisite: "there is no response")
      add(gate.requirements, at: path) { _ in reason }
      return .leaveBlock(reason)
    }
    let status = response.status
    if gate.statuses.contains(where: { $0.value.accepts(status) }) {
      add(gate.requirements, at: path) { _ in .passed }
      return .goOn
    }
    if let busy = turn.busy {
      add(gate.requirements, at: path) { _ in .inconclusive(because: busy) }
      return .leaveBlock(.inconclusive(because: busy))
    }
    let mismatch = Mismatch(
      expected: expected, received: "status \(status)", exchange: turn.observation.number)
    let reason = "expected \(expected), received \(status)"
    add(gate.requirements, at: path, mismatches: [mismatch]) { id in
      id == nil ? .untestable(prerequisite: reason) : context.severities.broken(id)
    }
    return .leaveBlock(.untestable(prerequisite: reason))
  }

  static func words(for statuses: [Ranged<StatusPattern>]) -> String {
    statuses.map(\.value.spelling).joined(separator: " or ")
  }

  // MARK: - Checks

  /// What the judge says of a condition here and now.
  func decide(_ condition: Condition) -> ConditionOutcome {
    ConditionJudge(
      evaluator: ExpressionEvaluator(
        scope: scope, observation: turn?.observation, now: clock.wallTime),
      schemas: schemas
    ).outcome(of: condition)
  }

  /// A check line of any mode.
  func judge(_ check: CheckStep, at path: StepPath) -> Flow {
    let outcome = decide(check.condition)
    for text in outcome.notes { note(text) }
    if case .assume(let reason, let isInconclusive) = check.mode {
      if case .met = outcome.judgement { tally.hold(path) }
      return assume(outcome, reason?.value ?? words(of: check.condition), isInconclusive)
    }
    if let busy = turn?.busy {
      let verdict = Verdict.inconclusive(because: busy)
      add(check.requirements, at: path) { _ in check.mode.unseen(verdict) }
      return .goOn
    }
    addCarried(outcome, mode: check.mode, at: path)
    // Without ids of its own a line speaks through its object format, unless what is wrong lies
    // where the format carries none.
    if check.requirements.isEmpty, !outcome.requirements.isEmpty {
      guard case .unmet = outcome.judgement,
        !outcome.requirements.contains(where: \.outcome.isFailed)
      else { return .goOn }
    }
    switch outcome.judgement {
    case .met: add(check.requirements, at: path) { _ in .passed }
    case .unmet(let mismatches, let count):
      if case .permits = check.mode {
        let feature = "the permission was not used: \(words(of: check.condition))"
        add(check.requirements, at: path) { _ in .notApplicable(feature: feature) }
      } else {
        add(check.requirements, at: path, mismatches: mismatches, count: count) { id in
          broken(id, mode: check.mode)
        }
      }
    case .undecided(let why):
      add(check.requirements, at: path) { _ in check.mode.unseen(why.verdict) }
    }
    return .goOn
  }

  private func broken(_ id: String?, mode: CheckStep.Mode) -> Verdict {
    if case .should = mode { return .warned }
    return context.severities.broken(id)
  }

  private func addCarried(_ outcome: ConditionOutcome, mode: CheckStep.Mode, at path: StepPath) {
    var outcome = outcome
    if case .permits = mode {
      // Nobody breaks the rules of a form that need not be used.
      outcome = outcome.excused(because: "the permission was not used")
    }
    for judgement in outcome.requirements {
      var entry: CheckTally.Entry
      switch judgement.outcome {
      case .passed(let observations):
        entry = .init(verdict: .passed, observations: observations)
      case .failed(let mismatches, let count, let observations):
        entry = .init(
          verdict: broken(judgement.requirement, mode: mode), observations: observations,
          mismatches: mismatches, mismatchCount: count)
      case .notApplicable(let reason):
        entry = .init(verdict: .notApplicable(feature: reason), observations: 0)
      case .undecided(let why): entry = .init(verdict: why.verdict, observations: 0)
      }
      entry.requirement = judgement.requirement
      tally.add(entry, at: path, exchange: turn?.observation.number)
    }
  }

  private func assume(
    _ outcome: ConditionOutcome, _ reason: String, _ isInconclusive: Bool
  ) -> Flow {
    switch outcome.judgement {
    case .met: .goOn
    case .unmet:
      .leaveBlock(
        isInconclusive ? .inconclusive(because: reason) : .untestable(prerequisite: reason))
    case .undecided(let why):
      .leaveBlock(
        isInconclusive || why.cause == .limit
          ? .inconclusive(because: "\(reason) (\(why.reason))")
          : .untestable(prerequisite: "\(reason) (\(why.reason))"))
    }
  }

  // MARK: - Reviews

  /// `review`: a person must look.
  func review(
    _ question: TextTemplate, _ requirements: [RequirementReference], at path: StepPath
  ) -> Flow {
    do {
      let text = try TemplateExpander(scope: scope).raw(question)
      guard text.secretNames.isEmpty else {
        add(requirements, at: path) { _ in
          .harnessFault("a question for a person would show ${\(text.secretNames[0])}")
        }
        return .goOn
      }
      add(requirements, at: path) { _ in .review(question: text.value) }
    } catch {
      add(requirements, at: path) { _ in .untestable(prerequisite: error.description) }
    }
    return .goOn
  }
}

extension CheckStep.Mode {
  /// What it comes to that a check of this mode could not be looked at. Whether a permission was
  /// used is nothing that a target must show, so nobody is left unproven by it.
  func unseen(_ verdict: Verdict) -> Verdict {
    guard case .permits = self else { return verdict }
    switch verdict {
    case .inconclusive(let reason), .untestable(let reason):
      return .notApplicable(feature: "the permission was not seen in use: \(reason)")
    case .passed, .failed, .warned, .notApplicable, .review, .setupFault, .harnessFault:
      return verdict
    }
  }
}

extension StatusPattern {
  /// Whether a status fits.
  func accepts(_ status: Int) -> Bool {
    switch self {
    case .code(let code): status == code
    case .category(let hundreds): status / 100 == hundreds
    }
  }
}

extension Judgement.Undecided {
  /// What it means for a check.
  var verdict: Verdict {
    switch cause {
    case .nothingToLookAt: .untestable(prerequisite: reason)
    case .limit: .inconclusive(because: reason)
    }
  }
}
