/// The worked example of section 4.21, computed from the requirement rows and held against print.
public struct WorkedExample: Sendable, Equatable {
  /// What was computed.
  public let traffic: TrafficPlan
  /// What is printed.
  public let printed: PrintedTables
  /// Tables 1, 2, 4 and 5, figure by figure.
  public let tables: [ComparedTable]
  /// Where the document disagrees with itself, by what the comparison shows.
  public let findings: [ExampleFinding]

  /// One printed table beside what was computed.
  public struct ComparedTable: Sendable, Equatable {
    /// Its number.
    public let number: Int
    /// Its interface.
    public let interface: String
    /// The line of the source.
    public let line: Int
    /// Its events.
    public let rows: [ComparedRow]
    /// Its sub-totals and totals.
    public let sums: [ComparedRow]
    /// The figures below it.
    public let results: [ComparedFigure]
  }

  /// One line of a table.
  public struct ComparedRow: Sendable, Equatable {
    /// The event, or the name of a sum.
    public let name: String
    /// The line of the source.
    public let line: Int
    /// The requirement row it was computed from; nil for sums.
    public let row: String?
    /// Its figures.
    public let figures: [ComparedFigure]
  }

  /// Compares; throws when a figure has too many digits.
  public init(traffic: TrafficPlan, printed: PrintedTables) throws(WorkedExampleError) {
    self.traffic = traffic
    self.printed = printed
    var work = ExampleWork(traffic: traffic, printed: printed)
    do throws(RationalError) {
      var tables: [ComparedTable] = []
      for table in printed.tables { tables.append(try work.compare(table)) }
      self.tables = tables
      findings = try work.findings()
    } catch {
      throw .arithmetic(error)
    }
    if let event = work.unplanned.first { throw .unplanned(event: event) }
  }
}

/// Why the example cannot be shown.
public enum WorkedExampleError: Error, Sendable, Equatable {
  /// A figure has too many digits.
  case arithmetic(RationalError)
  /// The tables have an event that no choice of the plan is labelled with.
  case unplanned(event: String)
}

/// The comparison at work.
struct ExampleWork {
  let traffic: TrafficPlan
  let printed: PrintedTables
  /// Events of the tables that the plan has no flow for.
  private(set) var unplanned: [String] = []

  init(traffic: TrafficPlan, printed: PrintedTables) {
    self.traffic = traffic
    self.printed = printed
  }

  /// A row of a table with the flow that the plan has for it.
  struct Pair {
    let row: PrintedTables.Row
    let flow: PlannedFlow
    let load: FlowLoad
  }

  func pairs(_ table: PrintedTables.Table) -> [Pair] {
    let flows = traffic.interfaces.first { $0.interface.name == table.interface }?.flows ?? []
    return table.rows.compactMap { row in
      guard let flow = flows.first(where: { $0.label == row.event }), let load = flow.load.base
      else { return nil }
      return Pair(row: row, flow: flow, load: load)
    }
  }

  mutating func compare(
    _ table: PrintedTables.Table
  ) throws(RationalError) -> WorkedExample.ComparedTable {
    let pairs = pairs(table)
    let planned = Set(pairs.map(\.row.event))
    unplanned += table.rows.map(\.event).filter { !planned.contains($0) }
    var rows: [WorkedExample.ComparedRow] = []
    for pair in pairs {
      rows.append(
        .init(
          name: pair.row.event, line: pair.row.line, row: pair.flow.row.id,
          figures: try figures(pair)))
    }
    var sums: [WorkedExample.ComparedRow] = []
    for sum in table.sums {
      let part = pairs.filter { pair in
        switch sum.part {
        case .all: true
        case .shared: pair.row.proportion != nil
        case .unshared: pair.row.proportion == nil
        }
      }
      let (events, bytes) = try totals(part)
      sums.append(
        .init(
          name: sum.name, line: sum.line, row: nil,
          figures: [
            ComparedFigure("events/Mtr/day", printed: sum.events, computed: events),
            ComparedFigure("bytes/Mtr/day", printed: sum.bytes, computed: bytes),
          ]))
    }
    return WorkedExample.ComparedTable(
      number: table.number, interface: table.interface, line: table.line, rows: rows, sums: sums,
      results: try results(table, pairs))
  }

  private func figures(_ pair: Pair) throws(RationalError) -> [ComparedFigure] {
    var figures = [
      ComparedFigure(
        "events/Mtr/day", printed: pair.row.rate, computed: pair.load.eventsPerDevice)
    ]
    if let divisor = pair.row.divisor {
      let hours = try Rational(pair.load.hours.minutes) / Rational(60)
      figures.append(ComparedFigure("hours", printed: divisor, computed: hours))
    }
    let share = try share(pair)
    if let proportion = pair.row.proportion {
      figures.append(ComparedFigure("proportion", printed: proportion, computed: share))
    }
    let size = Rational(pair.load.size)
    figures.append(ComparedFigure("bytes/event", printed: pair.row.size, computed: size))
    if let load = pair.row.load {
      let bytes = try pair.load.eventsPerDevice * share * size
      figures.append(ComparedFigure("bytes/Mtr/day", printed: load, computed: bytes))
    }
    return figures
  }

  private func results(
    _ table: PrintedTables.Table, _ pairs: [Pair]
  ) throws(RationalError) -> [ComparedFigure] {
    guard table.results.count == 2 else { return [] }
    let (events, bytes) = try totals(pairs)
    return [
      ComparedFigure("bytes/event", printed: table.results[0], computed: try bytes / events),
      ComparedFigure(
        "events/Mtr/s", printed: table.results[1], computed: try events / Rational(86_400)),
    ]
  }

  /// The part of the endpoints that a flow holds for.
  func share(_ pair: Pair) throws(RationalError) -> Rational {
    try pair.flow.devices / Rational(traffic.plan.endpoints)
  }

  /// Events and bytes of one meter in a day; with other shares where some are given.
  func totals(
    _ pairs: [Pair], shares: [String: Rational] = [:]
  ) throws(RationalError) -> (events: Rational, bytes: Rational) {
    var events = Rational.zero
    var bytes = Rational.zero
    for pair in pairs {
      let own = try share(pair)
      let part = try pair.load.eventsPerDevice * (shares[pair.row.event] ?? own)
      events = try events + part
      bytes = try bytes + part * Rational(pair.load.size)
    }
    return (events, bytes)
  }
}
