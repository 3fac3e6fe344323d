/// A share of a whole in millionths, exactly: `0.174`, `99.5 %`.
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
  public var description: String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 10_000)
    guard rest > 0 else { return "\(whole) %" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 4 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits) %"
  }
}

/// The exact product of shares, whose decimals soon outgrow any machine number.
struct ShareProduct {
  /// Base 2^32, smallest first; counts units of 10^-6 to the power of ``factors``.
  private var limbs: [UInt32] = [1]
  private var factors = 0

  init(_ shares: some Sequence<Share> = []) {
    for share in shares { multiply(by: UInt64(share.millionths)) }
  }

  /// Whether the product is at least as large as a share.
  func isAtLeast(_ share: Share) -> Bool {
    var bound = ShareProduct([share])
    for _ in 1..<max(1, factors) { bound.multiply(by: 1_000_000) }
    var own = self
    if factors == 0 { own.multiply(by: 1_000_000) }
    return !own.limbs.lexicographicallyLess(than: bound.limbs)
  }

  private mutating func multiply(by factor: UInt64) {
    factors += 1
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
    while limbs.count > 1, limbs.last == 0 { limbs.removeLast() }
  }
}

extension [UInt32] {
  /// Compares numbers whose last limb is the largest and not zero.
  fileprivate func lexicographicallyLess(than other: [UInt32]) -> Bool {
    if count != other.count { return count < other.count }
    for index in indices.reversed() where self[index] != other[index] {
      return self[index] < other[index]
    }
    return false
  }
}
