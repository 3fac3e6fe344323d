public import SynchroText

/// What each verdict becomes in every output: the one table that all reports read.
public struct VerdictTable: Sendable, Equatable {
  /// The element of a JUnit test case.
  public enum JUnit: Sendable, Equatable {
    /// None: the case passed.
    case none
    /// None, and a property of the suite that tells.
    case property
    /// `<failure>` of this type.
    case failure(type: String)
    /// `<error>` of this type.
    case error(type: String)
    /// `<skipped>` of this type.
    case skipped(type: String)
  }

  /// The line of a TAP stream. TAP has no word for "unproven", so that is `not ok`.
  public enum TAP: Sendable, Equatable {
    case ok
    case okSkipped
    case notOk
  }

  /// The level of a GitHub annotation.
  public enum Annotation: String, Sendable {
    case error
    case warning
    case notice
  }

  /// The severity of an issue in GitLab's Code Quality report.
  public enum Severity: String, Sendable {
    case info
    case minor
    case major
    case critical
    case blocker
  }

  /// The element of a JUnit test case.
  public let junit: JUnit
  /// The line of a TAP stream.
  public let tap: TAP
  /// The annotation on GitHub, when there is something to look at.
  public let annotation: Annotation?
  /// The severity on GitLab, when there is something to look at.
  public let severity: Severity?
  /// What a run comes to when this is the worst in it, and something passed.
  public let exit: RunReport.Exit
  /// Whether it speaks against the target's conformance.
  public let isAgainstTarget: Bool
  /// Whether the claim stays unproven.
  public let leavesUnproven: Bool
  /// The word on the console.
  public let word: String
  /// The ink of that word.
  public let ink: TerminalStyle.Ink

  private init(
    _ word: String, _ ink: TerminalStyle.Ink, _ junit: JUnit, _ tap: TAP, _ annotation: Annotation?,
    _ severity: Severity?, _ exit: RunReport.Exit
  ) {
    self.word = word
    self.ink = ink
    self.junit = junit
    self.tap = tap
    self.annotation = annotation
    self.severity = severity
    self.exit = exit
    isAgainstTarget = exit == .failed
    leavesUnproven = exit == .unproven
  }

  /// The row of one verdict.
  public static func row(_ kind: Verdict.Kind) -> VerdictTable {
    switch kind {
    case .passed: passed
    case .failed: failed
    case .warned: warned
    case .notApplicable: notApplicable
    case .untestable: untestable
    case .inconclusive: inconclusive
    case .review: review
    case .setupFault: setupFault
    case .harnessFault: harnessFault
    }
  }

  private static let passed = VerdictTable("passed", .green, .none, .ok, nil, nil, .success)
  private static let failed = VerdictTable(
    "failed", .red, .failure(type: "failed"), .notOk, .error, .critical, .failed)
  private static let warned = VerdictTable(
    "warned", .yellow, .property, .ok, .warning, .minor, .success)
  private static let notApplicable = VerdictTable(
    "not applicable", .cyan, .skipped(type: "not-applicable"), .okSkipped, nil, nil, .success)
  private static let untestable = VerdictTable(
    "untestable", .yellow, .error(type: "untestable"), .notOk, .warning, .major, .unproven)
  private static let inconclusive = VerdictTable(
    "inconclusive", .yellow, .error(type: "inconclusive"), .notOk, .warning, .major, .unproven)
  private static let review = VerdictTable(
    "review", .yellow, .skipped(type: "review"), .notOk, .notice, .info, .unproven)
  private static let setupFault = VerdictTable(
    "setup fault", .red, .error(type: "setup"), .notOk, .error, .blocker, .setupFault)
  private static let harnessFault = VerdictTable(
    "harness fault", .red, .error(type: "harness"), .notOk, .error, .blocker, .harnessFault)
}

extension Verdict.Kind {
  /// What it becomes in every output.
  public var table: VerdictTable { VerdictTable.row(self) }

  /// Whether a claim with this verdict is neither proven nor broken.
  public var leavesUnproven: Bool { table.leavesUnproven }
}
