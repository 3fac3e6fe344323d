import Glibc
public import SynchroTiming

/// When one device intends to send its payloads: so many a day, within a window of the day.
///
/// The schedule is open: it is fixed beforehand by a seed, and no answer or delay moves it. Every
/// instance of a flow has its own stream, so instants are the same whoever asks for them, one by
/// one or for a whole fleet.
public struct DailySchedule: Sendable, Equatable {
  /// How instants follow each other.
  public enum Pace: Sendable, Equatable {
    /// At random, with the rate constant over the window.
    case poisson
    /// In equal steps of window time, each device beginning at its own random moment.
    case spread
    /// In equal steps of window time, all devices together.
    case aligned
  }

  /// How instants follow each other.
  public let pace: Pace
  /// How many there are in a day, on average; not negative, and at most one a millisecond.
  public let perDay: Double
  /// When they may fall.
  public let window: TimeWindow

  /// More than this a day is no schedule of a device.
  public static let highestRate = 86_400_000.0
  static let day: Int64 = 86_400_000_000_000

  private let start: Int64
  private let length: Int64
  /// Window time between two instants, on average.
  private let step: Double

  /// A schedule; nil when the rate is negative, no number, or beyond ``highestRate``.
  public init?(pace: Pace, perDay: Double, window: TimeWindow = .wholeDay) {
    guard perDay >= 0, perDay <= Self.highestRate else { return nil }
    self.pace = pace
    self.perDay = perDay
    self.window = window
    start = window.start.sinceMidnight.wholeNanoseconds
    length = window.length.wholeNanoseconds
    step = perDay > 0 ? Double(length) / perDay : .infinity
  }

  /// The instants of one instance, in nanoseconds after the first midnight.
  public func instants(_ random: CounterRandom) -> Instants {
    Instants(schedule: self, random: random)
  }

  /// The instants one after another; they end after seventy years of window time.
  public struct Instants: Sequence, IteratorProtocol, Sendable {
    let schedule: DailySchedule
    let random: CounterRandom
    private var last: Int64?
    private var index: UInt64 = 0

    init(schedule: DailySchedule, random: CounterRandom) {
      self.schedule = schedule
      self.random = random
    }

    /// The next one.
    public mutating func next() -> Int64? {
      let instant = schedule.instant(index, after: last, random)
      last = instant
      index += 1
      return instant
    }
  }

  /// The instant with an index; `last` is the one before it. Nil when it lies beyond all time.
  @inline(__always)
  func instant(_ index: UInt64, after last: Int64?, _ random: CounterRandom) -> Int64? {
    let position: Double
    switch pace {
    case .poisson:
      let before = last.map(windowTime) ?? 0
      position = Double(before) - log(random.unit(index)) * step
    case .spread: position = (random.unit(0) + Double(index)) * step
    case .aligned: position = Double(index) * step
    }
    // Seventy years of window time are enough, and what follows cannot overflow.
    guard position < Double(Int64.max / 4) else { return nil }
    return clockTime(Int64(position))
  }

  /// Time that counts only while the window is open, as time on the clock. It never runs backwards:
  /// of a window that crosses midnight, the part after midnight comes first each day.
  @inline(__always)
  func clockTime(_ time: Int64) -> Int64 {
    if length == Self.day { return time }
    let (day, inside) = time.quotientAndRemainder(dividingBy: length)
    let midnight = day.multipliedReportingOverflow(by: Self.day)
    guard !midnight.overflow else { return .max }
    return midnight.partialValue &+ inside &+ (inside < early ? 0 : start &- early)
  }

  /// The reverse of ``clockTime(_:)``.
  @inline(__always)
  func windowTime(_ time: Int64) -> Int64 {
    if length == Self.day { return time }
    let (day, inside) = time.quotientAndRemainder(dividingBy: Self.day)
    return day * length + (inside < early ? inside : inside - start + early)
  }

  /// How much of the window lies between midnight and its end on the next day.
  private var early: Int64 { max(0, start + length - Self.day) }
}
