import Glibc

/// The two corrections of Loader's saddle-point form of the binomial weight (2000). Differences of
/// large logarithms of the gamma function would lose six digits at a million trials; these lose
/// none.
enum SaddlePoint {
  private static let halfLogTau = 0.918_938_533_204_672_741_78

  /// `log Γ(n + 1)` less Stirling's formula for it.
  static func stirlingError(_ n: Double) -> Double {
    if n < 16 { return lgamma(n + 1) - (n + 0.5) * log(n) + n - halfLogTau }
    let square = n * n
    var sum = 1.0 / 1188
    sum = 1.0 / 1680 - sum / square
    sum = 1.0 / 1260 - sum / square
    sum = 1.0 / 360 - sum / square
    sum = 1.0 / 12 - sum / square
    return sum / n
  }

  /// `x log(x / mean) + mean - x`, without cancellation where both are close.
  static func deviance(_ x: Double, _ mean: Double) -> Double {
    let difference = x - mean
    guard abs(difference) < 0.1 * (x + mean) else {
      return x * log(x / mean) + mean - x
    }
    let ratio = difference / (x + mean)
    var term = 2 * x * ratio
    var sum = difference * ratio
    var order = 1.0
    while true {
      term *= ratio * ratio
      order += 2
      let next = sum + term / order
      if next == sum { return sum }
      sum = next
    }
  }

  /// The logarithm of the binomial weight of `x` among `n` with real arguments above zero on both
  /// sides; `p` and `rest` sum to one.
  static func logWeight(_ x: Double, of n: Double, _ p: Double, rest: Double) -> Double {
    let y = n - x
    let corrections = stirlingError(n) - stirlingError(x) - stirlingError(y)
    let distance = deviance(x, n * p) + deviance(y, n * rest)
    return corrections - distance + 0.5 * log(n / (x * y)) - halfLogTau
  }
}
