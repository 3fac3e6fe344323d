public import SynchroTiming

/// One act that the operator of the target was asked for, apart from what was printed.
public struct HookRun: Sendable, Equatable {
  /// How the operator was asked.
  public enum Way: String, Sendable, CaseIterable {
    /// A command of the target file.
    case command
    /// An operator API that the target file names.
    case api
    /// A server in this program.
    case direct
  }

  /// Which test asked and which of its acts this is: see ``RecordNumber``.
  public var number: Int
  /// The test that asked.
  public var test: String
  /// The line of the step in the test's suite file.
  public var line: Int
  /// What was asked for.
  public var hook: String
  /// What the operator was told; a secret stands there as its label.
  public var arguments: [RunFact]
  /// How the operator was asked.
  public var way: Way
  /// The exit code of the command, if it ended by itself.
  public var exit: Int?
  /// The status of the operator API, if it answered.
  public var status: Int?
  /// When the operator was asked, by the clock on the wall.
  public var start: Timestamp
  /// How long it took.
  public var duration: Duration
  /// Why nothing was done, in one sentence; nil when it was done.
  public var fault: String?

  /// An act.
  public init(
    number: Int, test: String, line: Int, hook: String, arguments: [RunFact] = [], way: Way,
    exit: Int? = nil, status: Int? = nil, start: Timestamp, duration: Duration,
    fault: String? = nil
  ) {
    self.number = number
    self.test = test
    self.line = line
    self.hook = hook
    self.arguments = arguments
    self.way = way
    self.exit = exit
    self.status = status
    self.start = start
    self.duration = duration
    self.fault = fault
  }

  /// The act in a few words: `approve-production(message: m1) -> exit code 0`.
  public var headline: String {
    let told = arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let end =
      fault ?? exit.map { "exit code \($0)" } ?? status.map { "status \($0)" } ?? "done"
    return "\(hook)(\(told)) -> \(end)"
  }
}

/// One act of the operator with what was printed: the evidence.
public struct HookRecord: Sendable, Equatable {
  /// Everything but what was printed.
  public var run: HookRun
  /// What the command printed or the API answered, the beginning of it.
  public var output: String
  /// What the command printed on its error stream, the end of it.
  public var errors: String
  /// What else must be known to judge it again; nil in the records of those who do not care.
  public var replay: HookReplayFacts?

  /// A record.
  public init(
    _ run: HookRun, output: String = "", errors: String = "", replay: HookReplayFacts? = nil
  ) {
    self.replay = replay
    self.run = run
    self.output = output
    self.errors = errors
  }
}
