/// A place where the document disagrees with itself.
public struct ExampleFinding: Sendable, Equatable {
  /// What kind of disagreement it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// One scenario is selected, the shares of another are used.
    case scenario
    /// The shares of the events do not cover all meters.
    case shares
    /// A day is divided by other hours than the requirement's window has.
    case hours
    /// A rate and a size that a rule or a footnote of the document does not put together.
    case size
    /// Some events count for a share of the meters, others for all.
    case bases
    /// A value lies outside the range that the requirement prints.
    case range
    /// The text names another sender than the requirement.
    case sender
  }

  /// Its kind.
  public let kind: Kind
  /// What is the matter, in one sentence with the numbers.
  public let matter: String
  /// What it changes, or how the plan takes it.
  public let consequence: String
  /// The lines of the source.
  public let lines: [Int]
}

extension ExampleWork {
  /// Every disagreement that shows; a document without one gives none.
  func findings() throws(RationalError) -> [ExampleFinding] {
    try scenario() + shares() + hours() + sizes() + bases() + ranges() + senders()
  }

  private var traffics: [PrintedTables.Table] { printed.tables.filter { !$0.sums.isEmpty } }

  /// The class of table 3 that an event names in brackets.
  private func share(of event: String) -> PrintedTables.Share? {
    printed.shares.first { event.hasSuffix("(\($0.name))") }
  }

  // MARK: - Shares

  private func scenario() throws(RationalError) -> [ExampleFinding] {
    var findings: [ExampleFinding] = []
    for table in traffics {
      let shared = pairs(table).filter { $0.row.proportion != nil }
      guard !shared.isEmpty else { continue }
      let scenarios = (printed.shares.first?.percent ?? []).indices
      var used: [Int] = []
      for scenario in scenarios where try matches(shared, scenario) { used.append(scenario + 1) }
      let selected = printed.selectedScenario
      guard !used.contains(selected.number) else { continue }
      var others: [String: Rational] = [:]
      for pair in shared {
        let percent = share(of: pair.row.event)?.percent[selected.number - 1]
        others[pair.row.event] = try percent.map { percent throws(RationalError) in
          try percent.value / Rational(100)
        }
      }
      let (events, bytes) = try totals(pairs(table), shares: others)
      let words = used.map { "scenario \($0)" }.joined(separator: " and ")
      findings.append(
        ExampleFinding(
          kind: .scenario,
          matter:
            "the text selects scenario \(selected.number) of table 3, but table \(table.number)"
            + " uses the shares of \(words.isEmpty ? "none" : words): "
            + shared.compactMap { $0.row.proportion?.text }.joined(separator: " and "),
          consequence: "with scenario \(selected.number) the totals would be"
            + " \(Rational.grouped(events.description)) events and"
            + " \(Rational.grouped(bytes.description)) bytes; the plan keeps to table \(table.number)",
          lines: [selected.line] + shared.map(\.row.line)))
    }
    return findings
  }

  private func matches(_ pairs: [Pair], _ scenario: Int) throws(RationalError) -> Bool {
    for pair in pairs {
      guard let share = share(of: pair.row.event), let percent = share.percent[scenario],
        let proportion = pair.row.proportion
      else { return false }
      if try percent.value / Rational(100) != proportion.value { return false }
    }
    return true
  }

  private func shares() throws(RationalError) -> [ExampleFinding] {
    var findings: [ExampleFinding] = []
    for table in traffics {
      let proportions = table.rows.compactMap(\.proportion)
      guard !proportions.isEmpty else { continue }
      let sum = try Rational.sum(proportions.map(\.value))
      guard sum != .one else { continue }
      let rest = try (.one - sum) * Rational(100)
      findings.append(
        ExampleFinding(
          kind: .shares,
          matter: "the proportions of table \(table.number) sum to \(sum), not to 1",
          consequence: "\(rest) % of the meters send no interval reads: they are the gas meters of"
            + " the scenario, in an example about electric ones; the plan counts them as endpoints",
          lines: table.rows.filter { $0.proportion != nil }.map(\.line)))
    }
    return findings
  }

  private func bases() throws(RationalError) -> [ExampleFinding] {
    traffics.compactMap { table in
      let shared = table.rows.filter { $0.proportion != nil }
      let others = table.rows.count - shared.count
      guard !shared.isEmpty, others > 0 else { return nil }
      return ExampleFinding(
        kind: .bases,
        matter: "table \(table.number) counts \(shared.count) events for a share of the meters and"
          + " \(others) for every meter, and adds them up",
        consequence: "the plan does the same: 'ElectrMtr' is every endpoint",
        lines: shared.map(\.line))
    }
  }

  // MARK: - Values

  private func hours() throws(RationalError) -> [ExampleFinding] {
    var wrong: [(words: String, lines: [Int])] = []
    for pair in printed.tables.flatMap(pairs) {
      guard let divisor = pair.row.divisor else { continue }
      let hours = try Rational(pair.load.hours.minutes) / Rational(60)
      guard hours != divisor.value else { continue }
      let words =
        "divided by \(divisor.text) hours, where the window \(pair.flow.row.when.raw.oneLine)"
        + " has \(hours)"
      if let known = wrong.firstIndex(where: { $0.words == words }) {
        wrong[known].lines.append(pair.row.line)
      } else {
        wrong.append((words, [pair.row.line]))
      }
    }
    return wrong.map { entry in
      ExampleFinding(
        kind: .hours,
        matter: "the daily values of \(entry.lines.count) events are \(entry.words)",
        consequence: "hours come from the requirement rows; tables 4 and 5 are of whole days and"
          + " do not change",
        lines: entry.lines)
    }
  }

  private func sizes() throws(RationalError) -> [ExampleFinding] {
    var findings: [ExampleFinding] = []
    for table in traffics {
      var matters: [String] = []
      var lines: [Int] = []
      for pair in pairs(table) where pair.flow.row.payload == printed.sizeRule.payload {
        guard let (words, line) = try sizeMatter(pair) else { continue }
        let values = "\(pair.row.rate.text) x \(pair.row.size.text)"
        matters.append("\(values) bytes a day for \(pair.flow.population), where \(words)")
        lines += [pair.row.line, line]
      }
      guard !matters.isEmpty else { continue }
      findings.append(
        ExampleFinding(
          kind: .size, matter: "table \(table.number) has " + matters.joined(separator: ", and "),
          consequence: "the plan keeps to table \(table.number); each value alone lies in the range"
            + " of its row, but they do not belong together",
          lines: lines))
    }
    return findings
  }

  /// What a rate and a size break: a footnote about this very size, or else the rule.
  private func sizeMatter(_ pair: Pair) throws(RationalError) -> (words: String, line: Int)? {
    let note = printed.footnote
    if note.event == pair.row.event, note.size == pair.load.size {
      guard Rational(note.rate) != pair.load.eventsPerDevice else { return nil }
      return ("a footnote ties \(note.size) bytes to \(note.rate) a day", note.line)
    }
    let rule = printed.sizeRule
    let expected =
      try Rational(rule.hours) * Rational(rule.bytes) / pair.load.eventsPerDevice
    guard expected != Rational(pair.load.size) else { return nil }
    let words = "the size rule (\(rule.hours) h / how often x \(rule.bytes)) gives \(expected)"
    return (words, rule.line)
  }

  private func ranges() throws(RationalError) -> [ExampleFinding] {
    traffics.flatMap(pairs).compactMap { pair in
      guard pair.flow.departure != nil else { return nil }
      return ExampleFinding(
        kind: .range,
        matter: "\(pair.row.event): the tables have \(pair.row.rate.text) a day, but"
          + " \(pair.flow.row.id) prints '\(pair.flow.row.howOften.raw.oneLine)'",
        consequence: "the plan departs from the row and says so",
        lines: [pair.row.line, pair.flow.row.line])
    }
  }

  private func senders() throws(RationalError) -> [ExampleFinding] {
    let sender = printed.sender
    return printed.tables.filter { $0.number == sender.table }.flatMap(pairs).compactMap { pair in
      guard !pair.flow.row.from.alternatives.joined().contains(sender.actor) else { return nil }
      return ExampleFinding(
        kind: .sender,
        matter: "\(pair.row.event): the text names \(sender.actor) as sender, but"
          + " \(pair.flow.row.id) has \(pair.flow.row.from.raw.oneLine)",
        consequence: "the plan lets both enter the interface",
        lines: [sender.line, pair.flow.row.line])
    }
  }
}
