import Glibc

/// How many of a number of independent trials have an outcome of a given chance.
public struct Binomial: Sendable {
  /// How many trials; a real number where trials count for less than one each.
  public let trials: Double
  /// The chance of the outcome in one trial.
  public let chance: Double
  /// The chance of the other outcome.
  public let rest: Double

  /// Counts of an outcome of the chance `chance`, above 0 and below 1.
  public init(trials: Int, chance: Proportion) {
    self.init(trials: Double(trials), chance: chance.value, rest: chance.rest)
  }

  /// Counts of an outcome by its chance and that of the other, which sum to one.
  public init(trials: Double, chance: Double, rest: Double) {
    precondition(chance > 0 && rest > 0 && trials >= 0, "a chance lies between 0 and 1")
    self.trials = trials
    self.chance = chance
    self.rest = rest
  }

  /// The logarithm of the chance of exactly `count`.
  public func logWeight(of count: Int) -> Double {
    let x = Double(count)
    guard x >= 0, x <= trials else { return -.infinity }
    if x == 0 { return trials * logRest }
    if x == trials { return trials * (chance < 0.5 ? log(chance) : log1p(-rest)) }
    return SaddlePoint.logWeight(x, of: trials, chance, rest: rest)
  }

  /// The logarithm of the chance of `count` or fewer.
  public func logAtMost(_ count: Double) -> Double {
    if count < 0 { return -.infinity }
    if count >= trials { return 0 }
    if count == 0 { return trials * logRest }
    return IncompleteBeta.tails(trials - count, count + 1, x: rest, y: chance).logLower
  }

  /// The logarithm of the chance of `count` or more.
  public func logAtLeast(_ count: Double) -> Double {
    if count <= 0 { return 0 }
    if count > trials { return -.infinity }
    return IncompleteBeta.tails(count, trials - count + 1, x: chance, y: rest).logLower
  }

  /// The chance of `count` or fewer.
  public func atMost(_ count: Int) -> Double { exp(logAtMost(Double(count))) }

  /// The chance of `count` or more.
  public func atLeast(_ count: Int) -> Double { exp(logAtLeast(Double(count))) }

  private var logRest: Double { chance < 0.5 ? log1p(-chance) : log(rest) }
}
