import SynchroJSON
import SynchroPXB

/// An order that somebody has to carry out, and who else could.
struct PendingStimulus: Sendable {
  let order: Control
  var rungs: ArraySlice<StimulusLadder.Rung>
}

extension SessionParty {
  /// How long a person at the device has.
  private static let promptPatience = Duration.seconds(240)

  /// Looks who carries an order out; answers what is sent to the device for it, if anything is.
  mutating func place(_ order: Control) -> Control? {
    if case .clock = order.verb { return order }
    guard desk != nil else { return order }
    var rungs = ladder.rungs(for: order.verb)[...]
    guard let first = rungs.popFirst() else { return order }
    stimuli[order.header.id] = PendingStimulus(order: order, rungs: rungs)
    return climb(first, order)
  }

  private mutating func climb(_ rung: StimulusLadder.Rung, _ order: Control) -> Control? {
    switch rung {
    case .device: return order
    case .devicePrompt:
      var prompt = order
      prompt.verb = .prompt(
        Prompt(
          id: StimulusLadder.names(of: order.verb).first ?? order.verb.name,
          text: StimulusLadder.words(of: order.verb), timeout: Self.promptPatience))
      prompted.insert(order.header.id)
      hold(for: order.header.id, true)
      return prompt
    case .command, .console:
      hold(for: order.header.id, true)
      desk?.perform(rung, order)
      return nil
    }
  }

  /// Looks at what came of an order; answers it unless somebody else is tried first.
  mutating func settle(_ result: ControlResult, _ now: PXBTime) -> ControlResult? {
    var result = result
    let id = result.correlation
    if prompted.remove(id) != nil, case .done(let answer) = result.outcome,
      answer["answer"] != "done"
    {
      result.outcome = .refused(.controlUnsupported, detail: "the operator of the device could not")
    }
    guard var pending = stimuli.removeValue(forKey: id) else { return result }
    hold(for: id, false)
    guard case .refused(let code, _) = result.outcome,
      code == .controlUnsupported || code == .controlDisabled, let next = pending.rungs.popFirst()
    else { return result }
    stimuli[id] = pending
    if let order = climb(next, pending.order) { late.append(order) }
    return nil
  }

  /// Takes what a command or a person at the console has done.
  mutating func settle(_ id: String, _ outcome: ControlResult.Outcome, at now: PXBTime) {
    guard let order = stimuli[id]?.order else { return }
    var header = order.header
    header.id = "desk-\(id)"
    let result = ControlResult(header: header, correlation: id, outcome: outcome)
    if let final = settle(result, now) { hand(.controlResult(final), now) }
  }
}
