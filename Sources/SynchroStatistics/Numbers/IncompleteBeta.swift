import Glibc

/// The regularised incomplete beta function: the tails of a beta distribution, and so of binomial
/// counts.
///
/// Both tails come as logarithms and the smaller one is computed itself, so 1e-300 is as true as
/// 0.3. The arguments `x` and `y` sum to one and are given apart, so that nothing cancels near
/// either end.
enum IncompleteBeta {
  /// The logarithms of the shares below and above a point.
  struct Tails {
    let logLower: Double
    let logUpper: Double
  }

  /// The tails of the beta distribution with `a`, `b` above zero at `x`.
  static func tails(_ a: Double, _ b: Double, x: Double, y: Double) -> Tails {
    if x <= 0 { return Tails(logLower: -.infinity, logUpper: 0) }
    if y <= 0 { return Tails(logLower: 0, logUpper: -.infinity) }
    // The fraction converges fast on the side of the mean that it is computed for. The distance to
    // the mean is taken from the smaller of the two, which is the more exact.
    let distance = x < y ? a - (a + b) * x : (a + b) * y - b
    let front = logFront(a, b, x, y)
    if distance >= 0 {
      let lower = min(0, front + log(fraction(a, b, x, y, distance)))
      return Tails(logLower: lower, logUpper: logComplement(lower))
    }
    let upper = min(0, front + log(fraction(b, a, y, x, -distance)))
    return Tails(logLower: logComplement(upper), logUpper: upper)
  }

  /// The point with a given share above it, from 0 to 1; of the beta distribution with `a`, `b`.
  static func point(_ a: Double, _ b: Double, logUpper target: Double) -> Double {
    solve(a, b, target) { ($0.logUpper, -1) }
  }

  /// The point with a given share below it.
  static func point(_ a: Double, _ b: Double, logLower target: Double) -> Double {
    solve(a, b, target) { ($0.logLower, 1) }
  }

  /// Newton's steps on the logarithm of a tail, which is concave; kept between two points that hold
  /// the solution.
  private static func solve(
    _ a: Double, _ b: Double, _ target: Double, _ tail: (Tails) -> (log: Double, sign: Double)
  ) -> Double {
    var low = 0.0
    var high = 1.0
    var x = a / (a + b)
    for _ in 0..<400 {
      let y = 1 - x
      let (value, sign) = tail(tails(a, b, x: x, y: y))
      let miss = value - target
      if miss == 0 { return x }
      if miss * sign > 0 { high = x } else { low = x }
      let slope = exp(logFront(a, b, x, y) - log(x) - log(y) - value)
      var next = x - sign * miss / slope
      if !(next > low && next < high) {
        next = low > 0 ? (low * high).squareRoot() : high * 0.25
        if low > 0.5 { next = low + (high - low) / 2 }
      }
      if abs(next - x) <= 2 * x.ulp { return next }
      x = next
    }
    return x
  }

  /// `log(x^a y^b Γ(a+b) / (Γ(a) Γ(b)))`.
  private static func logFront(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let n = a + b
    return SaddlePoint.logWeight(a, of: n, x, rest: y) + log(a * (b / n))
  }

  /// `log(1 - e^v)`.
  private static func logComplement(_ v: Double) -> Double {
    v > -0.693 ? log(-expm1(v)) : log1p(-exp(v))
  }

  /// The continued fraction of Didonato and Morris (1992), in which nothing cancels when one of the
  /// arguments is much larger than the other; `distance` is `a - (a + b) x` and not below zero.
  private static func fraction(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ distance: Double
  ) -> Double {
    let start = 1 + distance
    let ratio = b / a
    let first = 1 + 1 / a
    var p = 1.0
    var s = a + 1
    var (above, nextAbove) = (0.0, 1.0)
    var (below, nextBelow) = (1.0, start / first)
    var result = first / start
    // It takes about the square root of the number of trials; the bound is for arguments that no
    // plan has.
    for step in 1...10_000_000 {
      let n = Double(step)
      let t = n / a
      let w = n * (b - n) * x
      let scale = a / s
      let alpha = p * (p + ratio) * scale * scale * (w * x)
      let beta = n + w / s + (t + 1) / (first + t + t) * (start + n * (y + 1))
      p = t + 1
      s += 2
      (above, nextAbove) = (nextAbove, alpha * above + beta * nextAbove)
      (below, nextBelow) = (nextBelow, alpha * below + beta * nextBelow)
      let last = result
      result = nextAbove / nextBelow
      if abs(result - last) <= Double.ulpOfOne * result { break }
      // Only the ratio matters, and the parts grow without bound.
      above /= nextBelow
      below /= nextBelow
      nextAbove = result
      nextBelow = 1
    }
    return result
  }
}
