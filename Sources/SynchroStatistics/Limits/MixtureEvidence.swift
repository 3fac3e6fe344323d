import Glibc

/// Evidence that may be looked at after every trial: two mixture e-values.
///
/// Each is the likelihood averaged over the success rates of one side, held against the likelihood
/// at the claim. At the limit its mean is 1 at any time, so by Ville's inequality it ever reaches
/// 1/risk with at most that risk: when to stop may depend on what was seen. The average is a sum
/// over midpoints, which is an exact e-value by itself and no approximation of one.
public struct MixtureEvidence: Sendable {
  /// How many success rates each side is averaged over.
  public static let points = 512

  private let better: Side
  private let worse: Side

  /// Evidence about the claim "more than this share succeeds".
  public init(for claim: Proportion) {
    let limit = claim.rest
    better = Side(from: 0, to: limit, limit: limit, claim: claim)
    worse = Side(from: limit, to: min(10 * limit, 1), limit: limit, claim: claim)
  }

  /// The logarithm of the evidence for PASS: rates from the claim up to 1 against the claim.
  public func logForPass(successes: Double, failures: Double) -> Double {
    better.logMean(successes, failures)
  }

  /// The logarithm of the evidence for FAIL: up to ten times the allowed failures against the
  /// claim.
  public func logForFail(successes: Double, failures: Double) -> Double {
    worse.logMean(successes, failures)
  }

  /// The rates of one side, by what one trial adds to the logarithm of the likelihood ratio.
  private struct Side {
    let low: Double
    let width: Double
    let success: [Double]
    let failure: [Double]

    init(from low: Double, to high: Double, limit: Double, claim: Proportion) {
      self.low = low
      width = (high - low) / Double(MixtureEvidence.points)
      let width = self.width
      let rates = (0..<MixtureEvidence.points).map { low + width * (Double($0) + 0.5) }
      success = rates.map { log1p((limit - $0) / claim.value) }
      failure = rates.map { log($0 / limit) }
    }

    func logMean(_ successes: Double, _ failures: Double) -> Double {
      let top = peak(successes, failures)
      let largest = successes * success[top] + failures * failure[top]
      var sum = 0.0
      // Hundreds of means make one plan, so the loop spares the bounds checks.
      success.withUnsafeBufferPointer { success in
        failure.withUnsafeBufferPointer { failure in
          for point in 0..<MixtureEvidence.points {
            sum += exp(successes * success[point] + failures * failure[point] - largest)
          }
        }
      }
      return largest + log(sum / Double(MixtureEvidence.points))
    }

    /// The point next to the likeliest rate, so that no term of the sum can overflow.
    private func peak(_ successes: Double, _ failures: Double) -> Int {
      let trials = successes + failures
      let rate = trials > 0 ? failures / trials : low
      let place = (rate - low) / width
      return Int(min(max(place, 0), Double(MixtureEvidence.points - 1)))
    }
  }
}
