/// A stretch of time as the tables name it: `15 min`, `day`, `year`.
public struct CalendarPeriod: Sendable, Hashable, CustomStringConvertible {
  /// What is counted.
  public enum Unit: String, Sendable, CaseIterable {
    case second = "sec"
    case minute = "min"
    case hour
    case day
    case week
    case month
    case year

    /// How many seconds one has; nil for those whose length the calendar decides.
    public var seconds: Int? {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .week: 604_800
      case .month, .year: nil
      }
    }
  }

  /// How many of them.
  public let count: Int
  /// Of what.
  public let unit: Unit

  /// A stretch of so many units.
  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Its length; nil for months and years, which the document gives no length.
  public var seconds: Int? { unit.seconds.map { $0 * count } }

  /// `day`, `15 min`.
  public var description: String {
    count == 1 ? unit.rawValue : "\(count) \(unit.rawValue)" + (unit.isWord ? "s" : "")
  }
}

extension CalendarPeriod.Unit {
  fileprivate var isWord: Bool { self != .second && self != .minute }
}
