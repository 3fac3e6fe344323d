/// One thing that was looked at before the run: reachability, trust, clocks, credentials.
public struct DoctorFinding: Sendable, Equatable {
  /// What it means for the run.
  public enum Severity: String, Sendable, CaseIterable {
    /// As it should be.
    case ok
    /// The run makes sense, and parts of it may not be decided.
    case warning
    /// The run makes no sense before this is put right.
    case fault
  }

  /// What it means for the run.
  public var severity: Severity
  /// What was found, in one sentence.
  public var sentence: String
  /// What to do about it.
  public var nextStep: String?
  /// The field of the target file to look at.
  public var field: String?
  /// Whether this program or its machine is to blame, so that nothing was learnt about the target.
  public var isOurs = false

  /// A finding.
  public init(
    _ severity: Severity, _ sentence: String, nextStep: String? = nil, field: String? = nil
  ) {
    self.severity = severity
    self.sentence = sentence
    self.nextStep = nextStep
    self.field = field
  }
}
