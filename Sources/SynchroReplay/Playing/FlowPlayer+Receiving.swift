import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript

extension FlowPlayer {
  /// Takes a payload that the harness plays the receiver of; answers whether anybody waited for it.
  mutating func receive(
    _ payload: PayloadMessage, _ arrival: Arrival, at now: PXBTime, _ outbox: inout Outbox
  ) -> Bool {
    guard let number = owner(of: payload) else {
      let isLate = payload.correlation.map(past.contains) ?? past.contains(payload.header.id)
      if !isLate, isOfFlow(payload.name) { book.add(stray: payload) }
      return isLate
    }
    var isExpected = false
    withRound(number) { player, round in
      round.note(.payload(payload), at: now, isFromTarget: true)
      isExpected = player.match(payload, arrival, &round, now)
      player.startAnswers(&round, now)
      player.goOn(&round, now, &outbox)
    }
    return isExpected
  }

  /// Takes a receipt; false when it is for nothing of ours.
  mutating func receive(
    _ receipt: Receipt, at now: PXBTime, _ outbox: inout Outbox
  ) -> Bool {
    guard let number = owners[receipt.correlation] else {
      return past.contains(receipt.correlation)
    }
    withRound(number) { player, round in
      round.note(.receipt(receipt), at: now, isFromTarget: true)
      player.match(receipt, &round, now)
      player.startAnswers(&round, now)
      player.goOn(&round, now, &outbox)
    }
    return true
  }

  /// Takes a refusal; false when it is of nothing of ours.
  mutating func receive(
    _ error: ErrorMessage, at now: PXBTime, _ outbox: inout Outbox
  ) -> Bool {
    guard let id = error.correlation ?? unreadable(by: error.from) else { return false }
    if let number = orders.removeValue(forKey: id) {
      withRound(number) { player, round in
        round.note(.error(error), at: now, isFromTarget: true)
        player.refuse(error.code, error.detail, &round, now)
        player.goOn(&round, now, &outbox)
      }
      return true
    }
    guard let number = owners[id] else { return past.contains(id) }
    withRound(number) { player, round in
      round.note(.error(error), at: now, isFromTarget: true)
      player.match(error, of: id, &round, now)
      player.startAnswers(&round, now)
      player.goOn(&round, now, &outbox)
    }
    return true
  }

  /// Takes what came of an order; false when nobody gave it.
  mutating func receive(
    _ result: ControlResult, at now: PXBTime, _ outbox: inout Outbox
  ) -> Bool {
    guard let number = orders.removeValue(forKey: result.correlation) else { return false }
    withRound(number) { player, round in
      round.note(.controlResult(result), at: now, isFromTarget: true)
      guard let order = round.order else { return }
      switch result.outcome {
      case .refused(let code, let detail): player.refuse(code, detail, &round, now)
      case .done(let answer):
        if player.settle(.done(answer), &round, now) { break }
        round.order = nil
        if case .state(let state) = order.step.kind {
          player.judge(state.checks, of: order.step.number, on: answer, &round, now)
        }
      }
      player.goOn(&round, now, &outbox)
    }
    return true
  }

  private func refuse(
    _ code: PXBErrorCode, _ detail: String, _ round: inout Round, _ now: PXBTime
  ) {
    if settle(.refused(code), &round, now) { return }
    let words = round.order?.words ?? "an order"
    round.order = nil
    // What cannot be cleared was not injected, or ended by itself.
    guard round.phase == .steps else { return }
    round.obstacle = .noStimulus(
      "the target does not do '\(words)': \(code.label)" + (detail.isEmpty ? "" : ", \(detail)"))
    for index in round.expectations.indices where round.expectations[index].state == .open {
      round.expectations[index].state = .closed
    }
  }

  // MARK: - Whose it is

  /// The round that a payload belongs to.
  private func owner(of payload: PayloadMessage) -> Int? {
    if let id = payload.correlation, let number = owners[id] { return number }
    if let number = owners[payload.header.id] { return number }
    // Whoever plays in a round is the likelier sender: the others are looked at if there is none.
    let own = byParty[payload.from] ?? []
    if let found = best(of: own, for: payload), found.rank < 4 { return found.number }
    return best(of: rounds.keys, for: payload)?.number
  }

  /// The round in which an expectation fits a payload best.
  private func best(
    of numbers: some Sequence<Int>, for payload: PayloadMessage
  ) -> (rank: Int, number: Int)? {
    var best: (rank: Int, number: Int)?
    for number in numbers {
      guard let round = rounds[number] else { continue }
      for expectation in round.expectations
      where expectation.message.payload.value == payload.name {
        var rank = expectation.from == payload.from ? 0 : 4
        rank += expectation.to == payload.to ? 0 : 2
        rank += expectation.state == .open ? 0 : 1
        guard rank < 6 else { continue }
        let candidate = (rank: rank, number: round.number)
        if let known = best, known <= candidate { continue }
        best = candidate
      }
    }
    return best
  }

  /// Whether any step of the flow speaks of a payload.
  func isOfFlow(_ name: String) -> Bool { play.flow.payloads.contains(name) }

  // MARK: - Matching

  private func match(_ receipt: Receipt, _ round: inout Round, _ now: PXBTime) {
    guard receipt.stage != .accepted,
      let index = round.sent.firstIndex(where: { $0.payload.header.id == receipt.correlation })
    else { return }
    var sent = round.sent[index]
    guard sent.awaited.contains(receipt.from) else {
      guard let first = sent.awaited.first else { return }
      let words = sent.awaited.map(\.description).joined(separator: ", ")
      sent.ends[first, default: .init()].blame(
        TrialFailure(
          .wrongInstance, expected: "only \(words) to consume it",
          received: "\(receipt.from) consumed it"))
      round.sent[index] = sent
      return
    }
    var end = sent.ends[receipt.from] ?? SentPayload.End()
    if receipt.stage == .duplicate {
      // Of a payload that went out once; an intermediary may have sent it again.
      guard sent.ends[receipt.from] == nil else {
        _ = round.hear(.duplicate, ofSent: index)
        return
      }
      end.blame(
        TrialFailure(.repeated, expected: "consumed once", received: "a receipt for a duplicate"))
    }
    if end.consumed != nil || end.refused != nil {
      if round.hear(receipt.stage, ofSent: index) { return }
      end.blame(
        TrialFailure(
          .twoOutcomes, expected: "one outcome",
          received: end.refused == nil ? "two receipts" : "a refusal and a receipt"))
    }
    if let crc = receipt.crc, crc != forge.crc(of: sent.payload.body) {
      end.blame(
        TrialFailure(
          .corrupt, expected: "the body as it was sent", received: "the checksum of another body"))
    }
    let (time, fault) = forge.clock.end(
      of: receipt, sentAt: sent.payload.header.issued, arrivedAt: now)
    if let fault { end.blame(fault) }
    end.consumed = end.consumed ?? time
    sent.ends[receipt.from] = end
    round.sent[index] = sent
  }

  /// The payload that was spoiled and has no answer yet: an error that names nothing is about it. Of
  /// many it is one that the refuser was to get, if it says who it is, and the one that went out first:
  /// what cannot be read is answered as it is read.
  private func unreadable(by refuser: Sender?) -> String? {
    let open = rounds.values.flatMap { round in
      round.sent.filter { $0.message.spoiled?.value.isMessage == false && !$0.isOver }
        .map { (round: round.number, sent: $0) }
    }
    let own = open.filter { entry in refuser.map(entry.sent.awaited.contains) ?? false }
    let first = (own.isEmpty ? open : own).min { one, other in
      let (time, otherTime) = (one.sent.payload.header.issued, other.sent.payload.header.issued)
      return (time, one.round) < (otherTime, other.round)
    }
    return first?.sent.payload.header.id
  }

  private func match(
    _ error: ErrorMessage, of id: String, _ round: inout Round, _ now: PXBTime
  ) {
    guard let index = round.sent.firstIndex(where: { $0.payload.header.id == id }) else { return }
    var sent = round.sent[index]
    // Who cannot be named refuses for the first who has not had a word.
    let refuser =
      error.from.flatMap { sent.awaited.contains($0) ? $0 : nil }
      ?? sent.awaited.first { sent.ends[$0] == nil } ?? sent.awaited.first
    guard let refuser else { return }
    var end = sent.ends[refuser] ?? SentPayload.End()
    let words = "\(error.code.label)" + (error.detail.isEmpty ? "" : ", \(error.detail)")
    if end.consumed != nil || end.refused != nil {
      // What is sent again may be refused as a repetition.
      if round.hear(.duplicate, ofSent: index) { return }
      end.blame(
        TrialFailure(
          .twoOutcomes, expected: "one outcome", received: "it was also refused: \(words)"))
    } else {
      end.blame(TrialFailure(.refused, expected: "consumed", received: "refused: \(words)"))
    }
    end.refused = end.refused ?? now
    end.code = end.code ?? error.code
    sent.ends[refuser] = end
    round.sent[index] = sent
  }
}

extension SentPayload.End {
  /// Notes what is wrong; the first reason counts.
  mutating func blame(_ failure: TrialFailure) { self.failure = self.failure ?? failure }
}
