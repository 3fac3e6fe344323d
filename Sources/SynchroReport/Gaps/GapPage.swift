internal import SynchroCatalog
internal import SynchroText
internal import SynchroVerdict

/// A gap list as one page of HTML: no script, nothing fetched, readable on paper and aloud.
public enum GapPage {
  /// The whole document.
  public static func render(_ list: GapList) -> String {
    let title = "Gap list: " + list.profile.title
    let body =
      [summary(of: list), capabilities(of: list), clauses(of: list), gaps(of: list)]
      + [omissions(of: list), advice(of: list)]
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(GapMarkup.text(title))</title>
      <style>
      \(GapPageStyle.sheet)</style>
      </head>
      <body>
      <main>
      <h1>\(GapMarkup.text(title))</h1>
      \(body.joined())</main>
      </body>
      </html>

      """
  }

  // MARK: - Summary

  private static func summary(of list: GapList) -> String {
    var facts = [
      ("Outcome", "\(list.exitWords) (exit \(list.exit.rawValue))"),
      ("Profile", "\(list.profile.name), edition \(list.profile.edition)"), ("Run", list.runWords),
      ("Required", list.sentence),
    ]
    if let advice = list.adviceSentence { facts.append(("Advised", advice)) }
    facts += list.omissions.map { ("Left out", $0.sentence) }
    facts += list.remarks.map { ("Note", $0) }
    let rows = facts.map { "<dt>\($0)</dt><dd>\(GapMarkup.text($1))</dd>\n" }.joined()
    return "<dl class=\"\(GapMarkup.tone(of: list.exit))\">\n\(rows)</dl>\n"
  }

  private static func capabilities(of list: GapList) -> String {
    guard !list.capabilities.isEmpty else { return "" }
    let rows = list.capabilities.map { capability in
      GapMarkup.row(
        head: capability.words,
        [
          GapMarkup.mark(capability.state.word, GapMarkup.tone(of: capability.state)),
          GapMarkup.text(capability.state.reason),
        ])
    }
    return "<h2>Required capabilities</h2>\n"
      + GapMarkup.table(
        caption: "What the profile requires to be there", ["Capability", "State", "Why"], rows)
  }

  private static func clauses(of list: GapList) -> String {
    func cells(_ total: GapTotal) -> [String] {
      [
        total.rows, total.proven, total.broken, total.notOffered, total.unproven,
        total.notApplicable,
      ].map { "<span class=\"count\">\($0)</span>" }
    }
    var rows = list.clauses.filter { $0.total.rows > 0 }.map { clause in
      GapMarkup.row(
        head: clause.name, link: clause.total.gaps > 0 ? anchor(of: clause) : nil,
        cells(clause.total))
    }
    rows.append(GapMarkup.row(head: "all", cells(list.total)))
    return "<h2>By clause</h2>\n"
      + GapMarkup.table(
        caption: "Required rows by clause; a link leads to the gaps of the clause",
        ["Clause", "Required", "Proven", "Broken", "Not offered", "Unproven", "Not applicable"],
        rows)
  }

  // MARK: - Gaps

  private static func gaps(of list: GapList) -> String {
    let clauses = list.clauses.filter { $0.total.gaps > 0 }
    guard !clauses.isEmpty else { return "<h2>Gaps</h2>\n<p>There are none.</p>\n" }
    let parts = clauses.map { clause in
      "<section aria-labelledby=\"\(anchor(of: clause))\">\n"
        + "<h3 id=\"\(anchor(of: clause))\">\(GapMarkup.text(clause.name))</h3>\n"
        + clause.rows.filter(\.isGap).map(article).joined() + "</section>\n"
    }
    return "<h2>Gaps</h2>\n" + parts.joined()
  }

  private static func article(_ row: GapList.Row) -> String {
    var facts: [(String, String)] = []
    if case .broken = row.state, let mismatch = row.evidence?.decision?.mismatches.first {
      facts.append(("Expected", mismatch.expected))
      facts.append(
        ("Received", mismatch.received + (mismatch.location.map { " at \($0)" } ?? "")))
    } else if let reason = row.finding {
      facts.append(("Why", reason))
    }
    if let trace = row.trace { facts.append(("Check", trace)) }
    if let place = row.evidence?.place {
      facts.append(("Test line", "\(place.file):\(place.line)"))
    }
    let items = facts.map { "<dt>\($0)</dt><dd>\(GapMarkup.text($1))</dd>" }.joined()
    return "<article>\n<h4>\(GapMarkup.mark(row.state.word, GapMarkup.tone(of: row.state))) "
      + "<code>\(GapMarkup.text(row.requirement.id))</code> "
      + "<span class=\"level\">\(GapMarkup.text(row.levelWords))</span></h4>\n"
      + "<p>\(GapMarkup.text(row.requirement.statement, limit: 600))</p>\n"
      + (items.isEmpty ? "" : "<dl>\(items)</dl>\n") + "</article>\n"
  }

  // MARK: - What is no gap

  private static func omissions(of list: GapList) -> String {
    guard !list.omissions.isEmpty else { return "" }
    return "<h2>Left out</h2>\n"
      + list.omissions.map { omission in
        let items = omission.rows.map {
          "<li><code>\(GapMarkup.text($0.requirement.id))</code> "
            + "\(GapMarkup.text($0.requirement.statement, limit: 300))</li>\n"
        }
        return "<details open><summary>\(GapMarkup.text(omission.sentence))</summary>\n"
          + "<ul>\n\(items.joined())</ul></details>\n"
      }.joined()
  }

  private static func advice(of list: GapList) -> String {
    let rows = list.advised.filter { $0.state != .proven }
    guard !rows.isEmpty else { return "" }
    let items = rows.map { row in
      GapMarkup.row(
        head: row.requirement.id,
        [
          row.state == .broken ? "not followed" : GapMarkup.text(row.state.word),
          GapMarkup.text(row.requirement.statement, limit: 300),
          GapMarkup.text(row.finding ?? ""),
        ])
    }
    return "<h2>Advice that was not seen followed</h2>\n"
      + GapMarkup.table(
        caption: "SHOULD rows that the profile does not raise; none is a gap",
        ["Row", "State", "What is advised", "Why"], items)
  }

  /// Clauses come from a results file, and an id may hold no space.
  private static func anchor(of clause: GapList.Clause) -> String {
    "clause-" + String(clause.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
}
