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
