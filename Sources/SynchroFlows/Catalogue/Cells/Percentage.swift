/// A share of a hundred with at most two decimals, kept exactly.
public struct Percentage: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Hundredths of a percent: 99.5 % is 9950.
  public let basisPoints: Int

  /// A share in hundredths of a percent.
  public init(basisPoints: Int) { self.basisPoints = basisPoints }

  /// The number as the document prints it, without the sign: `99.5`.
  public var description: String {
    let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The smaller share first.
  public static func < (left: Percentage, right: Percentage) -> Bool {
    left.basisPoints < right.basisPoints
  }
}
