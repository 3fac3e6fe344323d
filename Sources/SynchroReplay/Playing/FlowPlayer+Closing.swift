import SynchroPXB
import SynchroScript

extension FlowPlayer {
  /// Puts right at the target what open rounds have brought about: nobody waits for what comes of it, but the
  /// next flow finds the target as this one found it.
  mutating func cleanUp(at now: PXBTime, _ outbox: inout Outbox) {
    for number in rounds.keys.sorted() {
      guard var round = rounds[number] else { continue }
      let first: Int
      switch round.phase {
      case .steps: first = 0
      case .cleaning: first = round.next
      case .lingering, .over: continue
      }
      for step in play.flow.always.dropFirst(first) {
        guard case .control(let control, actor: let actor) = step.kind else { continue }
        self.control(control, actor.value, step, &round, now, &outbox)
      }
    }
  }

  /// Ends every open round: what did not come yet may still come, which speaks neither for nor against
  /// the target.
  mutating func closeOpenRounds(at now: PXBTime) {
    isClosing = true
    for number in rounds.keys.sorted() {
      guard var round = rounds.removeValue(forKey: number) else { continue }
      round.leaveOpen(at: now)
      end(round)
    }
  }
}

extension Round {
  /// Decides nothing about what is open.
  mutating func leaveOpen(at now: PXBTime) {
    if case .lingering = phase {
      closeFindings()
      phase = .over
      return
    }
    for index in sent.indices where !sent[index].isOver {
      for receiver in sent[index].awaited where sent[index].ends[receiver] == nil {
        sent[index].ends[receiver] = SentPayload.End(consumed: now, isLeftOpen: true)
      }
    }
    for index in expectations.indices where expectations[index].state == .open {
      if expectations[index].isForbidden {
        expectations[index].state = .closed
        expectations[index].lookedUntil = now
      } else if expectations[index].stimulus == nil {
        expectations[index].state = .met
        expectations[index].isLeftOpen = true
        expectations[index].arrival = now
      } else {
        expectations[index].state = .closed
      }
    }
    closeFindings()
    phase = .over
  }
}

extension Expectation {
  /// What is known when something did not come that must not.
  var absence: StepFinding.Result {
    let looked = lookedUntil.map { $0 - start } ?? patience
    guard looked < fullPatience else { return .holds }
    return .undecided(
      "it did not come in \(ReplayWords.time(looked)), and \(ReplayWords.time(fullPatience)) have to pass; "
        + "give it the time with --for, or run it on a virtual clock")
  }
}
