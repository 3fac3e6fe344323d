internal import SynchroText
internal import SynchroTiming
internal import SynchroVerdict

/// When a run exchanged messages: a lane for each test, or for each suite when there are many, and
/// time across.
///
/// Time is cut into columns, so that 20,000 exchanges make no larger picture than a hundred.
enum ExchangeTimeline {
  private static let columns = 180
  private static let laneHeight = 36
  /// The base line of a lane's marks, from the top of the marks.
  private static let base = 13
  private static let markHeight = 20

  /// The picture; `id` is unlike that of every other picture of the page.
  static func svg(_ report: RunReport, id: String = "timeline") -> String {
    var svg = SVG(id: id)
    let lanes = TimelineLanes(report)
    guard let span = lanes.span else {
      svg.text("Nothing was exchanged.", x: .zero, y: 16, room: .full)
      return svg.element(
        height: 24, title: "Exchanges over time", description: "Nothing was exchanged.")
    }
    let time = TimeScale(span: shown(span), places: 0...columns * 100)
    var y = legend(lanes, in: &svg)
    let top = y
    let bottom = y + lanes.lanes.count * laneHeight
    grid(time, top: top, bottom: bottom, in: &svg)
    for lane in lanes.lanes {
      draw(lane, y: y, on: time, in: &svg)
      y += laneHeight
    }
    return svg.element(
      height: bottom + 20, title: title(report, span), description: description(lanes, span))
  }

  /// From the start of the run, unless that lies far off, and wide enough for one short event.
  private static func shown(_ span: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let isNear = span.lowerBound / 2 < span.upperBound / 2 - span.lowerBound / 2
    let start = isNear ? min(span.lowerBound, 0) : span.lowerBound
    return start...max(span.upperBound, start.addingSaturating(1_000_000))
  }

  // MARK: - Words

  private static func title(_ report: RunReport, _ span: ClosedRange<Int64>) -> String {
    let count = report.exchanges.count
    let length = DurationLabel.text(span.upperBound.subtractingReportingOverflow(span.lowerBound).0)
    return "\(words(count, "exchange")) over \(length)"
  }

  private static func description(_ lanes: TimelineLanes, _ span: ClosedRange<Int64>) -> String {
    let facts = lanes.lanes.map { lane in
      let first = lane.events.map(\.span.lowerBound).min() ?? 0
      let last = lane.events.map(\.span.upperBound).max() ?? 0
      return VisibleText.excerpt(lane.name, limit: 80) + ": \(counts(lane)), from "
        + "\(DurationLabel.text(first)) to \(DurationLabel.text(last))."
    }
    return "One lane for each of these \(lanes.unit), time from the start of the run. "
      + facts.joined(separator: " ")
  }

  private static func counts(_ lane: TimelineLanes.Lane) -> String {
    let noun = lane.name == TimelineLanes.operatorName ? "act" : "exchange"
    var text = words(lane.events.count, noun)
    let broken = lane.count(.broken)
    let unfinished = lane.count(.unfinished)
    if broken > 0 { text += ", \(broken) with a failure" }
    if unfinished > 0 { text += ", \(unfinished) not completed" }
    return text
  }

  private static func words(_ count: Int, _ noun: String) -> String {
    PageWords.count(count, noun)
  }

  // MARK: - Parts of the picture

  private static func legend(_ lanes: TimelineLanes, in svg: inout SVG) -> Int {
    svg.shape(x: .zero, y: 2, path: "M0 12v-5h4v5zM6 12v-11h4v11z", fill: .accent)
    svg.text("in flight, taller: more at once", x: .zero, y: 12, room: .full, indent: 18)
    var y = 18
    if lanes.lanes.contains(where: { $0.count(.broken) > 0 }) {
      svg.shape(x: .zero, y: y, path: "M0 3h10v2h-10zM2 5h6v6h-6z", fill: .bad)
      svg.text(
        "✕ under the line: a check failed on it", x: .zero, y: y + 12, room: .full, indent: 18)
      y += 18
    }
    if lanes.lanes.contains(where: { $0.count(.unfinished) > 0 }) {
      svg.shape(x: .zero, y: y, path: "M0 3h10v2h-10zM2 5h6v2h-6z", fill: .open)
      svg.text(
        "∅ short under it: it did not complete", x: .zero, y: y + 12, room: .full, indent: 18)
      y += 18
    }
    svg.text("exchanges", x: .full, y: y - 6, room: .percent(20), anchor: .end)
    return y + 4
  }

  private static func grid(_ time: TimeScale, top: Int, bottom: Int, in svg: inout SVG) {
    let step = time.step(for: 5)
    for tick in time.ticks(every: step) {
      let x = across(time.place(tick))
      svg.line(from: x, top, to: x, bottom, isDashed: true)
      let anchor: SVG.Anchor =
        x < .percent(10) ? .start : x > .percent(90) ? .end : .middle
      svg.text(
        DurationLabel.text(tick, step: step, upTo: time.span.upperBound), x: x, y: bottom + 14,
        room: .percent(16),
        anchor: anchor)
    }
  }

  private static func across(_ place: Int) -> Across {
    Across(hundredths: place * 10_000 / (columns * 100))
  }

  private static func draw(
    _ lane: TimelineLanes.Lane, y: Int, on time: TimeScale, in svg: inout SVG
  ) {
    svg.text(
      lane.name, x: .zero, y: y + 11, room: .percent(56), face: .code, keeping: .end,
      hasGround: true)
    svg.text(
      brief(lane), x: .full, y: y + 11, room: .percent(43), anchor: .end, hasGround: true)
    let top = y + 14
    svg.line(from: .zero, top + base, to: .full, top + base)
    let bins = Bins(lane, on: time, columns: columns)
    svg.plot(
      x: .zero, y: top, width: .full, height: markHeight, columns: columns,
      paths: [
        (path(bins.busy, above: true), .accent),
        (path(bins.unfinished.map { $0 > 0 ? 2 : 0 }, above: false), .open),
        (path(bins.broken.map { $0 > 0 ? 6 : 0 }, above: false), .bad),
      ])
  }

  private static func brief(_ lane: TimelineLanes.Lane) -> String {
    let broken = lane.count(.broken)
    let unfinished = lane.count(.unfinished)
    return [
      PageWords.count(lane.events.count), broken > 0 ? "✕ " + PageWords.count(broken) : nil,
      unfinished > 0 ? "∅ " + PageWords.count(unfinished) : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// Rectangles on one side of the base line; neighbours of one height are drawn as one.
  private static func path(_ heights: [Int], above: Bool) -> String {
    var path = ""
    var start = 0
    while start < heights.count {
      let height = heights[start]
      let end = heights[start...].firstIndex { $0 != height } ?? heights.count
      if height > 0 {
        let down = above ? -height : height
        path += "M\(start) \(above ? base : base + 1)v\(down)h\(end - start)v\(-down)z"
      }
      start = end
    }
    return path
  }

  /// What each column of a lane shows.
  private struct Bins {
    /// How high its mark is: it grows by two for each doubling of what is in flight.
    var busy: [Int]
    var broken: [Int]
    var unfinished: [Int]

    init(_ lane: TimelineLanes.Lane, on time: TimeScale, columns: Int) {
      var changes = [Int](repeating: 0, count: columns + 1)
      broken = [Int](repeating: 0, count: columns)
      unfinished = broken
      for event in lane.events {
        let first = min(time.place(event.span.lowerBound) / 100, columns - 1)
        let last = min(time.place(event.span.upperBound) / 100, columns - 1)
        changes[first] += 1
        changes[last + 1] -= 1
        switch event.kind {
        case .ordinary: break
        case .broken: broken[first] += 1
        case .unfinished: unfinished[first] += 1
        }
      }
      var inFlight = 0
      busy = changes.prefix(columns).map { change in
        inFlight += change
        let doublings = Int.bitWidth - inFlight.leadingZeroBitCount
        return inFlight == 0 ? 0 : min(3 + 2 * doublings, ExchangeTimeline.base - 1)
      }
    }
  }
}
