import SynchroPXB
import SynchroScript
import SynchroText
import SynchroVerdict

extension Round {
  /// How each planned payload of the round fared, in the order of the steps.
  func trials(of play: FlowPlay) -> [TrialRecord] {
    var trials: [TrialRecord] = []
    for sent in sent {
      for receiver in sent.awaited { trials += self.trials(of: sent, at: receiver, play) }
    }
    for expectation in expectations { trials += self.trials(of: expectation, play) }
    return trials.sorted { $0.subject.step < $1.subject.step }
  }

  private func trials(
    of sent: SentPayload, at receiver: Sender, _ play: FlowPlay
  ) -> [TrialRecord] {
    let end = sent.ends[receiver]
    let intended = sent.payload.header.intended
    return play.terms(ofStep: sent.step).subjects.compactMap { subject in
      // That a payload of no requirement is refused is for the steps below it to judge.
      if sent.message.rows.isEmpty, end?.refused != nil || sent.isToBeIgnored { return nil }
      return record(
        subject, due: intended, device(receiver, sent.message.to.value, play),
        latency: end?.consumed.map { $0 - intended }, failure: end?.failure, fault: sent.fault,
        isOpen: end?.isLeftOpen == true)
    }
  }

  private func trials(of expectation: Expectation, _ play: FlowPlay) -> [TrialRecord] {
    guard expectation.state == .met || expectation.state == .missed else { return [] }
    if let branch = expectation.branch, branches[branch.block] == nil, branch.index != 0 {
      // Nothing of any alternative came; that is told once.
      return []
    }
    let latency: Duration?
    if expectation.isForbidden {
      latency = .zero
    } else {
      latency = expectation.arrival.map { $0 - expectation.start }
    }
    return play.terms(ofStep: expectation.step).subjects.compactMap { subject in
      if expectation.isForbidden, subject.row == nil { return nil }
      return record(
        subject, due: expectation.start,
        device(expectation.from, expectation.message.from.value, play), latency: latency,
        failure: expectation.failure, fault: nil, isOpen: expectation.isLeftOpen)
    }
  }

  private func record(
    _ subject: TrialSubject, due time: PXBTime, _ device: Int, latency: Duration?,
    failure: TrialFailure?, fault: HarnessFault?, isOpen: Bool
  ) -> TrialRecord {
    TrialRecord(
      subject: subject, due: due + (time - start), lane: device, latency: latency,
      clockBound: lag, failure: failure, fault: fault, round: number, isOpen: isOpen)
  }

  /// The number of the device that a trial is about: the lane's; where many take part, its own.
  private func device(_ sender: Sender, _ party: String, _ play: FlowPlay) -> Int {
    guard sender != parties[party] else { return lane }
    return play.cast[party]?.everyone.firstIndex(of: sender.instance) ?? lane
  }

  /// Hears what became of a payload that was sent once more; false when none was.
  mutating func hear(_ stage: Receipt.Stage, ofSent place: Int) -> Bool {
    guard let repetition, repetition.sent == place else { return false }
    self.repetition = nil
    let isRight = stage == .duplicate
    let mismatch = Mismatch(
      expected: "a receipt for a duplicate", received: "it was consumed again")
    findings.append(
      StepFinding(step: repetition.step, result: isRight ? .holds : .broken(mismatch)))
    return true
  }

  /// Prohibitions and refusals, once the round is over, and checks of what never came.
  mutating func closeFindings() {
    for expectation in expectations where expectation.isAbsent {
      for check in expectation.message.checks {
        guard case .check(let claim) = check.kind, !claim.requirements.isEmpty else { continue }
        let words = "no \(expectation.message.payload.value) came in its time"
        findings.append(
          StepFinding(
            step: check.head.start,
            result: .broken(.init(expected: "the payload that is checked", received: words))))
      }
    }
    for refusal in refusals {
      guard let place = refusal.sent else { continue }
      findings.append(StepFinding(step: refusal.step, result: result(refusal, sent[place])))
    }
    for expectation in expectations where expectation.isForbidden {
      guard let failure = expectation.failure else {
        findings.append(StepFinding(step: expectation.step, result: expectation.absence))
        continue
      }
      findings.append(
        StepFinding(
          step: expectation.step,
          result: .broken(.init(expected: failure.expected, received: failure.received))))
    }
  }

  private func result(_ refusal: Refusal, _ sent: SentPayload) -> StepFinding.Result {
    let wanted = refusal.codes.map { "PXB-\($0)" }.joined(separator: " or ")
    let expected = refusal.codes.isEmpty ? "a refusal" : "a refusal with \(wanted)"
    let ends = sent.ends.values
    if refusal.isSilent {
      let came = ends.lazy.compactMap { end in
        end.code.map { "a refusal with \($0.label)" } ?? end.failure?.received
          ?? (end.consumed == nil ? nil : "it was consumed")
      }.first
      return came.map { .broken(Mismatch(expected: "silence", received: $0)) } ?? .holds
    }
    if let code = ends.lazy.compactMap(\.code).first {
      guard !refusal.codes.isEmpty, !refusal.codes.contains(code.rawValue) else { return .holds }
      return .broken(Mismatch(expected: expected, received: "a refusal with \(code.label)"))
    }
    let wasConsumed = ends.contains { $0.consumed != nil }
    return .broken(
      Mismatch(expected: expected, received: wasConsumed ? "it was consumed" : "nothing"))
  }
}
