/// A breach of a rule at a line of a transcript.
public struct LintFinding: Sendable, Hashable {
  /// Which rule.
  public let rule: LintRule
  /// The line of the transcript, from 1.
  public let line: Int
  /// Whose fault it is.
  public let blame: Side
  /// What happened, in one sentence without a full stop.
  public let detail: String

  /// A breach by its parts.
  public init(_ rule: LintRule, line: Int, blame: Side, _ detail: String) {
    self.rule = rule
    self.line = line
    self.blame = blame
    self.detail = detail
  }
}

/// What a transcript shows.
public struct LintReport: Sendable, Hashable {
  /// The breaches, by line.
  public internal(set) var findings: [LintFinding] = []
  /// How often each rule was broken, the breaches beyond the limit included.
  public internal(set) var counts: [LintRule: Int] = [:]
  /// How many messages of each kind could be read.
  public internal(set) var messages: [MessageKind: Int] = [:]
  /// Breaches by the target while the harness had the wire disturbed: no fault of anybody.
  public internal(set) var excused = 0
  /// Breaches that are only counted: there were more than the limit.
  public internal(set) var omitted = 0

  /// A report on nothing yet.
  public init() {}

  /// Whether every rule was kept.
  public var isClean: Bool { counts.isEmpty }

  /// How many breaches of a gravity there are.
  public func count(_ severity: LintRule.Severity) -> Int {
    counts.reduce(0) { $1.key.severity == severity ? $0 + $1.value : $0 }
  }
}
