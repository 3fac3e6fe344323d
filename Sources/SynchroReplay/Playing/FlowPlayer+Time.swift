import SynchroPXB
import SynchroVerdict

extension FlowPlayer {
  /// Gives up what is overdue.
  mutating func expire(_ round: inout Round, _ now: PXBTime) {
    if let pause = round.pause, pause <= now { round.pause = nil }
    if let order = round.order, order.deadline <= now, !settle(.nothing, &round, now) {
      round.order = nil
      orders[order.id] = nil
      round.obstacle = .noStimulus("the control channel did not answer '\(order.words)'")
    }
    if let repetition = round.repetition, repetition.deadline <= now {
      round.repetition = nil
      round.findings.append(
        StepFinding(
          step: repetition.step,
          result: .broken(.init(expected: "a receipt for a duplicate", received: "nothing"))))
    }
    for index in round.sent.indices {
      guard !round.sent[index].isOver, round.sent[index].deadline <= now else { continue }
      let sent = round.sent[index]
      for receiver in sent.awaited where sent.ends[receiver] == nil {
        round.sent[index].ends[receiver] = SentPayload.End()
      }
    }
    startAnswers(&round, now)
    for index in round.expectations.indices {
      let expectation = round.expectations[index]
      guard expectation.state == .open, expectation.stimulus == nil,
        expectation.deadline <= now
      else { continue }
      round.expectations[index].state = expectation.isForbidden ? .met : .missed
    }
    if case .lingering(let until) = round.phase, until <= now {
      round.closeFindings()
      round.phase = .over
    }
  }

  /// Lets the time of answers run, once it is known when what they answer arrived.
  func startAnswers(_ round: inout Round, _ now: PXBTime) {
    for index in round.expectations.indices {
      guard round.expectations[index].state == .open,
        let place = round.expectations[index].stimulus, round.sent[place].isOver
      else { continue }
      round.expectations[index].stimulus = nil
      let sent = round.sent[place]
      if let delivered = sent.delivered {
        round.expectations[index].start = delivered
      } else if !sent.awaited.contains(round.expectations[index].from) {
        // Who tells that it did not arrive owes that all the more.
        round.expectations[index].start = sent.payload.header.intended
      } else {
        // Nobody owes an answer to what never arrived.
        round.expectations[index].state = .closed
      }
    }
  }
}
