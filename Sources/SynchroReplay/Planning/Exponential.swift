import Glibc

/// The exponential distribution with mean one.
enum Exponential {
  /// Below which a share of all values lies; the share is less than one.
  static func quantile(_ share: Double) -> Double {
    // Whole microseconds follow from it: a last bit that differs between machines is cut off.
    min(-log1p(-share), 64)
  }
}
