extension Duration {
  /// Whole nanoseconds, cut towards zero and held at the ends of `Int64` (292 years).
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let scaled = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !scaled.overflow else { return seconds < 0 ? .min : .max }
    return scaled.partialValue.addingSaturating(attoseconds / 1_000_000_000)
  }
}

extension FixedWidthInteger {
  /// The sum, or the end of the type's range that the sum would have passed.
  @inlinable
  package func addingSaturating(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }
}
