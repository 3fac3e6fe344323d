/// Ten steps for each power of ten of durations, evenly spaced on a logarithmic axis.
///
/// The rungs are a table of preferred numbers: the same on every machine, as logarithms are not.
enum DurationLadder {
  /// The powers of ten from a microsecond to ten years.
  static let decades = 15
  static let stepCount = decades * tenths.count

  /// A thousand times the tenth part of a power of ten, rounded.
  private static let tenths: [Int64] = [
    1000, 1259, 1585, 1995, 2512, 3162, 3981, 5012, 6310, 7943,
  ]

  /// The nanoseconds at which a step begins; `stepCount` gives the end of the last one.
  static func start(of step: Int) -> Int64 {
    let power = (0..<step / tenths.count).reduce(Int64(1)) { value, _ in value * 10 }
    return tenths[step % tenths.count] * power
  }

  private static let starts = (0...stepCount).map(start)

  /// The step that a duration falls into; what is shorter or longer falls into the outermost.
  static func step(of nanoseconds: Int64) -> Int {
    var low = 0
    var high = stepCount - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= nanoseconds { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Where a duration stands on the axis, in hundredths of a step.
  static func place(of nanoseconds: Int64) -> Int {
    let step = step(of: nanoseconds)
    let held = min(max(nanoseconds, starts[step]), starts[step + 1])
    let part = Int128(held - starts[step]) * 100 / Int128(starts[step + 1] - starts[step])
    return step * 100 + Int(part)
  }
}
