/// What the trials of a row decide.
public enum RowDecision: String, Sendable, CaseIterable {
  /// The claim is shown.
  case pass = "PASS"
  /// The claim is refuted.
  case fail = "FAIL"
  /// Neither is shown.
  case inconclusive = "INCONCLUSIVE"
}
