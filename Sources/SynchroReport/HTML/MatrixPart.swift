internal import SynchroCatalog
internal import SynchroVerdict

/// Every requirement with its state, its reason and the checks that spoke of it.
struct MatrixPart {
  private let index: PageIndex

  /// More checks than this are counted.
  private static let checks = 8

  init(_ index: PageIndex) { self.index = index }

  func add(to page: inout HTMLText) {
    let rows = index.report.requirements
    page.add(
      """
      <section id="matrix" aria-labelledby="matrix-h">
      <h2 id="matrix-h">Requirements <span class="dim">\(PageWords.count(rows.count))</span></h2>

      """)
    if rows.isEmpty {
      page.add("<p>No check named a requirement, and no profile claims any.</p>\n</section>\n")
      return
    }
    page.add(Self.form)
    for group in index.rowGroups { add(group.key, group.rows, to: &page) }
    page.add("</section>\n")
  }

  /// Shown by the script, which it needs.
  private static var form: HTMLText {
    """
    <form id="filter" class="controls" hidden>
    <label>State <select name="state"><option value="">any</option>\
    <option value="failed">failed</option><option value="warned">warned</option>\
    <option value="untestable">untestable</option><option value="inconclusive">inconclusive</option>\
    <option value="review">review</option><option value="passed">passed</option>\
    <option value="notApplicable">not applicable</option>\
    <option value="undecided">undecided</option></select></label>
    <label>Words <input type="search" name="words" autocomplete="off"></label>
    <output id="filter-count"></output>
    </form>

    """
  }

  private func add(_ key: ClauseGroup.Key, _ rows: [Int], to page: inout HTMLText) {
    let number = index.groupNumber(of: key)
    let heading = index.heading(of: key.section, in: key.document)
    page.add(
      """
      <section class="group" id="g\(number)" aria-labelledby="g\(number)-h">
      <h3 id="g\(number)-h">\(PageWords.excerpt(key.document, 80)), section \
      \(PageWords.excerpt(key.section, 40))\(heading.map { ": " + PageWords.excerpt($0, 80) } ?? "") \
      <span class="dim">\(PageWords.count(rows.count))</span></h3>
      <table class="matrix"><caption class="unseen">Requirements of \
      \(PageWords.excerpt(key.document, 80)), section \(PageWords.excerpt(key.section, 40))</caption>
      <thead><tr><th scope="col">Requirement</th><th scope="col">State</th></tr></thead>
      <tbody>

      """)
    for place in rows { add(index.report.requirements[place], place, to: &page) }
    page.add("</tbody></table>\n</section>\n")
  }

  private func add(_ row: RequirementRecord, _ place: Int, to page: inout HTMLText) {
    let state = row.verdict?.kind.rawValue ?? "undecided"
    page.add(
      """
      <tr class="\(state)" id="r\(place + 1)"><th scope="row">\(HTMLText.clauseLink(row, in: index)) \
      <span class="level">\(row.level.rawValue)</span> <code>\(PageWords.excerpt(row.id, 120))</code>\
      <p>\(PageWords.excerpt(row.statement, 600))</p></th><td>\(HTMLText.chip(row))
      """)
    if !row.isClaimed { page.add(" <span class=\"dim\">not claimed</span>") }
    if let finding = index.finding(ofRow: row.id), row.verdict?.kind != .passed {
      page.add(" <a href=\"#f\(finding + 1)\">finding \(finding + 1)</a>")
    }
    if let reason = reason(of: row) { page.add("<p>\(PageWords.excerpt(reason, 320))</p>") }
    addChecks(of: row, to: &page)
    page.add("</td></tr>\n")
  }

  private func reason(of row: RequirementRecord) -> String? {
    switch row.standing {
    case .decided(let verdict): verdict.reason
    case .undecided(let reason): reason
    }
  }

  private func addChecks(of row: RequirementRecord, to page: inout HTMLText) {
    guard !row.checks.isEmpty else { return }
    page.add("<ul class=\"checks\">")
    for id in row.checks.prefix(Self.checks) {
      page.add("<li>\(HTMLText.testLink(id, test: CheckRecord.test(of: id), in: index))</li>")
    }
    let left = row.checks.count - Self.checks
    if left > 0 { page.add("<li>and \(PageWords.count(left)) more</li>") }
    page.add("</ul>")
  }
}
