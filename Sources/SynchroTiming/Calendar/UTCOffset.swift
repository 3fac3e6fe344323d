/// How far a local clock is ahead of UTC, in whole minutes.
public struct UTCOffset: Sendable, Hashable {
  /// Minutes ahead of UTC; negative west of Greenwich.
  public let minutes: Int
  /// False for `-00:00`: the moment is known in UTC and the local offset is not (RFC 3339,
  /// section 4.3).
  public let isLocalTimeKnown: Bool

  /// UTC itself, written `Z`.
  public static let utc = UTCOffset(unchecked: 0)
  /// UTC of somebody whose local time is unknown, written `-00:00`.
  public static let unknown = UTCOffset(unchecked: 0, isLocalTimeKnown: false)

  /// An offset of less than a day either way; nil beyond.
  public init?(minutes: Int) {
    guard (-1439...1439).contains(minutes) else { return nil }
    self.init(unchecked: minutes)
  }

  init(unchecked minutes: Int, isLocalTimeKnown: Bool = true) {
    self.minutes = minutes
    self.isLocalTimeKnown = isLocalTimeKnown
  }
}

extension UTCOffset: CustomStringConvertible {
  /// The offset as RFC 3339 writes it: `Z`, `+02:00`, `-00:00`.
  public var description: String {
    guard isLocalTimeKnown else { return "-00:00" }
    guard minutes != 0 else { return "Z" }
    let size = abs(minutes)
    return (minutes < 0 ? "-" : "+") + padded(size / 60, to: 2) + ":" + padded(size % 60, to: 2)
  }
}

/// A number with leading zeros.
func padded(_ number: some BinaryInteger, to width: Int) -> String {
  let digits = String(number)
  let missing = width - digits.utf8.count
  return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
}
