import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

/// Compares the reading of every cell with the reading of another program, when its tables are there.
@Suite struct SharedTablesTests {
  private static let tables = Shared.text("data/sg-network/flows.json")

  @Test func `every cell of every row is read as another program reads it`() throws {
    guard let text = Self.tables else { return }
    let catalogue = try SampleCatalogue.whole.get()
    let theirs = try #require(try JSONDocument(parsing: text).root["rows"])
    #expect(theirs.count == catalogue.rows.count)
    for (row, their) in zip(catalogue.rows, theirs.elements) {
      expectSame(row, their)
    }
  }

  private func expectSame(_ row: FlowRow, _ their: JSONNode) {
    let id = Comment(rawValue: row.id)
    #expect(row.line == their["line"]?.number?.int, id)
    #expect(row.payload == their["payload"]?.string, id)
    #expect(row.kind.rawValue == their["payload_type"]?.string, id)
    for column in FlowColumn.allCases {
      #expect(row.raw(column) == their["raw"]?[column.heading]?.string, id)
    }
    #expect(row.latency.alternatives.map(latency) == values(their, "latency").map(latency), id)
    #expect(
      row.reliability.alternatives.flatMap(\.criteria).map(criterion)
        == values(their, "reliability").map(criterion), id)
    #expect(
      row.reliability.alternatives.enumerated().flatMap { index, bound in
        bound.criteria.map { _ in index }
      } == values(their, "reliability").map { $0["group"]?.number?.int }, id)
    #expect(
      row.when.alternatives.enumerated().flatMap(when)
        == values(their, "when").map(when), id)
    #expect(row.howOften.alternatives.map(howOften) == values(their, "how_often").map(howOften), id)
    #expect(row.size.alternatives.map(size) == values(their, "payload_size").map(size), id)
    #expect(pairing(row) == their["alternatives"]?["status"]?.string, id)
    let groups = their["originating_actor"]?["groups"]?.elements.map(\.count)
    #expect(row.from.alternatives.map(\.count) == groups, id)
    let receivers = their["destination_actor"]?["groups"]?.elements.map(\.count)
    #expect(row.to.alternatives.map(\.count) == receivers, id)
  }

  private func values(_ row: JSONNode, _ column: String) -> [JSONNode] {
    row[column]?["values"]?.elements.map { $0 } ?? []
  }

  private func pairing(_ row: FlowRow) -> String {
    switch row.pairing {
    case .single: "single"
    case .oneColumn: "one_multi_column"
    case .byPosition: "by_position_possible"
    case .stated: "stated"
    case .unknown: "null"
    }
  }

  // MARK: - Each reading as words

  private func words(_ parts: Any?...) -> String {
    parts.map { $0.map { "\($0)" } ?? "-" }.joined(separator: "|")
  }

  private func latency(_ bound: LatencyBound) -> String {
    words(
      bound.limit.components.seconds, bound.usual?.components.seconds, bound.batch?.count,
      bound.batch?.unit, bound.note)
  }

  private func latency(_ node: JSONNode) -> String {
    words(
      node["seconds"]?.number?.int, node["low"]?["seconds"]?.number?.int,
      node["per"]?["n"]?.number?.int, node["per"]?["unit"]?.string, node["note"]?.string)
  }

  private func criterion(_ one: ReliabilityBound.Criterion) -> String {
    words(
      one.hasComparator, one.share?.percentNumber, one.letters, one.window?.isRepeated,
      one.window?.count, one.window.map { $0.unit == .hour ? "hr" : "day" }, one.note)
  }

  private func criterion(_ node: JSONNode) -> String {
    let window = node["window"].flatMap { $0.kind == .null ? nil : $0 }
    let low = window?["n_low"]?.number?.int
    let high = window?["n_high"]?.number?.int
    let share = node["percent"]?.number?.lexeme.replacing(".0", with: "")
    return words(
      node["comparator"]?.string == ">", share, node["symbolic"]?.string,
      window.map { $0["kind"]?.string == "every" }, low.flatMap { low in high.map { low...$0 } },
      window?["unit"]?.string, node["note"]?.string)
  }

  private func when(_ index: Int, _ time: ActivityTime) -> [String] {
    switch time {
    case .always: [words(index, "24x7")]
    case .daily(let windows):
      windows.map { words(index, $0, $0.crossesMidnight, $0.minutes) }
    case .episodes(let hours, let times, let unit): [words(index, hours, times, unit.rawValue)]
    case .after(let event, let limit, let note):
      [words(index, event, limit.components.seconds, note)]
    }
  }

  private func when(_ node: JSONNode) -> String {
    let index = node["alternative"]?.number?.int
    switch node["kind"]?.string {
    case "24x7": return words(index, "24x7")
    case "clock":
      let window = "\(node["start"]?.string ?? "")-\(node["end"]?.string ?? "")"
      return words(
        index, window, node["wraps_midnight"]?.bool, (node["hours"]?.number?.int ?? 0) * 60)
    case "episode":
      let hours = "\(number(node, "hours_low"))...\(number(node, "hours_high"))"
      let times = "\(number(node, "times_low"))...\(number(node, "times_high"))"
      return words(index, hours, times, node["period"]?.string)
    default:
      return words(
        index, node["event"]?.string, node["seconds"]?.number?.int, node["note"]?.string)
    }
  }

  private func number(_ node: JSONNode, _ key: String) -> Int { node[key]?.number?.int ?? -1 }

  private func size(_ bound: SizeBound) -> String {
    let note = bound.note ?? (bound.text.contains("k") ? "k" : nil)
    return words(bound.bytes?.lowerBound, bound.bytes?.upperBound, note)
  }

  private func size(_ node: JSONNode) -> String {
    let note = node["note"]?.string.map { $0.hasPrefix("k read") ? "k" : $0 }
    return words(node["bytes_low"]?.number?.int, node["bytes_high"]?.number?.int, note)
  }

  private func howOften(_ value: HowOften) -> String {
    guard let one = value.occurrence else { return "elsewhere" }
    let counts: (Int?, Int?, String?) =
      switch one.count {
      case .range(let range): (range.lowerBound, range.upperBound, nil)
      case .letter(let letter): (nil, nil, letter)
      }
    return words(
      counts.0, counts.1, counts.2, one.per, one.population, basis(one.basis), one.note)
  }

  private func basis(_ basis: Occurrence.Basis) -> String {
    switch basis {
    case .period(let period): words("every", seconds(period), period.count, period.unit.rawValue)
    case .event(let name, .letter(let letter)): words("event", name, letter)
    case .event(let name, .range): words("event", name)
    case .eventRate(let name, let count, let period):
      words("event", name, count, period.unit.rawValue)
    case .eventInPeriod(let name, let period): words("in", name, period.unit.rawValue)
    case .secondRate(let count, let period): words("second", count, period.unit.rawValue)
    case .undefined(let text): words("undefined", text)
    }
  }

  private func seconds(_ period: CalendarPeriod) -> Int? { period.seconds }

  private func howOften(_ node: JSONNode) -> String {
    guard node["kind"]?.string != "reference" else { return "elsewhere" }
    return words(
      node["count_low"]?.number?.int, node["count_high"]?.number?.int,
      node["symbolic_count"]?.string, node["per_n"]?.number?.int, node["per_actor"]?.string,
      basis(node), node["note"]?.string)
  }

  private func basis(_ node: JSONNode) -> String {
    let symbols = node["symbols"]?.elements.compactMap(\.string) ?? []
    if let inner = node["inner_rate"] {
      let count = "\(number(inner, "count_low"))...\(number(inner, "count_high"))"
      return words("second", count, inner["period"]?["unit"]?.string)
    }
    if symbols.contains("time period") { return words("undefined", "time period") }
    if symbols.contains("z") { return words("undefined", "z per day") }
    if let event = node["event"]?.string {
      if let letter = node["symbolic_event_count"]?.string { return words("event", event, letter) }
      if let rate = node["event_rate"], rate.kind == .object {
        return words("event", event, number(rate, "count"), rate["period"]?["unit"]?.string)
      }
      if let period = node["event_period"], period.kind == .object {
        return words("in", event, period["unit"]?.string)
      }
      return words("event", event)
    }
    let period = node["period"]
    return words(
      "every", period?["seconds"]?.number?.int, period?["n"]?.number?.int,
      period?["unit"]?.string)
  }
}
