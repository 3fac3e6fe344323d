extension TranscriptLinter {
  // MARK: - Payloads

  mutating func check(_ message: PayloadMessage, _ place: LintPlace) {
    checkDeclaration(of: message, place)
    checkHazard(of: message, place)
    let first = exchanges[place.side, default: PayloadExchanges()].send(message, line: place.line)
    if disturbance.isActive { exchanges[place.side]?.exempt(message.header.id) }
    if let first {
      checkRepetition(of: first, by: message, place)
    } else {
      if let line = ids[place.side, default: IDMemory()].insert(
        message.header.id, line: place.line)
      {
        find(.uniqueID, place, "the id '\(message.header.id)' stands in line \(line) already")
      }
      checkAnswer(message, place)
      checkOutstanding(place)
    }
    checkBody(message, place)
  }

  private mutating func checkDeclaration(of message: PayloadMessage, _ place: LintPlace) {
    // The harness may well send what a target does not know, to see it refused.
    guard place.side == .target, let capability = handshake.capability else { return }
    let own = message.from
    let role = capability.roles.filter { $0.actor == own.actor }
    if !role.contains(where: { $0.instances.contains(own.instance) }) {
      find(.declaredInstance, place, "the target does not declare \(own)")
    }
    let isDeclared = capability.payloads.contains {
      $0.name == message.name && $0.direction == .sends
        && ($0.actor == nil || $0.actor == own.actor)
    }
    if !isDeclared {
      find(.declaredPayload, place, "the target does not declare to send '\(message.name)'")
    }
  }

  private mutating func checkHazard(of message: PayloadMessage, _ place: LintPlace) {
    guard place.side == .harness, Hazards.payloads.contains(message.name),
      let selection = handshake.selection, case .instance(let instance) = message.to.scope,
      !selection.hazards.contains(instance)
    else { return }
    find(.hazard, place, "'\(message.name)' goes to '\(instance)', which no hazard list has")
  }

  private mutating func checkRepetition(
    of first: PayloadExchanges.Entry, by message: PayloadMessage, _ place: LintPlace
  ) {
    var copy = message
    copy.header = first.message.header
    copy.via = first.message.via
    guard copy != first.message || message.header.intended != first.message.header.intended
    else { return }
    find(
      .samePayload, place,
      "the id '\(message.header.id)' belongs to the payload of line \(first.line), which differs")
  }

  private mutating func checkAnswer(_ message: PayloadMessage, _ place: LintPlace) {
    guard let id = message.correlation else { return }
    let other = place.side.other
    guard let question = exchanges[other]?.entries[id] else {
      find(.answer, place, "it answers '\(id)', which the \(other.rawValue) has not sent")
      return
    }
    let isError = message.kind == .commandError || message.kind == .communicationError
    if question.isEnded, !isError, message.kind == .responseData {
      find(.dataAfterError, place, "'\(id)' was answered by an error payload before")
    }
    if isError { exchanges[other]?.end(id) }
    // What could not be carried, its receiver knows nothing of.
    if message.kind == .communicationError { exchanges[other]?.exempt(id) }
    // An intermediary may answer for somebody else, and has no receipt to send.
    guard question.message.to.sender == message.from,
      handshake.capability?.receipts ?? true || place.side == .harness, !question.isConsumed
    else { return }
    find(.answerBeforeReceipt, place, "it answers '\(id)', which was not consumed yet")
  }

  private mutating func checkOutstanding(_ place: LintPlace) {
    guard place.side == .harness, let limit = handshake.capability?.limits.outstanding,
      let count = exchanges[.harness]?.ledger.outstanding.count, count > limit
    else { return }
    find(.limit, place, "\(count) payloads have no outcome, and the target takes \(limit)")
  }

  private mutating func checkBody(_ message: PayloadMessage, _ place: LintPlace) {
    guard !AttributePacking.matches(message.body, message.attributes) else { return }
    do throws(PackingFault) {
      _ = try AttributePacking.pack(message.attributes, size: message.body.size)
      find(.packed, place, "the body of '\(message.name)' is not what its attributes become")
    } catch {
      find(.packed, place, "the body of '\(message.name)' cannot be packed: \(error)")
    }
  }

  // MARK: - Receipts

  mutating func check(_ receipt: Receipt, _ place: LintPlace) {
    checkTimes(of: receipt, place)
    let sender = place.side.other
    let id = receipt.correlation
    switch exchanges[sender, default: PayloadExchanges()].ledger.take(receipt) {
    case .accepted, .settled, .untracked: break
    case .secondOutcome:
      find(.oneOutcome, place, "\(receipt.from) has said what became of '\(id)' before")
    case .acceptedTooLate:
      find(.acceptedLate, place, "'\(id)' is accepted after its outcome, or for a second time")
    case .falseDuplicate:
      find(.falseDuplicate, place, "'\(id)' was sent once and is called a duplicate")
    case .unknownPayload:
      find(.knownPayload, place, "no payload '\(id)' was sent by the \(sender.rawValue)")
    // An intermediary may say that it has a payload in its queue.
    case .wrongReceiver where receipt.stage == .accepted && place.side == .target: break
    case .wrongReceiver:
      find(.receiver, place, "'\(id)' was not for \(receipt.from)")
    case .wrongCRC:
      find(.crc, place, "the check number of '\(id)' is not that of its body")
    }
    if receipt.stage == .consumed { exchanges[sender]?.consume(id, by: receipt.from) }
    checkGroup(of: receipt, place)
  }

  private mutating func checkTimes(of receipt: Receipt, _ place: LintPlace) {
    let issued = receipt.header.issued
    if let received = receipt.received, let done = receipt.done, received > done {
      find(.receiptTimes, place, "t_rx lies \(received - done) after t_done")
    }
    if let last = receipt.done ?? receipt.received, last > issued {
      find(.receiptTimes, place, "the receipt speaks of a time \(last - issued) after its t_iss")
    }
  }

  private mutating func checkGroup(of receipt: Receipt, _ place: LintPlace) {
    guard place.side == .target, let capability = handshake.capability,
      let payload = exchanges[.harness]?.entries[receipt.correlation],
      case .group(let name) = payload.message.to.scope,
      let group = capability.testing.groups.first(where: { $0.name == name }),
      !group.instances.contains(receipt.from.instance)
    else { return }
    find(.receiver, place, "\(receipt.from) is not in the group '\(name)'")
  }

  // MARK: - Errors

  mutating func check(_ error: ErrorMessage, _ place: LintPlace) {
    let other = place.side.other
    if unreadable[other]?.refuse(id: error.correlation) ?? false { return }
    // Trust is examined before anything is read.
    let isBlind = error.code.family == .message || error.code.family == .trust
    if isBlind, unreadable[other]?.refuseFirst() ?? false { return }
    guard let id = error.correlation else { return }
    if control.settle(id, by: place.side) { return }
    let sender = place.side.other
    guard exchanges[sender]?.entries[id] != nil else { return }
    if exchanges[sender]?.ledger.take(error) == .secondOutcome {
      find(.oneOutcome, place, "what became of '\(id)' was said before")
    }
  }

  // MARK: - The end

  mutating func findMissing() {
    for side in Side.allCases {
      let receiver = side.other
      if receiver == .target, handshake.capability?.receipts == false { continue }
      for entry in exchanges[side]?.open ?? [] {
        find(
          .missingOutcome, LintPlace(line: entry.line, side: side), blame: receiver,
          "nobody says what became of '\(entry.message.header.id)'")
      }
    }
    for line in unreadable[.harness]?.lines ?? [] {
      find(
        .refusal, LintPlace(line: line, side: .harness), blame: .target,
        "the target has said nothing about a message that cannot be read")
    }
    for (id, line) in control.open {
      find(
        .missingResult, LintPlace(line: line, side: .harness), blame: .target,
        "the order '\(id)' has no result")
    }
  }
}
