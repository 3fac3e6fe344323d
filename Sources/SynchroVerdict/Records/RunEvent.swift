/// Something that happened in a run, at the moment it did.
public enum RunEvent: Sendable, Equatable {
  /// The run has a plan of this many tests.
  case runStarted(RunReport.Header, tests: Int)
  /// A finding before the tests.
  case doctor(DoctorFinding)
  /// A test began.
  case testStarted(id: String, title: String)
  /// An exchange is over.
  case exchange(ExchangeRecord)
  /// The operator has acted, or has not.
  case hook(HookRecord)
  /// A check is decided.
  case check(CheckRecord, test: String)
  /// A test is over.
  case testEnded(TestRecord)
  /// The run is over; the sentences say what cut it short.
  case runEnded(duration: Duration, interruptions: [String])
}
