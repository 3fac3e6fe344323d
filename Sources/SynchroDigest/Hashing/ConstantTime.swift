import COpenSSL

/// Comparison that takes equally long wherever two values differ.
public enum ConstantTime {
  /// Whether two byte strings are equal. Different lengths answer at once: they are no secret.
  public static func equal(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    let (left, right) = (Array(left), Array(right))
    guard left.count == right.count else { return false }
    return CRYPTO_memcmp(left, right, left.count) == 0
  }
}
