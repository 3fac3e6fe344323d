import SynchroTiming
public import SynchroVerdict

/// What is known of a run that is judged again, apart from its exchanges.
public struct PastRun: Sendable {
  /// What was found before the tests.
  public var doctor: [DoctorFinding] = []
  /// The exchanges that were made for that.
  public var doctorExchanges: [ExchangeSummary] = []
  /// When the tests ran, by their ids.
  public var spans: [String: EvidenceIndex.Span] = [:]
  /// How long the run took.
  public var duration: Duration = .zero
  /// What cut it short.
  public var interruptions: [String] = []

  /// What a log tells.
  public init(_ evidence: EvidenceIndex) {
    doctor = evidence.doctor
    doctorExchanges = evidence.exchanges.lazy.map(\.summary).filter { $0.test == nil }
    spans = evidence.tests
    // A test that did not come to its end is known by its exchanges alone.
    for exchange in evidence.exchanges {
      guard let test = exchange.summary.test, spans[test] == nil else { continue }
      spans[test] = .init(start: exchange.summary.start, duration: .zero)
    }
    duration = evidence.end?.duration ?? .zero
    interruptions = evidence.end?.interruptions ?? ["the recorded run did not come to its end"]
  }

  func start(of test: TestID) -> Timestamp? { spans[test.description]?.start }

  func duration(of test: TestID) -> Duration? { spans[test.description]?.duration }
}

/// A clock that costs nothing: who sleeps on it is awake at once, and the times of a test are those
/// that were recorded.
struct ReplayTime: TimeSource {
  typealias Instant = MonotonicInstant

  /// The time of day when the recorded run began.
  let wallTime: Timestamp

  var now: MonotonicInstant { MonotonicInstant(nanoseconds: 0) }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: MonotonicInstant, tolerance: Duration?) async throws {}
}
