extension TranscriptLinter {
  mutating func check(control message: Message, _ place: LintPlace) {
    switch (message, place.side) {
    case (.control(let order), .harness):
      control.send(order.header.id, line: place.line)
      disturbance.take(order.verb)
    case (.controlResult(let result), .target):
      switch control.answer(result.correlation) {
      case .first: break
      case .second:
        find(.oneResult, place, "the order '\(result.correlation)' has a result already")
      case .unknown where unreadable[.harness]?.refuse(id: result.correlation) ?? false: break
      case .unknown: find(.oneResult, place, "no order '\(result.correlation)' was given")
      }
    default:
      find(.direction, place, "a '\(message.kind.rawValue)' comes from the \(place.side.rawValue)")
    }
  }
}

/// The orders that were given, and whether they have results.
struct ControlExchanges: Sendable {
  enum Answer {
    case first, second, unknown
  }

  private var lines: [String: Int] = [:]
  private var answered: Set<String> = []

  /// The orders without a result, in the order of their lines.
  var open: [(id: String, line: Int)] {
    lines.filter { !answered.contains($0.key) }.sorted { $0.value < $1.value }
      .map { ($0.key, $0.value) }
  }

  mutating func send(_ id: String, line: Int) { lines[id] = line }

  mutating func answer(_ id: String) -> Answer {
    guard lines[id] != nil else { return .unknown }
    return answered.insert(id).inserted ? .first : .second
  }

  /// Notes an error of the target that names an order; false when it names none.
  mutating func settle(_ id: String, by side: Side) -> Bool {
    guard side == .target, lines[id] != nil else { return false }
    answered.insert(id)
    return true
  }
}
