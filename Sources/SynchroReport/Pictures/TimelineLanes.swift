internal import SynchroTiming
internal import SynchroVerdict

/// The exchanges of a run in few lanes: by test when there are few, else by suite, else by the
/// folders of suites.
struct TimelineLanes {
  /// More names than these share the last lane.
  static let limit = 14

  /// Something that took time in a lane.
  struct Event {
    /// What a mark is about.
    enum Kind {
      case ordinary
      /// A failed check found in it what is wrong.
      case broken
      /// It did not complete.
      case unfinished
    }

    let kind: Kind
    /// Nanoseconds since the run began.
    let span: ClosedRange<Int64>
  }

  /// One lane, its events in no order.
  struct Lane {
    let name: String
    var events: [Event] = []

    func count(_ kind: Event.Kind) -> Int { events.count { $0.kind == kind } }
  }

  private(set) var lanes: [Lane] = []
  /// What a lane stands for: `tests`, `suites`, `folders`.
  let unit: String

  init(_ report: RunReport) {
    let (names, unit) = Self.naming(of: report)
    self.unit = unit
    var places: [String: Int] = [:]
    let broken = report.exchangesOfFailures
    for exchange in report.exchanges {
      let name = exchange.test.map { names[$0] ?? $0 } ?? "before the tests"
      let kind: Event.Kind =
        broken.contains(exchange.number)
        ? .broken : exchange.fault == nil ? .ordinary : .unfinished
      let start = report.header.start.duration(to: exchange.start)
      add(Self.event(kind, start, exchange.times.total), to: name, places: &places)
    }
    for hook in report.hooks {
      let start = report.header.start.duration(to: hook.start)
      let event = Self.event(hook.fault == nil ? .ordinary : .unfinished, start, hook.duration)
      add(event, to: Self.operatorName, places: &places)
    }
  }

  static let operatorName = "acts of the operator"

  /// From the first event's beginning to the last one's end.
  var span: ClosedRange<Int64>? {
    let spans = lanes.lazy.flatMap(\.events).map(\.span)
    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
    else { return nil }
    return first...last
  }

  // MARK: - Building

  private static func event(_ kind: Event.Kind, _ start: Duration, _ length: Duration) -> Event {
    let begin = start.wholeNanoseconds
    return Event(
      kind: kind, span: begin...begin.addingSaturating(max(length.wholeNanoseconds, 0)))
  }

  private mutating func add(_ event: Event, to name: String, places: inout [String: Int]) {
    // The operator's lane stands apart: an act is no exchange.
    let isFull = places.count >= Self.limit && name != Self.operatorName
    let name = places[name] == nil && isFull ? Self.restName : name
    let place = places[name] ?? lanes.count
    if place == lanes.count { lanes.append(Lane(name: name)) }
    places[name] = place
    lanes[place].events.append(event)
  }

  private static let restName = "others"

  /// The lane of each test, by the finest names that are few enough.
  private static func naming(of report: RunReport) -> (names: [String: String], unit: String) {
    let ids = Set(report.exchanges.compactMap(\.test))
    guard ids.count > limit else { return ([:], "tests") }
    let suites = names(ids) { $0.split(separator: "#", maxSplits: 1).first.map(String.init) ?? $0 }
    if Set(suites.values).count <= limit { return (suites, "suites") }
    var depth = suites.values.map { $0.split(separator: "/").count }.max() ?? 1
    var folders = suites
    while depth > 1, Set(folders.values).count > limit {
      depth -= 1
      folders = suites.mapValues { folder($0, depth: depth) }
    }
    return (folders, "folders of suites")
  }

  private static func names(_ ids: Set<String>, _ name: (String) -> String) -> [String: String] {
    Dictionary(ids.map { ($0, name($0)) }) { first, _ in first }
  }

  private static func folder(_ suite: String, depth: Int) -> String {
    suite.split(separator: "/").prefix(depth).joined(separator: "/")
  }
}
