import Glibc

/// When ticks are due, as offsets from the schedule's start. Offsets never go back.
///
/// A schedule is pulled one tick at a time from the pacer's thread, so an endless one costs nothing
/// and a slow one is late.
public protocol TickSchedule: Sendable {
  /// The offset of the next tick, or nil when there are no more.
  mutating func next() -> Duration?
}

/// Ticks at a fixed rate, each computed from its number, so that rounding never adds up.
public struct FixedRate: TickSchedule {
  private let numerator: UInt128
  private let denominator: UInt128
  private let count: UInt64
  private var index: UInt64 = 0

  /// So many ticks a second, the first at offset zero; endless without a count. Nil for a rate of
  /// zero.
  public init?(perSecond rate: UInt32, count: UInt64? = nil) {
    guard rate > 0 else { return nil }
    self.init(numerator: 1_000_000_000, denominator: UInt128(rate), count: count)
  }

  /// A tick each `period`, the first at offset zero; endless without a count. Nil for a period
  /// below a nanosecond.
  public init?(every period: Duration, count: UInt64? = nil) {
    guard period.wholeNanoseconds > 0 else { return nil }
    self.init(numerator: UInt128(period.wholeNanoseconds), denominator: 1, count: count)
  }

  private init(numerator: UInt128, denominator: UInt128, count: UInt64?) {
    self.numerator = numerator
    self.denominator = denominator
    self.count = count ?? .max
  }

  /// The offset of the next tick; nil when the count is used up or 292 years have passed.
  public mutating func next() -> Duration? {
    guard index < count else { return nil }
    guard let offset = Int64(exactly: UInt128(index) * numerator / denominator) else { return nil }
    index += 1
    return .nanoseconds(offset)
  }
}

/// Arrivals that know nothing of each other: exponential gaps, the same for the same seed.
public struct PoissonArrivals: TickSchedule {
  private let meanGap: Double
  private var random: SplitMix64
  private var remaining: UInt64
  private var elapsed: Double = 0

  /// So many arrivals a second in the mean; endless without a count. Nil unless the rate is finite
  /// and above zero.
  public init?(perSecond rate: Double, seed: UInt64, count: UInt64? = nil) {
    guard rate.isFinite, rate > 0 else { return nil }
    meanGap = 1e9 / rate
    random = SplitMix64(seed: seed)
    remaining = count ?? .max
  }

  /// The offset of the next arrival; nil when the count is used up or 104 days have passed, after
  /// which a double no longer tells nanoseconds apart.
  public mutating func next() -> Duration? {
    guard remaining > 0 else { return nil }
    // (0, 1]: the logarithm of zero would be an endless gap.
    let uniform = (Double(random.next() >> 11) + 1) * 0x1p-53
    elapsed -= log(uniform) * meanGap
    guard elapsed < 0x1p53 else { return nil }
    remaining -= 1
    return .nanoseconds(Int64(elapsed))
  }
}

/// Ticks at offsets that somebody else lists; they are pulled as they come due.
public struct ListedOffsets<Offsets: IteratorProtocol & Sendable>: TickSchedule
where Offsets.Element == Duration {
  private var offsets: Offsets

  /// Ticks at the offsets of a sequence.
  public init<S: Sequence>(_ sequence: S) where S.Iterator == Offsets {
    offsets = sequence.makeIterator()
  }

  /// The offset of the next tick.
  public mutating func next() -> Duration? {
    offsets.next()
  }
}
