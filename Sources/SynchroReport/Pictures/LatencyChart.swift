internal import SynchroTiming

/// How long exchanges took: a distribution on a logarithmic scale.
enum LatencyChart {
  private static let markTop = 20
  private static let markHeight = 15
  private static let plotHeight = 110
  /// So many steps of the ladder are shown at least, a power of ten.
  private static let leastSteps = 10

  /// The picture; `id` is unlike that of every other picture of the page.
  static func svg(_ durations: [Duration], id: String = "latency") -> String {
    var svg = SVG(id: id)
    let sorted = durations.map(\.wholeNanoseconds).sorted()
    guard let first = sorted.first, let last = sorted.last else {
      svg.text("No exchange was timed.", x: .zero, y: 16, room: .full)
      return svg.element(
        height: 24, title: "How long exchanges took", description: "No exchange was timed.")
    }
    let axis = Axis(first: first, last: last)
    let marks = marks(of: sorted)
    let top = markTop + marks.count * markHeight + 4
    let highest = bars(sorted, on: axis, top: top, in: &svg)
    svg.text(
      "\(count(sorted.count)), the highest bar: \(PageWords.count(highest))", x: .zero, y: 12,
      room: .full)
    for (index, mark) in marks.enumerated() {
      drawLine(of: mark, row: index, on: axis, bottom: top + plotHeight, in: &svg)
    }
    // Names stand above the lines of others.
    for (index, mark) in marks.enumerated() { drawName(of: mark, row: index, on: axis, in: &svg) }
    drawAxis(axis, y: top + plotHeight, in: &svg)
    let named = marks.map { "\($0.name) \(DurationLabel.text($0.value))" }.joined(separator: ", ")
    let shortest = "The shortest took \(DurationLabel.text(first)). "
    return svg.element(
      height: top + plotHeight + 36, title: "How long \(count(sorted.count)) took",
      description: "\(named). \(shortest)The fullest of the bars, ten to each power of ten, stands"
        + " for \(count(highest)).")
  }

  private static func count(_ count: Int) -> String {
    PageWords.count(count, "exchange")
  }

  // MARK: - Figures

  /// One named figure of the distribution.
  private struct Mark {
    let name: String
    let value: Int64
  }

  private static func marks(of sorted: [Int64]) -> [Mark] {
    [("p50", 50), ("p90", 90), ("p99", 99), ("max", 100)].map { name, percent in
      // The nearest rank: so many of a hundred took no longer.
      let rank = max((sorted.count * percent + 99) / 100, 1)
      return Mark(name: name, value: sorted[rank - 1])
    }
  }

  /// The steps of the ladder that are shown.
  private struct Axis {
    let steps: Range<Int>

    init(first: Int64, last: Int64) {
      var low = max(DurationLadder.step(of: first) - 1, 0)
      var high = min(DurationLadder.step(of: last) + 2, DurationLadder.stepCount)
      if high - low < leastSteps {
        low = min(max((low + high - leastSteps) / 2, 0), DurationLadder.stepCount - leastSteps)
        high = low + leastSteps
      }
      steps = low..<high
    }

    /// Where a duration stands.
    func place(of nanoseconds: Int64) -> Across {
      place(ofHundredths: DurationLadder.place(of: nanoseconds))
    }

    func place(ofStep step: Int) -> Across { place(ofHundredths: step * 100) }

    private func place(ofHundredths place: Int) -> Across {
      let past = place - steps.lowerBound * 100
      return Across(hundredths: min(max(past, 0), steps.count * 100) * 100 / steps.count)
    }

    /// The steps that are named: powers of ten, and their double and half when there are few.
    var named: [Int] {
      let isFine = steps.count <= 25
      return steps.dropFirst().filter { step in
        step % 10 == 0 || isFine && (step % 10 == 3 || step % 10 == 7)
      }
    }
  }

  // MARK: - Parts of the picture

  /// The bars; gives how many the highest one stands for.
  private static func bars(
    _ sorted: [Int64], on axis: Axis, top: Int, in svg: inout SVG
  ) -> Int {
    var counts = [Int](repeating: 0, count: axis.steps.count)
    for value in sorted {
      let step = DurationLadder.step(of: value)
      counts[
        min(max(step, axis.steps.lowerBound), axis.steps.upperBound - 1)
          - axis.steps.lowerBound] += 1
    }
    let highest = counts.max() ?? 1
    var path = ""
    for (index, count) in counts.enumerated() where count > 0 {
      let height = max(count * (plotHeight - 4) / highest, 2)
      path += "M\(index * 10 + 1) \(plotHeight)v-\(height)h8v\(height)z"
    }
    svg.plot(
      x: .zero, y: top, width: .full, height: plotHeight, columns: counts.count * 10,
      paths: [(path, .accent)])
    return highest
  }

  private static func drawLine(
    of mark: Mark, row: Int, on axis: Axis, bottom: Int, in svg: inout SVG
  ) {
    let x = axis.place(of: mark.value)
    let y = markTop + row * markHeight
    svg.line(from: x, y + 2, to: x, bottom, .ink, isDashed: mark.name != "max")
  }

  private static func drawName(of mark: Mark, row: Int, on axis: Axis, in svg: inout SVG) {
    let x = axis.place(of: mark.value)
    let isRight = x > .percent(60)
    svg.text(
      "\(mark.name) \(DurationLabel.text(mark.value))", x: x, y: markTop + row * markHeight + 11,
      room: .percent(38), anchor: isRight ? .end : .start, isBold: true, indent: isRight ? -7 : 7,
      hasGround: true)
  }

  private static func drawAxis(_ axis: Axis, y: Int, in svg: inout SVG) {
    svg.line(from: .zero, y, to: .full, y, .ink)
    for step in axis.named {
      let x = axis.place(ofStep: step)
      svg.line(from: x, y, to: x, y + 4, .ink)
      guard x > .percent(8), x < .percent(92) else { continue }
      svg.text(
        DurationLabel.text(rounded(step)), x: x, y: y + 17, room: .percent(14), anchor: .middle)
    }
    svg.text(
      "duration, ten bars to each power of ten", x: .zero, y: y + 32, room: .full)
  }

  /// A named step's duration as a round number: the ladder has 1.995 where people say 2.
  private static func rounded(_ step: Int) -> Int64 {
    let decade = DurationLadder.start(of: step / 10 * 10)
    switch step % 10 {
    case 3: return 2 * decade
    case 7: return 5 * decade
    default: return decade
    }
  }
}
