/// The chances of a false verdict that a plan accepts.
public struct VerdictRisks: Sendable, Hashable {
  /// The chance to PASS a device that does not meet the claim, at the most.
  public let falsePass: Double
  /// The chance to FAIL a device that meets it, at the most.
  public let falseFail: Double

  /// The risks of one row among `rows` that are judged together.
  ///
  /// "Meets all rows" needs no correction, for every row must PASS by itself. "Fails somewhere"
  /// does: the risk of a false FAIL is shared among the rows.
  public init(
    pass: Proportion = .fivePercent, fail: Proportion = .fivePercent, rows: Int = 1
  ) {
    precondition(rows > 0, "there is at least the row itself")
    falsePass = pass.value
    falseFail = fail.value / Double(rows)
  }
}
