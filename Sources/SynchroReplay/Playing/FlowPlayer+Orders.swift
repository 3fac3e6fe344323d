import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroVerdict

/// `order VERB at PARTY { … }`: what the target declares of the control channel it has to do, and to
/// refuse all else.
extension FlowPlayer {
  mutating func give(
    _ order: OrderStep, _ step: FlowStep, _ round: inout Round, _ now: PXBTime,
    _ outbox: inout Outbox
  ) {
    var keys = JSONValue.object([])
    do throws(ValueJudge.NoValue) {
      if let template = order.keys { keys = try round.values.value(of: template) }
    } catch {
      round.obstacle = .noValue(error.reason)
      return
    }
    guard let verb = ControlVerb(order.verb.value, keys) else {
      round.obstacle = .noValue("'\(step.words(in: play.source))' is no order of the binding")
      return
    }
    self.order(verb, step.words(in: play.source), of: step, &round, now, &outbox)
    round.order?.isDeclared = play.declared?.control.declares(verb) ?? true
  }

  /// Judges what came of an order of this kind; false when the pending one is another.
  func settle(
    _ outcome: OrderOutcome, _ round: inout Round, _ now: PXBTime
  ) -> Bool {
    guard let pending = round.order, case .control(.order(let order), _) = pending.step.kind
    else { return false }
    round.order = nil
    let number = pending.step.number
    if case .done(let answer) = outcome, pending.isDeclared {
      judge(order.checks, of: number, on: answer, &round, now)
    }
    let result: StepFinding.Result
    switch (outcome, pending.isDeclared) {
    case (.done, true): result = .holds
    case (.refused(.controlUnsupported), false), (.refused(.controlDisabled), false):
      result = .holds
    case (_, let isDeclared):
      result = .broken(
        Mismatch(
          expected: isDeclared
            ? "done, as the target declares it" : "refused with PXB-601, for it is not declared",
          received: outcome.words))
    }
    round.findings.append(StepFinding(step: number, result: result))
    return true
  }
}

/// What came of an order.
enum OrderOutcome {
  case done(JSONValue)
  case refused(PXBErrorCode)
  case nothing

  fileprivate var words: String {
    switch self {
    case .done: "it was done"
    case .refused(let code): "it was refused with \(code.label)"
    case .nothing: "nothing"
    }
  }
}

extension ControlVerb {
  /// A verb with its keys as messages write them; nil when they do not fit it.
  fileprivate init?(_ name: String, _ keys: JSONValue) {
    guard case .object(let fields) = keys else { return nil }
    let header: [JSONField] = [
      JSONField("v", 1), JSONField("kind", "ctl"), JSONField("run", "r"), JSONField("id", "i"),
      JSONField("seq", 1), JSONField("clk", "h"), JSONField("t_int", 0), JSONField("t_iss", 0),
      JSONField("verb", .string(name)),
    ]
    let line = Array(JSONPrinter.compact(.object(header + fields)).utf8)
    guard case .control(let control)? = try? MessageCodec.decode(line) else { return nil }
    self = control.verb
  }
}
