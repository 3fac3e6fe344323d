/// A time on a clock's face, from 00:00 up to, not including, 24:00.
public struct TimeOfDay: Sendable, Hashable, Comparable {
  /// How long after midnight.
  public let sinceMidnight: Duration

  /// 00:00.
  public static let midnight = TimeOfDay(unchecked: .zero)

  /// The time so long after midnight; nil before midnight and from 24:00 on.
  public init?(sinceMidnight: Duration) {
    guard sinceMidnight >= .zero, sinceMidnight < .day else { return nil }
    self.init(unchecked: sinceMidnight)
  }

  /// The time by its parts; nil when no clock shows them.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    self.init(unchecked: .seconds(hour * 3600 + minute * 60 + second))
  }

  /// Reads `HH:MM` or `HH:MM:SS`.
  public init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for part in parts {
      let digits = part.map { Int($0) - 48 }
      guard digits.count == 2, digits.allSatisfy((0...9).contains) else { return nil }
      numbers.append(digits[0] * 10 + digits[1])
    }
    self.init(hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
  }

  init(unchecked sinceMidnight: Duration) {
    self.sinceMidnight = sinceMidnight
  }

  /// Times are ordered from midnight to midnight.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
    left.sinceMidnight < right.sinceMidnight
  }

  /// How long a clock takes from here until it shows `other`; zero up to less than a day.
  public func duration(until other: TimeOfDay) -> Duration {
    let difference = other.sinceMidnight - sinceMidnight
    return difference < .zero ? difference + .day : difference
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// `HH:MM`, with seconds and nanoseconds when there are any.
  public var description: String {
    let total = sinceMidnight.wholeNanoseconds
    let (seconds, fraction) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
    var text = padded(seconds / 3600, to: 2) + ":" + padded(seconds / 60 % 60, to: 2)
    if seconds % 60 != 0 || fraction != 0 { text += ":" + padded(seconds % 60, to: 2) }
    if fraction != 0 { text += "." + padded(fraction, to: 9) }
    return text
  }
}

extension Duration {
  /// A day of the clock; a local day may be an hour longer or shorter when its offset changes.
  static let day = Duration.seconds(86_400)
}
