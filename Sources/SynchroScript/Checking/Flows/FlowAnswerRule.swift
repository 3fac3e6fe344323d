import SynchroText

/// Answers answer something, and what is awaited can come.
enum FlowAnswerRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    guard suite.isFlowSuite else { return [] }
    let known = set.vocabulary.flows(of: suite.name.value)
    return suite.flows.flatMap { flow in
      var walk = AnswerWalk(FlowAnswers(flow), known)
      walk.run(flow.steps)
      return walk.findings
    }
  }
}

private struct AnswerWalk {
  private let answers: FlowAnswers
  private let replies: Set<String>
  /// Where each party was cut off that is not back yet.
  private var cutOff: [String: SourceRange] = [:]
  /// The names that payloads had so far.
  private var names: [String] = []
  private(set) var findings: [Diagnostic] = []

  init(_ answers: FlowAnswers, _ known: FlowVocabulary?) {
    self.answers = answers
    var replies: Set<String> = []
    for row in known?.rows.values ?? [:].values where row.isReply { replies.insert(row.payload) }
    self.replies = replies
  }

  mutating func run(_ steps: [FlowStep]) {
    for step in steps {
      switch step.kind {
      case .message(let message):
        judge(message)
        judgeReach(message)
        if let name = message.name { names.append(name.value) }
      case .never(let message): judge(message)
      case .control(.supply(_, let isUp), let actor):
        cutOff[actor.value] = isUp ? nil : step.head
      case .either(let branches):
        judge(branches)
        let before = cutOff
        for branch in branches {
          cutOff = before
          run(branch)
        }
        cutOff = before
      case .refused(let refusal): judge(refusal)
      case .again(let name):
        if answers.repeated(name) == nil { findings.append(unknown(name)) }
      case .keep, .state, .control, .advance: break
      }
    }
  }

  private mutating func judge(_ message: MessageStep) {
    switch message.answers {
    case nil:
      guard replies.contains(message.payload.value) else { return }
      findings.append(
        Diagnostic(
          code: "unasked-reply", "nobody sends '\(message.payload.value)' unasked",
          at: .init(message.payload.range),
          help: ["say what it is a reply to: answers, or answers NAME"]))
    case .latest(let range):
      guard answers.answered(by: message) == nil else { return }
      findings.append(
        Diagnostic(
          code: "answers-nothing", "'\(message.to.value)' has sent nothing that this could answer",
          at: .init(range), help: ["send it above, or name the payload: answers NAME"]))
    case .step(let name):
      guard answers.answered(by: message) == nil else { return }
      findings.append(unknown(name))
    }
  }

  private func unknown(_ name: Ranged<String>) -> Diagnostic {
    .unknown(
      "answers-unknown", "payload", name, among: names,
      orElse: "a payload above gets a name with: as \(name.value)")
  }

  private mutating func judge(_ refusal: RefusedStep) {
    guard answers.refused(by: refusal) == nil else { return }
    if let name = refusal.payload, !names.contains(name.value) {
      return findings.append(unknown(name))
    }
    findings.append(
      Diagnostic(
        code: "answers-nothing", "nothing is sent to '\(refusal.party.value)' that it could refuse",
        at: .init(refusal.party.range), help: ["send it above"]))
  }

  private mutating func judgeReach(_ message: MessageStep) {
    guard let place = cutOff[message.from.value] else { return }
    findings.append(
      Diagnostic(
        code: "never-comes", "'\(message.from.value)' is cut off and can send nothing",
        at: .init(message.payload.range), related: [.init(place, "since here")],
        help: ["bring it back first, or write: never"]))
  }

  /// Two branches that begin with the same payload cannot be told apart.
  private mutating func judge(_ branches: [[FlowStep]]) {
    var seen: [String: SourceRange] = [:]
    for branch in branches {
      guard let message = branch.lazy.compactMap(\.expected).first else {
        if let head = branch.first?.head {
          findings.append(
            Diagnostic(
              code: "nothing-awaited", "nothing that this branch awaits decides for it",
              at: .init(head), help: ["begin each branch with a payload that comes"]))
        }
        continue
      }
      let key = "\(message.from.value) \(message.to.value) \(message.payload.value)"
      if let first = seen[key] {
        findings.append(
          Diagnostic(
            code: "unreachable-branch", "an earlier branch takes this payload",
            at: .init(message.payload.range), related: [.init(first, "taken here")],
            help: ["give the branches different payloads, or make them one"]))
      }
      seen[key] = seen[key] ?? message.payload.range
    }
  }
}

extension FlowStep {
  /// The payload that it sends or awaits.
  fileprivate var expected: MessageStep? {
    if case .message(let message) = kind { message } else { nil }
  }
}
