import SynchroFlows

/// Turns time in which rounds may begin into the time of the run, which begins at midnight.
struct OpenTime: Sendable {
  /// Parts of a day in minutes, in rising order, none overlapping.
  private let parts: [Range<Int>]
  private let total: Int

  /// The windows of a row; without one every minute is open.
  init(_ windows: [ClockWindow]) {
    var minutes: [Range<Int>] = []
    for window in windows {
      if window.crossesMidnight {
        if window.start < 1440 { minutes.append(window.start..<1440) }
        if window.end > 0 { minutes.append(0..<window.end) }
      } else {
        minutes.append(window.start..<window.end)
      }
    }
    var merged: [Range<Int>] = []
    for part in minutes.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, part.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
      } else {
        merged.append(part)
      }
    }
    parts = merged
    total = merged.reduce(0) { $0 + $1.count }
  }

  /// When so much open time is over.
  func moment(after open: Duration) -> Duration {
    guard total > 0, total < 1440 else { return open }
    let (seconds, attoseconds) = open.components
    let day = Int64(total) * 60
    var rest = seconds % day
    let start = seconds / day * 86_400
    for part in parts {
      let length = Int64(part.count) * 60
      if rest < length {
        let second = start + Int64(part.lowerBound) * 60 + rest
        return Duration(secondsComponent: second, attosecondsComponent: attoseconds)
      }
      rest -= length
    }
    return open
  }
}
