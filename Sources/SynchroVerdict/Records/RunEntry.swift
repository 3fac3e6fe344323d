public import SynchroTiming

/// What a list of runs says about one: a few numbers beside results that may be megabytes.
public struct RunEntry: Sendable, Equatable {
  /// The run's id.
  public var run: String
  /// When it began.
  public var start: Timestamp
  /// How long it took.
  public var duration: Duration
  /// The version of the tool.
  public var tool: String
  /// The target's URL or name.
  public var target: String
  /// The profile that was claimed.
  public var profile: String?
  /// How it ended.
  public var exit: RunReport.Exit
  /// Rows that were claimed; without a profile, rows that were looked at.
  public var claims: Int
  /// Of these, rows that are proven.
  public var proven: Int
  /// Rows that are broken.
  public var broken: Int
  /// Rows that warn.
  public var warned: Int
  /// Rows that are unproven.
  public var unproven: Int

  /// What a report says in a line.
  public init(_ report: RunReport) {
    let summary = report.summary
    let hasClaims = summary.claims > 0
    let counts = hasClaims ? summary.claimed : summary.requirements
    run = report.header.run
    start = report.header.start
    duration = report.duration
    tool = report.header.tool
    target = report.header.target
    profile = report.header.profile
    exit = report.exit
    claims = hasClaims ? summary.claims : counts.total
    proven = counts[.passed]
    broken = counts[.failed]
    warned = counts[.warned]
    unproven = counts.unproven + counts[.setupFault] + counts[.harnessFault]
  }
}
