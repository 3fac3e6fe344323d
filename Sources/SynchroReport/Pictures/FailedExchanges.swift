internal import SynchroVerdict

extension RunReport {
  /// The numbers of the exchanges in which a failed check found what is wrong: those that its
  /// differences name, else the last that it looked at.
  var exchangesOfFailures: Set<Int> {
    var numbers: Set<Int> = []
    for check in tests.lazy.flatMap(\.checks) {
      for decision in check.decisions where decision.verdict.kind == .failed {
        let named = decision.mismatches.compactMap(\.exchange)
        numbers.formUnion(named.isEmpty ? Array(check.exchanges.suffix(1)) : named)
      }
    }
    return numbers
  }
}
