/// How far a duration may be from the one that was expected and still count as kept.
public struct Tolerance: Sendable, Hashable {
  /// How much shorter it may be.
  public let early: Duration
  /// How much longer it may be.
  public let late: Duration

  /// Not a nanosecond either way.
  public static let none = Tolerance(early: .zero, late: .zero)

  /// The same either way.
  public init(_ eitherWay: Duration) {
    self.init(early: eitherWay, late: eitherWay)
  }

  /// A tolerance for each direction.
  public init(early: Duration, late: Duration) {
    precondition(early >= .zero && late >= .zero, "a tolerance is never negative")
    self.early = early
    self.late = late
  }

  /// A share of the expected duration, in parts per million: 10,000 is one percent.
  public static func partsPerMillion(_ parts: UInt32, of expected: Duration) -> Tolerance {
    let size = expected < .zero ? .zero - expected : expected
    // Divided first, so that the longest duration does not overflow; a millionth of an attosecond
    // is nobody's verdict.
    return Tolerance(size / 1_000_000 * Int(parts))
  }

  /// What is accepted when `expected` was promised; both edges belong to it.
  public func range(around expected: Duration) -> ClosedRange<Duration> {
    (expected - early)...(expected + late)
  }

  /// Whether `actual` is near enough to `expected`.
  public func accepts(_ actual: Duration, expected: Duration) -> Bool {
    range(around: expected).contains(actual)
  }
}
