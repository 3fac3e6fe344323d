public import SynchroTiming

/// One test of a suite and what came of it in a run.
public struct TestRecord: Sendable, Equatable {
  /// The suite's name, `#` and the test's: `cds/discovery/metadata#fields`.
  public var id: String
  /// The test's place among all tests of the suites, from 1, which its exchanges are counted by; nil
  /// when a killed run did not say it.
  public var number: Int?
  /// What the test shows, as the suite puts it.
  public var title: String
  /// Where the test stands.
  public var place: CheckRecord.Place
  /// The test's own tags and its suite's.
  public var tags: [String]
  /// When its first step began.
  public var start: Timestamp
  /// How long it took, clean-up included.
  public var duration: Duration
  /// Its checks, in the order of the suite.
  public var checks: [CheckRecord]
  /// The numbers of its exchanges, in the order sent.
  public var exchanges: [Int]
  /// What stopped it or kept it from starting, apart from its checks.
  public var stop: Verdict?
  /// The operator's hook that the target does not have and without which the test could not go on.
  public var lackedHook: String?
  /// Remarks that decide nothing.
  public var notes: [String]
  /// What would let the test go on where it could not, in one sentence.
  public var nextStep: String?
  /// Rounds of a flow that are shown: the first good ones, and those in which something was wrong.
  public var rounds: [FlowRound]

  /// A test's record; its verdict follows from the checks and from what stopped it.
  public init(
    id: String, number: Int? = nil, title: String, place: CheckRecord.Place, tags: [String] = [],
    start: Timestamp, duration: Duration, checks: [CheckRecord], exchanges: [Int] = [],
    stop: Verdict? = nil,
    lackedHook: String? = nil, notes: [String] = [], nextStep: String? = nil,
    rounds: [FlowRound] = []
  ) {
    self.id = id
    self.number = number
    self.title = title
    self.place = place
    self.tags = tags
    self.start = start
    self.duration = duration
    self.checks = checks
    self.exchanges = exchanges
    self.stop = stop
    self.lackedHook = lackedHook
    self.notes = notes
    self.nextStep = nextStep
    self.rounds = rounds
  }

  /// The worst that its checks decided or that stopped it; a test that decided nothing is
  /// untestable.
  public var verdict: Verdict {
    let decided = checks.lazy.flatMap(\.decisions).map(\.verdict)
    return RollUp.worst(of: [stop].compactMap { $0 } + decided)
      ?? .untestable(prerequisite: "no check was carried out")
  }
}
