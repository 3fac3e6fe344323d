/// When in a day something happens: for each hour, how many of its minutes.
public struct OpenHours: Sendable, Hashable {
  /// The open minutes of each hour, 0 to 60; always 24 of them.
  public let minutesByHour: [Int]
  /// The windows it was made of, in the order given.
  public let windows: [ClockWindow]

  /// The whole day.
  public static let always = OpenHours([ClockWindow(start: 0, end: 0)])

  /// The minutes in any of the windows; one that lies in two counts once.
  public init(_ windows: [ClockWindow]) {
    var isOpen = [Bool](repeating: false, count: 1440)
    for window in windows {
      for minute in 0..<window.minutes { isOpen[(window.start + minute) % 1440] = true }
    }
    minutesByHour = (0..<24).map { hour in
      isOpen[(hour * 60)..<(hour * 60 + 60)].count { $0 }
    }
    self.windows = windows
    self.isOpen = isOpen
  }

  private let isOpen: [Bool]

  /// All open minutes.
  public var minutes: Int { minutesByHour.reduce(0, +) }

  /// Whether all of it lies in another.
  public func isInside(_ other: OpenHours) -> Bool {
    zip(isOpen, other.isOpen).allSatisfy { !$0 || $1 }
  }

  /// Reads `08:00-20:00` or `22:00-06:00`; 24:00 is midnight.
  public static func window(parsing text: String) -> ClockWindow? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = minute(parts[0]), let end = minute(parts[1]), start < 1440
    else { return nil }
    return ClockWindow(start: start, end: end % 1440)
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || $0 &- UInt8(ascii: "0") < 10 }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour < 24 || hour == 24 && minute == 0
    else { return nil }
    return hour * 60 + minute
  }
}

extension OpenHours: CustomStringConvertible {
  /// `08:00-20:00`, `05:00-09:00 15:00-19:00`, `all day`.
  public var description: String {
    minutes == 1440 ? "all day" : windows.map(\.description).joined(separator: " ")
  }
}
