internal import SynchroTiming
internal import SynchroVerdict

/// How long a run waited for what need not happen at once, by the times of its exchanges.
///
/// A wait is the time from the first request of a poll to the end of its last answer, in which it held;
/// what the target did in less time between two requests cannot be known, so a wait is never too short.
struct RecordedWaits {
  /// One wait for one row.
  struct Wait {
    let check: String
    let duration: Duration
    /// Whether several waits may count as this one, so that it is an upper bound.
    let isBound: Bool
  }

  private let polls: [String: [CapabilityOffers.Poll]]
  private let exchanges: [String: [ExchangeSummary]]
  /// The tests with their checks that passed inside polls, by row.
  private var checks: [String: [(test: String, check: CheckRecord)]] = [:]

  init(_ report: RunReport, _ offers: CapabilityOffers) {
    polls = Dictionary(
      grouping: offers.polls.filter { !offers.changedSuites.contains($0.suite) }, by: \.suite)
    exchanges = Dictionary(grouping: report.exchanges) { $0.test ?? "" }
    for test in report.tests {
      for check in test.checks {
        for decision in check.decisions where decision.verdict.kind == .passed {
          guard let row = decision.requirement else { continue }
          checks[row, default: []].append((test.id, check))
        }
      }
    }
  }

  /// The waits after which a row held.
  func waits(for row: String) -> [Wait] {
    (checks[row] ?? []).compactMap { test, check in
      let near = polls[String(test.prefix { $0 != "#" })] ?? []
      guard let poll = near.first(where: { $0.lines.contains(check.place.line) }) else {
        return nil
      }
      let spans = spans(of: poll, in: test)
      return spans.max().map {
        Wait(check: check.id, duration: $0, isBound: poll.isRepeated)
      }
    }
  }

  /// How long each visit of a test to a poll took: its exchanges until one of another place.
  private func spans(of poll: CapabilityOffers.Poll, in test: String) -> [Duration] {
    var spans: [Duration] = []
    var first: Timestamp?
    for exchange in (exchanges[test] ?? []).sorted(by: { $0.start < $1.start }) {
      guard let line = exchange.line, poll.lines.contains(line) else {
        first = nil
        continue
      }
      let span = (first ?? exchange.start).duration(
        to: exchange.start.advanced(by: exchange.times.total))
      if first == nil {
        first = exchange.start
        spans.append(span)
      } else {
        spans[spans.count - 1] = span
      }
    }
    return spans
  }
}
