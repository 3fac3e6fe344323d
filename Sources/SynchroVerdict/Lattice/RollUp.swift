/// How several verdicts become one: the worst stands for all.
public enum RollUp {
  /// The one order, worst first. What was seen broken outweighs what could not be seen.
  public static let worstFirst: [Verdict.Kind] = [
    .failed, .harnessFault, .setupFault, .inconclusive, .untestable, .review, .warned, .passed,
    .notApplicable,
  ]

  /// The worst verdict, the first of several equally bad ones; nil when there is none, because
  /// nothing seen is no pass.
  public static func worst(of verdicts: some Sequence<Verdict>) -> Verdict? {
    var worst: (rank: Int, verdict: Verdict)?
    for verdict in verdicts {
      let rank = rank(of: verdict.kind)
      if let known = worst, known.rank <= rank { continue }
      worst = (rank, verdict)
    }
    return worst?.verdict
  }

  /// The place in ``worstFirst``; 0 is the worst.
  public static func rank(of kind: Verdict.Kind) -> Int {
    guard let rank = worstFirst.firstIndex(of: kind) else {
      preconditionFailure("every kind of verdict has a place in the order")
    }
    return rank
  }
}
