internal import SynchroJSON
public import SynchroText

/// The tables of section 4.21 as printed: what a computation is held against, never its input.
public struct PrintedTables: Sendable, Equatable {
  /// A number in the words of the document.
  public struct Figure: Sendable, Equatable {
    /// As printed: `25/1000*1/1000`, `9.76e-5`.
    public let text: String
    /// What it says.
    public let value: Rational
  }

  /// A table of events: 1 and 2 with selected values, 4 and 5 with the traffic.
  public struct Table: Sendable, Equatable {
    /// Its number.
    public let number: Int
    /// The interface of the plan that it speaks of.
    public let interface: String
    /// The line of the source.
    public let line: Int
    /// Its events.
    public let rows: [Row]
    /// Its sub-totals and totals.
    public let sums: [Sum]
    /// Bytes of an event on average, and events of a meter in a second; below tables 4 and 5.
    public let results: [Figure]
  }

  /// An event of a table; nil where the table has no such column or no value.
  public struct Row: Sendable, Equatable {
    /// Its name.
    public let event: String
    /// The line of the source.
    public let line: Int
    /// Events of a meter in a day.
    public let rate: Figure
    /// By how many hours a day's events are divided.
    public let divisor: Figure?
    /// The share of the meters it holds for.
    public let proportion: Figure?
    /// Bytes of an event.
    public let size: Figure
    /// Bytes of a meter in a day.
    public let load: Figure?
  }

  /// A line that sums up others.
  public struct Sum: Sendable, Equatable {
    /// Which rows it sums up.
    public enum Part: String, Sendable, CaseIterable {
      case all
      case shared
      case unshared
    }

    /// What it is called.
    public let name: String
    /// Which rows it sums up: all, those with a proportion, those without.
    public let part: Part
    /// The line of the source.
    public let line: Int
    /// Events of a meter in a day.
    public let events: Figure
    /// Bytes of a meter in a day.
    public let bytes: Figure
  }

  /// A row of table 3: a class of meters and its share in each scenario.
  public struct Share: Sendable, Equatable {
    /// The class.
    public let name: String
    /// The line of the source.
    public let line: Int
    /// Percent in each scenario; nil where the cell is empty.
    public let percent: [Figure?]
  }

  /// Tables 1, 2, 4 and 5.
  public let tables: [Table]
  /// Table 3.
  public let shares: [Share]
  /// Its last line.
  public let shareTotals: [Figure]
  /// The scenario that the text selects, from 1, and the line that says so.
  public let selectedScenario: (number: Int, line: Int)
  /// The sender that the text names for a table.
  public let sender: (table: Int, actor: String, line: Int)
  /// The rule about the size of interval reads: hours divided by the rate, times bytes.
  public let sizeRule: (payload: String, hours: Int, bytes: Int, line: Int)
  /// The rate that a footnote ties to a size.
  public let footnote: (event: String, rate: Int, size: Int, line: Int)

  /// Whether both say the same.
  public static func == (left: PrintedTables, right: PrintedTables) -> Bool {
    left.tables == right.tables && left.shares == right.shares
      && left.shareTotals == right.shareTotals && left.selectedScenario == right.selectedScenario
      && left.sender == right.sender && left.sizeRule == right.sizeRule
      && left.footnote == right.footnote
  }
}

// MARK: - Reading

extension PrintedTables {
  /// Reads `example-4.21.printed.json`.
  public init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(
      of: source,
      keys: ["section", "selectedScenario", "sender", "sizeRule", "footnote", "tables", "shares"])
    let selected = try root.object("selectedScenario", keys: ["number", "line"])
    selectedScenario = (try selected.integer("number"), try selected.integer("line"))
    let sender = try root.object("sender", keys: ["table", "actor", "line"])
    self.sender = (
      try sender.integer("table"), try sender.string("actor"), try sender.integer("line")
    )
    let rule = try root.object("sizeRule", keys: ["payload", "hours", "bytes", "line"])
    sizeRule = (
      try rule.string("payload"), try rule.integer("hours"), try rule.integer("bytes"),
      try rule.integer("line")
    )
    let note = try root.object("footnote", keys: ["event", "rate", "size", "line"])
    footnote = (
      try note.string("event"), try note.integer("rate"), try note.integer("size"),
      try note.integer("line")
    )
    var tables: [Table] = []
    let keys = ["number", "interface", "line", "rows", "sums", "mean", "perSecond"]
    for table in try root.objects("tables", keys: keys) { tables.append(try Table(table)) }
    self.tables = tables
    let shares = try root.object("shares", keys: ["number", "line", "rows", "totals"])
    var rows: [Share] = []
    for row in try shares.objects("rows", keys: ["line", "class", "percent"]) {
      let percent = try row.figures("percent")
      // The scenarios are columns: each class has a cell in every one, if only an empty one.
      if let first = rows.first, percent.count != first.percent.count {
        throw row.error(
          "flow-scenarios",
          "there are \(percent.count) scenarios here, and \(first.percent.count) in '\(first.name)'",
          at: "percent")
      }
      rows.append(
        Share(name: try row.string("class"), line: try row.integer("line"), percent: percent))
    }
    let number = selectedScenario.number
    if let count = rows.first?.percent.count, number < 1 || number > count {
      throw selected.error(
        "flow-scenarios", "there is no scenario \(number) of \(count)", at: "number")
    }
    self.shares = rows
    shareTotals = try shares.figures("totals").compactMap { $0 }
  }
}

extension PrintedTables.Table {
  fileprivate init(_ table: DataObject) throws(FlowDataError) {
    number = try table.integer("number")
    interface = try table.string("interface")
    line = try table.integer("line")
    let keys = ["line", "event", "rate", "hourly", "divisor", "proportion", "size", "load"]
    var rows: [PrintedTables.Row] = []
    for row in try table.objects("rows", keys: keys) {
      rows.append(
        PrintedTables.Row(
          event: try row.string("event"), line: try row.integer("line"),
          rate: try row.figure("rate"), divisor: try row.optionalFigure("divisor"),
          proportion: try row.optionalFigure("proportion"), size: try row.figure("size"),
          load: try row.optionalFigure("load")))
    }
    self.rows = rows
    var sums: [PrintedTables.Sum] = []
    for sum in try table.objects("sums", keys: ["line", "name", "of", "events", "bytes"]) {
      sums.append(
        PrintedTables.Sum(
          name: try sum.string("name"), part: try sum.word("of"), line: try sum.integer("line"),
          events: try sum.figure("events"), bytes: try sum.figure("bytes")))
    }
    self.sums = sums
    var results: [PrintedTables.Figure] = []
    for key in ["mean", "perSecond"] where table.has(key) {
      results.append(try table.object(key, keys: ["line", "value"]).figure("value"))
    }
    self.results = results
  }
}

extension DataObject {
  fileprivate func figure(_ key: String) throws(FlowDataError) -> PrintedTables.Figure {
    try parse(try string(key), at: key)
  }

  fileprivate func optionalFigure(_ key: String) throws(FlowDataError) -> PrintedTables.Figure? {
    has(key) ? try figure(key) : nil
  }

  /// An empty text is an empty cell.
  fileprivate func figures(_ key: String) throws(FlowDataError) -> [PrintedTables.Figure?] {
    var figures: [PrintedTables.Figure?] = []
    for text in try strings(key) { figures.append(text.isEmpty ? nil : try parse(text, at: key)) }
    return figures
  }

  private func parse(_ text: String, at key: String) throws(FlowDataError) -> PrintedTables.Figure {
    do throws(RationalError) {
      return PrintedTables.Figure(text: text, value: try Rational(parsing: text))
    } catch {
      throw self.error("flow-number", "\(error)", at: key)
    }
  }
}
