internal import SynchroCatalog
internal import SynchroVerdict

/// One finding with all that is known about it.
struct FindingCard {
  /// What all cards of a page share.
  struct Context {
    let index: PageIndex
    let excerpts: [Int: ExchangeExcerpt]
    let evidence: String?
    /// Exchanges that some card shows.
    let shown: Set<Int>
    /// Exchanges whose bodies are shown at length.
    let generous: Set<Int>
  }

  private let finding: FoldedCase
  private let number: Int
  private let exchanges: [Int]
  private let context: Context
  private var index: PageIndex { context.index }
  private var item: ReportCase { finding.first }

  /// Names of tests and rows beyond these are counted.
  private static let listed = 60
  /// The steps of so many findings are drawn.
  private static let drawn = 60

  init(_ finding: FoldedCase, place: Int, exchanges: [Int], _ context: Context) {
    self.finding = finding
    number = place + 1
    self.exchanges = exchanges
    self.context = context
  }

  func add(to page: inout HTMLText) {
    let title = FindingTitle(finding)
    let kind = item.verdict.kind
    page.add(
      """
      <article class="finding \(kind.rawValue)" id="f\(number)" aria-labelledby="f\(number)-h">
      <h4 id="f\(number)-h">\(HTMLText.chip(kind)) \(title.text)</h4>

      """)
    addRows(to: &page)
    if let reason = item.verdict.reason, item.message != title.text {
      page.add("<p class=\"reason\">\(PageWords.excerpt(reason, 1200))</p>\n")
    }
    MismatchTable(item, index, shown: context.shown).add(to: &page)
    addOrigin(to: &page)
    addOthers(to: &page)
    addSequence(to: &page)
    addExchanges(to: &page)
    page.add("</article>\n")
  }

  /// The rows that the check of this finding decided alike.
  private func addRows(to page: inout HTMLText) {
    let rows = finding.requirements
    guard !rows.isEmpty else { return }
    page.add("<ul class=\"rows\">\n")
    for (place, row) in rows.prefix(Self.listed).enumerated() {
      let heading = index.heading(of: row.clause, in: row.document)
      page.add(
        """
        <li>\(HTMLText.clauseLink(row, in: index))\
        \(heading.map { " " + PageWords.excerpt($0, 80) } ?? "") \
        <span class="level">\(row.level.rawValue)</span> \(rowLink(row))
        """)
      // The heading of the card is the first statement.
      if place > 0 { page.add("<br>\(PageWords.excerpt(row.statement, 240))") }
      page.add("</li>\n")
    }
    page.add("</ul>\n")
    if rows.count > Self.listed {
      page.add("<p>and \(PageWords.count(rows.count - Self.listed)) more requirements</p>\n")
    }
  }

  private func rowLink(_ row: RequirementRecord) -> HTMLText {
    let name = PageWords.excerpt(row.id, 120)
    guard let place = index.row(row.id) else { return "<code>\(name)</code>" }
    return "<a href=\"#r\(place + 1)\"><code>\(name)</code></a>"
  }

  /// The check as written, its test, and what would help.
  private func addOrigin(to page: inout HTMLText) {
    page.add("<dl class=\"origin\">\n")
    if item.decision != nil {
      page.add(
        "<div><dt>Check</dt><dd><code>\(PageWords.excerpt(item.subject, 600))</code></dd></div>\n")
    }
    let record = index.record(ofTest: item.test)
    page.add(
      """
      <div><dt>\(record == nil ? "Stage" : "Test")</dt><dd>\
      \(HTMLText.testLink(item.id, test: item.test, in: index)) \
      \(record.map { PageWords.excerpt($0.title, 200) } ?? PageWords.excerpt(item.subject, 200))
      """)
    if let place = item.place {
      page.add(
        " <span class=\"dim\">\(PageWords.excerpt(place.file, 200)), line \(place.line)</span>")
    }
    page.add("</dd></div>\n")
    if let record, !record.exchanges.isEmpty {
      let links = HTMLText.exchangeLinks(record.exchanges.prefix(Self.listed), in: index)
      page.add("<div><dt>Its exchanges</dt><dd>\(links)</dd></div>\n")
    }
    for act in item.hooks {
      page.add(
        """
        <div><dt>Operator, act \(act.number)</dt><dd>\(PageWords.excerpt(act.headline, 400)) \
        <span class="dim">\(PageWords.time(act.duration))</span></dd></div>

        """)
    }
    if !item.table.leavesUnproven, let record {
      addNotes(record.notes, to: &page)
    }
    if let step = item.nextStep {
      page.add(
        "<div class=\"next\"><dt>Next step</dt><dd>\(PageWords.excerpt(step, 600))</dd></div>\n")
    }
    page.add("</dl>\n")
  }

  private func addNotes(_ notes: [String], to page: inout HTMLText) {
    guard !notes.isEmpty else { return }
    let shown = notes.prefix(4).map { PageWords.excerpt($0, 300) }
    let left = notes.count - shown.count
    page.add("<div><dt>Notes</dt><dd>\(shown.joined(separator: "; "))")
    if left > 0 { page.add("; and \(PageWords.count(left)) more") }
    page.add("</dd></div>\n")
  }

  /// What else the same reason leaves unproven.
  private func addOthers(to page: inout HTMLText) {
    let others = finding.others.filter { $0.id != item.id }
    guard !others.isEmpty else { return }
    page.add(
      """
      <details><summary>The same reason leaves \(PageWords.count(others.count, "more decision")) \
      unproven</summary>
      <ul class="others">

      """)
    var counts: [String: Int] = [:]
    var order: [String] = []
    for other in others {
      if counts[other.test, default: 0] == 0 { order.append(other.test) }
      counts[other.test, default: 0] += 1
    }
    for test in order.prefix(Self.listed) {
      page.add("<li>\(HTMLText.testLink(test, test: test, in: index)) ")
      page.add("<span class=\"dim\">\(PageWords.count(counts[test] ?? 0))</span></li>\n")
    }
    if order.count > Self.listed {
      page.add("<li>and \(PageWords.count(order.count - Self.listed, "more test"))</li>\n")
    }
    page.add("</ul></details>\n")
  }

  /// Where a failure is one step of several, the steps are drawn.
  private func addSequence(to page: inout HTMLText) {
    guard !item.table.leavesUnproven, number <= Self.drawn,
      let record = index.record(ofTest: item.test)
    else { return }
    if let round = record.rounds.first(where: \.isFaulty) ?? record.rounds.first {
      page.add(RoundFigure.markup(round, id: "round-\(number)"))
      return
    }
    let steps = record.exchanges.compactMap { index.exchange($0) }
    let acts = index.hooks(ofTest: record.id)
    guard steps.count + acts.count > 1 else { return }
    let picture = SequenceDiagram.svg(
      steps, hooks: acts, target: index.report.header.target, broken: index.broken,
      id: "sequence-\(number)")
    page.add(PageFigure.markup("The steps of the test", picture))
  }

  private func addExchanges(to page: inout HTMLText) {
    // Where every failure is looked at, its exchange stands open; what is merely unproven waits.
    let isOpen = !item.table.leavesUnproven
    for number in exchanges {
      guard let summary = index.exchange(number) else { continue }
      let place = item.decision?.mismatches.first { $0.exchange == number && $0.place != nil }?
        .place
      ExchangeView(
        summary, context.excerpts[number], evidence: context.evidence, isOpen: isOpen,
        marking: place, isGenerous: context.generous.contains(number), index
      ).add(to: &page)
    }
    let elsewhere = item.exchanges.map(\.number).filter { !exchanges.contains($0) }
    guard !elsewhere.isEmpty else { return }
    let links = elsewhere.map { number -> HTMLText in
      let letter = context.shown.contains(number) ? "e" : "x"
      return "<a href=\"#\(letter)\(number)\">exchange \(number)</a>"
    }
    page.add("<p>Shown elsewhere: \(HTMLText.joined(links, by: ", ")).</p>\n")
  }
}
