import SynchroDigest
import SynchroFlows
import SynchroJSON
import SynchroText

/// The worked example beside the numbers that the document prints.
struct PlanExampleListing {
  /// The examples there are, by the section that holds them.
  enum Name: String, CaseIterable, Sendable {
    case section421 = "4.21"
  }

  private let example: WorkedExample

  init(_ example: WorkedExample) { self.example = example }

  // MARK: - Text

  func text(_ style: TerminalStyle) -> String {
    var text =
      style.paint("The worked example of section 4.21, computed from the requirement rows", .bold)
      + "\nplan sha256 \(example.traffic.digest.hex)\n"
    let tables = example.tables.sorted { $0.number < $1.number }
    for table in tables where table.sums.isEmpty { text += self.text(table, style) }
    text += shares(style)
    for table in tables where !table.sums.isEmpty { text += self.text(table, style) }
    return text + findings(style) + agreement
  }

  private func text(_ table: WorkedExample.ComparedTable, _ style: TerminalStyle) -> String {
    let title = "Table \(table.number): \(table.interface) (line \(table.line))"
    var text = "\n" + style.paint(title, .bold) + "\n"
    var lines = TextTable("event", "figure", "printed", "exact", "rounded", "")
    for row in table.rows + table.sums {
      var name = row.name
      for figure in row.figures {
        add(figure, name, to: &lines)
        name = ""
      }
    }
    text += lines.rendered(style)
    for figure in table.results {
      text +=
        "\(figure.name): printed \(figure.printed), computed"
        + " \(Self.precise(figure)), rounded \(figure.roundedAsPrinted)\n"
    }
    return text
  }

  private func add(_ figure: ComparedFigure, _ name: String, to table: inout TextTable) {
    table.add(
      name, figure.name, figure.printed, Rational.grouped(figure.computed.description),
      Rational.grouped(figure.roundedAsPrinted), figure.agreement == .differs ? "differs" : "")
  }

  private func shares(_ style: TerminalStyle) -> String {
    let printed = example.printed
    var text = "\n" + style.paint("Table 3: shares of the meters in percent", .bold) + "\n"
    var table = TextTable("class", "scenario 1", "scenario 2", "scenario 3", "used")
    for share in printed.shares {
      let cells = share.percent.map { $0?.text ?? "" } + ["", "", ""]
      let used = printed.tables.flatMap(\.rows).first {
        $0.proportion != nil && $0.event.hasSuffix("(\(share.name))")
      }
      table.add(share.name, cells[0], cells[1], cells[2], used?.proportion?.text ?? "")
    }
    let sums = (0..<3).map { scenario in
      let values = printed.shares.compactMap { share in
        share.percent.indices.contains(scenario) ? share.percent[scenario]?.value : nil
      }
      return (try? Rational.sum(values).description) ?? "?"
    }
    let used = printed.tables.flatMap(\.rows).compactMap(\.proportion?.value)
    table.add(
      "total, computed", sums[0], sums[1], sums[2], (try? Rational.sum(used).description) ?? "")
    text += table.rendered(style)
    return text
  }

  private func findings(_ style: TerminalStyle) -> String {
    var text = "\n" + style.paint("Where the document disagrees with itself", .bold) + "\n"
    for (index, finding) in example.findings.enumerated() {
      let lines = finding.lines.map { "\($0)" }.joined(separator: ", ")
      text += "\(index + 1). \(finding.matter)\n   \(finding.consequence)\n   lines \(lines)\n"
    }
    return text
  }

  private var agreement: String {
    let figures = example.tables.flatMap { table in
      (table.rows + table.sums).flatMap(\.figures) + table.results
    }
    func count(_ kind: ComparedFigure.Agreement) -> Int {
      figures.count { $0.agreement == kind }
    }
    return "\n\(figures.count) printed figures: \(count(.exact)) exact, \(count(.rounded)) rounded"
      + " correctly, \(count(.differs)) different\n"
  }

  /// Further than printed, so that the rounding can be followed.
  private static func precise(_ figure: ComparedFigure) -> String {
    if let decimal = figure.computed.decimal, decimal.utf8.count <= 12 {
      return Rational.grouped(decimal)
    }
    let digits = figure.computed < .one ? 4 : 6
    return "\(figure.computed), about \(Rational.grouped(figure.computed.rounded(digits)))"
  }

  // MARK: - For machines

  var csv: String {
    var lines = ["table,event,row,figure,printed,computed,rounded,agreement"]
    for table in example.tables {
      for row in table.rows + table.sums {
        for figure in row.figures { lines.append(Self.line(table, row.name, row.row, figure)) }
      }
      for figure in table.results { lines.append(Self.line(table, "result", nil, figure)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(
    _ table: WorkedExample.ComparedTable, _ name: String, _ row: String?, _ figure: ComparedFigure
  ) -> String {
    CSVRow.line([
      "\(table.number)", name, row ?? "", figure.name, figure.printed, figure.computed.description,
      figure.roundedAsPrinted, figure.agreement.rawValue,
    ])
  }

  var json: JSONValue {
    [
      "section": .string(Name.section421.rawValue),
      "tables": .array(example.tables.map(Self.value)),
      "findings": .array(
        example.findings.map { finding in
          [
            "kind": .string(finding.kind.rawValue), "matter": .string(finding.matter),
            "consequence": .string(finding.consequence),
            "lines": .array(finding.lines.map { .integer($0) }),
          ]
        }),
      "plan": example.traffic.json,
    ]
  }

  private static func value(_ table: WorkedExample.ComparedTable) -> JSONValue {
    [
      "number": .integer(table.number), "interface": .string(table.interface),
      "rows": .array(table.rows.map(value)), "sums": .array(table.sums.map(value)),
      "results": .array(table.results.map(value)),
    ]
  }

  private static func value(_ row: WorkedExample.ComparedRow) -> JSONValue {
    [
      "name": .string(row.name), "row": row.row.map { .string($0) } ?? .null,
      "line": .integer(row.line), "figures": .array(row.figures.map(value)),
    ]
  }

  private static func value(_ figure: ComparedFigure) -> JSONValue {
    [
      "name": .string(figure.name), "printed": .string(figure.printed),
      "computed": .string(figure.computed.description),
      "rounded": .string(figure.roundedAsPrinted), "agreement": .string(figure.agreement.rawValue),
    ]
  }
}
