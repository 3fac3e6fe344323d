import SynchroJSON
import SynchroTiming

/// A value that says when: absolutely, as a span from the present, or never. CDS-WG1-02, section 2.
enum DetailsMoment: Equatable {
  case absolute(Timestamp)
  case relative(CalendarSpan)
  case infinite

  /// A relative or absolute date. A relative one has neither hours, minutes nor seconds.
  init?(date text: String) {
    if text == "infinite" {
      self = .infinite
    } else if StringFormat.date.check(text) == nil,
      let midnight = try? Timestamp(rfc3339: text + "T00:00:00Z")
    {
      self = .absolute(midnight)
    } else if let span = CalendarSpan(text), !text.utf8.contains(where: { $0 | 0x20 == 0x74 }) {
      self = .relative(span)
    } else {
      return nil
    }
  }

  /// A relative or absolute datetime.
  init?(datetime text: String) {
    if text == "infinite" {
      self = .infinite
    } else if let moment = try? Timestamp(rfc3339: text) {
      self = .absolute(moment)
    } else if let span = CalendarSpan(text) {
      self = .relative(span)
    } else {
      return nil
    }
  }

  /// Where it is on the time line, when spans lead to the past or to the future.
  func moment(from now: Timestamp, isPast: Bool) -> Timestamp {
    switch self {
    case .absolute(let moment): moment
    case .relative(let span): span.added(to: now, isPast: isPast)
    case .infinite: Timestamp.unixEpoch.advanced(by: isPast ? .zero - Self.ever : Self.ever)
    }
  }

  /// The time line ends before that, on both sides.
  static let ever = Duration.seconds(1_000_000_000_000_000)

  /// Whether it is within both limits. A span does not say whether it leads to the past or to the
  /// future, so it is enough when one of both ways fits; the default of the field, which is within
  /// its limits, may leave only one.
  func isWithin(
    _ minimum: DetailsMoment?, _ maximum: DetailsMoment?, default standard: DetailsMoment?,
    at now: Timestamp
  ) -> Bool {
    func fits(_ value: DetailsMoment, isPast: Bool) -> Bool {
      let place = value.moment(from: now, isPast: isPast)
      let bounds = [minimum, maximum].map { $0?.moment(from: now, isPast: isPast) }
      switch (bounds[0], bounds[1]) {
      case (let near?, let far?): return min(near, far) <= place && place <= max(near, far)
      case (let near?, nil): return isPast ? place <= near : place >= near
      case (nil, let far?): return isPast ? place >= far : place <= far
      case (nil, nil): return true
      }
    }
    let ways = [false, true]
    let open = standard.map { standard in ways.filter { fits(standard, isPast: $0) } } ?? ways
    return (open.isEmpty ? ways : open).contains { fits(self, isPast: $0) }
  }
}

/// A span of time in units of the calendar, as RFC 3339, appendix A, writes it.
struct CalendarSpan: Equatable {
  var months: Int64 = 0
  var days: Int64 = 0
  var seconds: Int64 = 0

  /// More of any unit is more than the calendar has.
  private static let most: Int64 = 1_000_000_000

  init?(_ text: String) {
    guard StringFormat.duration.check(text) == nil else { return nil }
    var isTime = false
    var number: Int64 = 0
    for byte in text.utf8 {
      switch byte | 0x20 {
      case 0x30...0x39: number = min(Self.most, number * 10 + Int64(byte - 0x30))
      case UInt8(ascii: "t"): isTime = true
      case UInt8(ascii: "y"): months += number * 12
      case UInt8(ascii: "m"):
        if isTime { seconds += number * 60 } else { months += number }
      case UInt8(ascii: "w"): days += number * 7
      case UInt8(ascii: "d"): days += number
      case UInt8(ascii: "h"): seconds += number * 3_600
      case UInt8(ascii: "s"): seconds += number
      default: break
      }
      if !(0x30...0x39).contains(byte) { number = 0 }
    }
  }

  /// The moment so far behind or before another; on the last day of a month where the other month
  /// is too short.
  func added(to start: Timestamp, isPast: Bool) -> Timestamp {
    let sign: Int64 = isPast ? -1 : 1
    let civil = CivilTime(start)
    let month = Int64(civil.year) * 12 + Int64(civil.month - 1) + sign * months
    guard (0..<120_000).contains(month) else {
      return start.advanced(by: isPast ? .zero - DetailsMoment.ever : DetailsMoment.ever)
    }
    var place = start
    if months != 0 {
      let timeOfDay = start.seconds - Self.midnight(civil.year, civil.month, civil.day)
      place =
        Timestamp(
          seconds: Self.midnight(Int(month / 12), Int(month % 12) + 1, civil.day) + timeOfDay,
          nanoseconds: start.nanoseconds) ?? start
    }
    return place.advanced(by: .seconds(sign * (days * 86_400 + seconds)))
  }

  /// Seconds since 1970 at the start of a day, or of the last one of the month.
  private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    for day in stride(from: day, through: 1, by: -1) {
      let text = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T00:00:00Z"
      if let moment = try? Timestamp(rfc3339: text) { return moment.seconds }
    }
    return 0
  }
}
