internal import SynchroTiming

/// Lays nanoseconds evenly across a place, in whole numbers.
struct TimeScale: Sendable {
  /// The first and the last nanosecond shown.
  let span: ClosedRange<Int64>
  /// What they are laid to.
  let places: ClosedRange<Int>

  /// The place of a moment; one outside stands at the nearest end.
  func place(_ nanoseconds: Int64) -> Int {
    let length = Int128(span.upperBound) - Int128(span.lowerBound)
    guard length > 0 else { return places.lowerBound }
    let held = min(max(nanoseconds, span.lowerBound), span.upperBound)
    let past = Int128(held) - Int128(span.lowerBound)
    return places.lowerBound + Int(past * Int128(places.count - 1) / length)
  }

  /// The length from one label of the axis to the next, for at most `count` of them.
  func step(for count: Int) -> Int64 {
    let length = Int128(span.upperBound) - Int128(span.lowerBound)
    return Self.steps.first { Int128($0) * Int128(count) >= length } ?? .max
  }

  /// The moments that the axis names.
  func ticks(every step: Int64) -> [Int64] {
    // The first step that is not before the beginning; division cuts towards zero.
    let below = span.lowerBound / step * step
    var next = below < span.lowerBound ? below.addingSaturating(step) : below
    var ticks: [Int64] = []
    while next <= span.upperBound {
      ticks.append(next)
      let (sum, isBeyond) = next.addingReportingOverflow(step)
      if isBeyond { break }
      next = sum
    }
    return ticks
  }

  /// Lengths that people count in: 1, 2 and 5 of each power of ten, then minutes, hours and days.
  private static let steps: [Int64] = {
    let minute: Int64 = 60_000_000_000
    let day: Int64 = 24 * 60 * minute
    let seconds = powers(from: 1, to: 50_000_000_000)
    let longer = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 720].map { $0 * minute }
    return seconds + longer + powers(from: 1, to: 50_000).map { $0 * day }
  }()

  private static func powers(from first: Int64, to last: Int64) -> [Int64] {
    let decades = sequence(first: first) { $0 <= last / 10 ? $0 * 10 : nil }
    return decades.flatMap { power in [1, 2, 5].map { $0 * power } }.filter { $0 <= last }
  }
}
