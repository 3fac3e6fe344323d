/// A share of a whole in millionths, exactly: `0.174`, `99.5 %`. Nothing and everything are shares too;
/// what a verdict claims of a share is a `Proportion`, which leaves both out.
public struct Share: Sendable, Hashable, Comparable {
  /// How many millionths.
  public let millionths: Int
  /// All of it.
  public static let whole = Share(unchecked: 1_000_000)
  /// Nothing of it.
  public static let none = Share(unchecked: 0)

  /// A share of 0 to 1,000,000 millionths.
  public init?(millionths: Int) {
    guard (0...1_000_000).contains(millionths) else { return nil }
    self.millionths = millionths
  }

  /// A share of 0 to 10,000 hundredths of a percent: 9950 is 99.5 %.
  public init?(basisPoints: Int) {
    guard (0...10_000).contains(basisPoints) else { return nil }
    self.init(millionths: basisPoints * 100)
  }

  private init(unchecked millionths: Int) { self.millionths = millionths }

  /// Reads `99.5 %`, with at most four decimals, or `0.174`, with at most six.
  public init?(_ text: some StringProtocol) {
    var digits = text[...]
    var places = 6
    if digits.last == "%" {
      digits = digits.dropLast()
      if digits.last == " " { digits = digits.dropLast() }
      places = 4
    }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...3).contains(whole.utf8.count) else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= places,
      (whole.utf8.map { $0 } + fraction.utf8).allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let padding = String(repeating: "0", count: places - fraction.utf8.count)
    guard let number = Int(String(whole) + String(fraction) + padding) else { return nil }
    self.init(millionths: number)
  }

  /// The share as a number from 0 to 1.
  public var fraction: Double { Double(millionths) / 1_000_000 }

  /// Shares are ordered by size.
  public static func < (left: Share, right: Share) -> Bool { left.millionths < right.millionths }
}

extension Share: CustomStringConvertible {
  /// As a percentage: `99.5 %`.
  public var description: String { percentNumber + " %" }

  /// The number of percent without the sign, as the document prints it: `99.5`.
  public var percentNumber: String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 10_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 4 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
