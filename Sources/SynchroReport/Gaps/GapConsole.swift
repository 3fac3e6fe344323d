internal import SynchroCatalog
public import SynchroText
internal import SynchroVerdict

/// A gap list for a person at a terminal: every gap under its clause, then the numbers.
public struct GapConsole: Sendable {
  private let style: TerminalStyle
  /// Rows of a document that is mostly left out are counted beyond these.
  private static let omissionLimit = 5

  /// A list for one stream.
  public init(style: TerminalStyle = .plain) { self.style = style }

  /// The whole list, ended by a line feed.
  public func render(_ list: GapList) -> String {
    var lines: [String] = []
    for clause in list.clauses {
      let gaps = clause.rows.filter(\.isGap)
      guard !gaps.isEmpty else { continue }
      let total = clause.total
      lines.append(
        style.paint(VisibleText.escape(clause.name), .bold)
          + ": \(total.gaps) of \(total.rows) required rows are gaps")
      lines += gaps.flatMap(self.lines) + [""]
    }
    lines += omissions(of: list)
    lines += capabilities(of: list)
    return (lines + summary(of: list)).map { $0 + "\n" }.joined()
  }

  private func lines(of row: GapList.Row) -> [String] {
    let statement = VisibleText.excerpt(row.requirement.statement, limit: 400)
    var lines = [
      "  " + style.paint(row.state.word, row.state.ink)
        + " \(VisibleText.escape(row.requirement.id)) (\(row.levelWords)): \(statement)"
    ]
    if let finding = row.finding { lines.append("    " + finding) }
    if let trace = row.trace { lines.append("    " + trace) }
    return lines
  }

  private func omissions(of list: GapList) -> [String] {
    list.omissions.flatMap { omission -> [String] in
      var lines = [style.paint("left out", .bold) + ": " + omission.sentence]
      for row in omission.rows.prefix(Self.omissionLimit) {
        lines.append("  " + VisibleText.escape(row.requirement.id))
      }
      let left = omission.rows.count - Self.omissionLimit
      if left > 0 { lines.append("  and \(left) more, which the HTML and the CSV list") }
      return lines + [""]
    }
  }

  private func capabilities(of list: GapList) -> [String] {
    guard !list.capabilities.isEmpty else { return [] }
    return [style.paint("required", .bold)]
      + list.capabilities.map {
        "  " + style.paint($0.state.word, $0.state.ink) + " \($0.words): \($0.state.reason)"
      } + [""]
  }

  private func summary(of list: GapList) -> [String] {
    var rows = [
      (
        "profile",
        VisibleText.excerpt(list.profile.name) + ": " + VisibleText.excerpt(list.profile.title)
      ), ("run", list.runWords), ("required", list.sentence),
    ]
    if let advice = list.adviceSentence { rows.append(("advised", advice)) }
    rows += list.remarks.map { ("note", $0) }
    let ink: TerminalStyle.Ink =
      switch list.exit {
      case .success: .green
      case .unproven: .yellow
      case .failed, .setupFault, .harnessFault: .red
      }
    rows.append(("exit", style.paint("\(list.exit.rawValue): \(list.exitWords)", ink)))
    return rows.map { name, value in
      style.paint(name, .bold) + String(repeating: " ", count: 14 - name.count) + value
    }
  }
}
