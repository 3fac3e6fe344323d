/// A stretch of every day, such as 22:00 to 06:00, which crosses midnight.
///
/// The start belongs to the window and the end does not, so that neighbouring windows share no
/// moment and leave none out. Equal start and end mean the whole day.
public struct TimeWindow: Sendable, Hashable {
  /// When the window opens.
  public let start: TimeOfDay
  /// When it closes, on the same day or on the next.
  public let end: TimeOfDay

  /// Every moment of the day.
  public static let wholeDay = TimeWindow(from: .midnight, to: .midnight)

  /// The window from one time to the next occurrence of another.
  public init(from start: TimeOfDay, to end: TimeOfDay) {
    self.start = start
    self.end = end
  }

  /// Reads `22:00-06:00`; the end may be `24:00`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = TimeOfDay(parts[0]) else { return nil }
    let endsAtMidnight = parts[1] == "24:00" || parts[1] == "24:00:00"
    guard let end = endsAtMidnight ? .midnight : TimeOfDay(parts[1]) else { return nil }
    self.init(from: start, to: end)
  }

  /// How long the window stays open.
  public var length: Duration { start == end ? .day : start.duration(until: end) }

  /// True when the window opens on one day and is still open on the next.
  public var crossesMidnight: Bool {
    start.sinceMidnight + length > .day
  }

  /// Whether the window is open at a time of day.
  public func contains(_ time: TimeOfDay) -> Bool {
    start.duration(until: time) < length
  }

  /// Whether the window is open at a moment, for somebody whose clock has this offset.
  public func contains(_ moment: Timestamp, at offset: UTCOffset = .utc) -> Bool {
    contains(CivilTime(moment, at: offset).timeOfDay)
  }
}

extension TimeWindow: CustomStringConvertible {
  /// `22:00-06:00`; an end at midnight is written `24:00`.
  public var description: String {
    "\(start)-" + (end == .midnight ? "24:00" : end.description)
  }
}
