import Glibc

/// Exact one-sided bounds of a success rate (Clopper and Pearson, 1934): whatever the true rate is,
/// a bound is wrong with at most the given risk.
public enum ClopperPearson {
  /// The greatest failure rate that the counts do not rule out; one less this is the lower bound of
  /// the success rate.
  public static func highestFailureRate(
    failures: Double, of trials: Double, risk: Double
  ) -> Double {
    if failures >= trials { return 1 }
    if failures == 0 { return -expm1(log(risk) / trials) }
    // P(count <= failures) falls as the rate grows: the share of the beta distribution above it.
    return IncompleteBeta.point(failures + 1, trials - failures, logUpper: log(risk))
  }

  /// The smallest failure rate that the counts do not rule out; one less this is the upper bound of
  /// the success rate.
  public static func lowestFailureRate(
    failures: Double, of trials: Double, risk: Double
  ) -> Double {
    if failures <= 0 { return 0 }
    if failures >= trials { return exp(log(risk) / trials) }
    return IncompleteBeta.point(failures, trials - failures + 1, logLower: log(risk))
  }

  /// Whether the lower bound of the success rate lies above `claim`: a device that just misses the
  /// claim shows so few failures with less than the risk.
  ///
  /// Asked of the tail itself: a bound that was rounded to the claim would leave the answer to the
  /// last bit.
  public static func showsMore(
    than claim: Proportion, failures: Double, of trials: Double, risk: Double
  ) -> Bool {
    let counts = Binomial(trials: trials, chance: claim.rest, rest: claim.value)
    return counts.logAtMost(failures) < log(risk)
  }

  /// Whether the upper bound of the success rate lies below `claim`.
  public static func showsLess(
    than claim: Proportion, failures: Double, of trials: Double, risk: Double
  ) -> Bool {
    let counts = Binomial(trials: trials, chance: claim.rest, rest: claim.value)
    return counts.logAtLeast(failures) < log(risk)
  }
}
