extension TranscriptLinter {
  /// Handshake, farewell, and who and what was declared.
  mutating func checkSession(_ message: Message, _ place: LintPlace) {
    // Section 3.1: after `bye` the harness may greet again.
    if case .hello(let hello) = message, place.side == .harness { begin(hello) }
    if let line = farewells[place.side], message.kind != .bye {
      find(.afterBye, place, "a '\(message.kind.rawValue)' follows the bye of line \(line)")
    }
    do throws(SetupFault) {
      try handshake.take(message, of: place.side)
    } catch {
      switch error {
      case .outOfOrder(_, _, .ended): break
      case .outOfOrder, .wrongCorrelation: find(.handshake, place, "\(error)")
      // Who refuses has found the fault, and has none.
      case .refused: find(.setup, place, blame: place.side.other, "\(error)")
      default: find(.setup, place, "\(error)")
      }
    }
  }

  /// A greeting begins all counters anew; one of another run, everything.
  private mutating func begin(_ hello: Hello) {
    if let last = self.hello, last.header.run != hello.header.run {
      findMissing()
      ids = [:]
      exchanges = [:]
      control = ControlExchanges()
      unreadable = [:]
    }
    self.hello = hello
    sequences = [:]
    farewells = [:]
  }

  /// Run, id, sequence number, clock and times.
  mutating func checkHeader(_ message: Message, _ place: LintPlace) {
    let header = message.header
    if let hello, header.run != hello.header.run, !message.refusesUnreadable {
      find(.sameRun, place, "the run is '\(header.run)', and the session's '\(hello.header.run)'")
    }
    if header.issued < header.intended {
      find(.issuedEarly, place, "t_iss lies \(header.intended - header.issued) before t_int")
    }
    checkClock(header, place)
    checkSequence(message, place)
    // Payloads may be sent again; their own rules say how.
    if message.kind != .payload,
      let line = ids[place.side, default: IDMemory()].insert(header.id, line: place.line)
    {
      find(.uniqueID, place, "the id '\(header.id)' stands in line \(line) already")
    }
  }

  private mutating func checkClock(_ header: Header, _ place: LintPlace) {
    guard let clock = handshake.capability?.clock else { return }
    switch place.side {
    case .target where header.clock != clock.name:
      find(
        .clockName, place, "the clock is '\(header.clock)', and the target's is '\(clock.name)'")
    case .harness where header.clock == clock.name && clock.synchronisation != .shared:
      find(.clockName, place, "the harness names the target's clock")
    default: break
    }
  }

  private mutating func checkSequence(_ message: Message, _ place: LintPlace) {
    let number = message.header.sequence
    let sender = message.from.map { "of \($0)" } ?? "of the \(message.counterName)"
    switch sequences[place.side, default: SequenceTracker()].observe(message) {
    case .inOrder, .untracked: break
    case .gap(let gap):
      guard !unreadable[place.side, default: UnreadableLines()].explains(gap.count) else { break }
      let lost = gap.count == 1 ? "\(gap.lowerBound)" : "\(gap.lowerBound) to \(gap.upperBound)"
      find(.gap, place, "\(number) comes, and \(lost) \(sender) did not")
    case .late: find(.overtaken, place, "\(number) \(sender) comes after greater numbers")
    case .repeated: find(.numberTwice, place, "\(number) \(sender) came before")
    case .restarted: find(.restart, place, "the numbers \(sender) begin again")
    }
  }

  /// A length within the limit that the target declared for what it reads.
  mutating func checkLength(_ bytes: [UInt8], _ place: LintPlace) {
    guard place.side == .harness, let limits = handshake.capability?.limits,
      bytes.count > limits.octets
    else { return }
    find(.limit, place, "\(bytes.count) octets, and the target takes \(limits.octets)")
  }
}

extension Message {
  /// Whether it refuses something that could not be read, and whose run may not be known.
  fileprivate var refusesUnreadable: Bool {
    guard case .error(let error) = self else { return false }
    return error.code.family == .message
  }

  fileprivate var counterName: String { counter == .control ? "control channel" : "session" }
}
