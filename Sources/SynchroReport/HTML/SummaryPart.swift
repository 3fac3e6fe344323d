internal import SynchroVerdict

/// What a buyer wants to know: the outcome, what it was measured against, and what is open.
struct SummaryPart {
  private let index: PageIndex
  private let report: RunReport
  private let groups: [ClauseGroup]

  /// More failures than this are counted here and listed below.
  private static let listed = 40
  /// Tests that keep others from being proven, the first few.
  private static let causes = 5

  init(_ index: PageIndex) {
    self.index = index
    report = index.report
    groups = ClauseGroup.all(of: index.report)
  }

  func add(to page: inout HTMLText) {
    let words = OutcomeWords(index)
    page.add(
      """
      <section id="summary" aria-labelledby="outcome">
      <div class="outcome \(report.exit.tone)">
      <h1 id="outcome">\(words.headline)</h1>
      <p>\(words.explanation)</p>
      </div>

      """)
    addIdentity(to: &page)
    addTiles(words, to: &page)
    addBroken(to: &page)
    addClauses(words, to: &page)
    OpenPoints(index).add(to: &page)
    RunFacts(index).add(to: &page)
    page.add("</section>\n")
  }

  private func addIdentity(to page: inout HTMLText) {
    let header = report.header
    page.add("<dl class=\"identity\">\n")
    func fact(_ name: StaticString, _ value: HTMLText) {
      page.add("<div><dt>\(HTMLText(stringLiteral: name))</dt><dd>\(value)</dd></div>\n")
    }
    fact("Target", "<strong>\(PageWords.excerpt(header.target))</strong>")
    fact("Held to", "\(header.profile.map { PageWords.excerpt($0) } ?? "no profile")")
    if let edition = header.edition { fact("Edition", "\(PageWords.excerpt(edition))") }
    fact(
      "When", "\(PageWords.moment(header.start)), for \(PageWords.time(report.duration))")
    fact("Tool", "synchroscope \(PageWords.excerpt(header.tool))")
    page.add("</dl>\n")
  }

  private func addTiles(_ words: OutcomeWords, to page: inout HTMLText) {
    page.add("<dl class=\"tiles\" aria-label=\"Requirements by state\">\n")
    for tile in words.tiles where tile.count > 0 || tile.isAlwaysShown {
      page.add(
        """
        <div class="\(tile.tone)"><dt>\(tile.word)</dt><dd>\(PageWords.count(tile.count))\
        <small>\(words.share(of: tile))</small></dd></div>

        """)
    }
    page.add("</dl>\n")
  }

  /// Each failure is one step away from here, and so is what keeps most from being proven.
  private func addBroken(to page: inout HTMLText) {
    let broken = index.findings.enumerated().filter { !$0.element.first.table.leavesUnproven }
    guard !broken.isEmpty || !index.causes.isEmpty else { return }
    page.add("<h2>\(broken.isEmpty ? "What stands in the way" : "What is wrong")</h2>\n")
    page.add("<ul class=\"wrong\">\n")
    for (place, finding) in broken.prefix(Self.listed) {
      let title = FindingTitle(finding)
      page.add(
        """
        <li>\(HTMLText.chip(finding.first.verdict.kind)) <a href="#f\(place + 1)">\(title.text)</a> \
        <span class="dim">\(title.origin)</span></li>

        """)
    }
    if broken.count > Self.listed {
      page.add(
        """
        <li><a href="#findings">\(PageWords.count(broken.count - Self.listed)) more</a> stand \
        below.</li>

        """)
    }
    for (place, cause) in index.causes.enumerated().prefix(Self.causes) {
      let title = CauseTitle(cause, index)
      page.add(
        """
        <li><span class="chip untestable">unproven</span> <a href="#c\(place + 1)">\(title.text)</a> \
        <span class="dim">\(title.numbers)</span></li>

        """)
    }
    page.add("</ul>\n")
  }

  private func addClauses(_ words: OutcomeWords, to page: inout HTMLText) {
    guard !groups.isEmpty else { return }
    page.add(
      """
      <h2 id="clauses">By clause</h2>
      \(PageFigure.markup("\(words.scope) by section", CoverageChart.svg(groups)))\
      <details><summary>The numbers, with links to the requirements of each section</summary>
      <div class="wide" role="region" aria-labelledby="clauses" tabindex="0">
      <table class="clauses">
      <caption>\(words.scope) by section of each document</caption>
      <thead><tr><th scope="col">Section</th><th scope="col">Rows</th><th scope="col">Proven</th>\
      <th scope="col">Broken</th><th scope="col">Warned</th><th scope="col">Unproven</th>\
      <th scope="col">Not applicable</th><th scope="col">Undecided</th></tr></thead>

      """)
    for (document, groups) in runs(of: groups) {
      let known = index.document(document)
      let edition = known.map { ", \($0.edition)" } ?? ""
      let title = PageWords.excerpt(document) + (known.map { " \($0.title)" } ?? "")
      page.add(
        """
        <tbody><tr class="document"><th scope="rowgroup" colspan="8">\(title)\
        <span class="dim">\(PageWords.excerpt(edition))</span></th></tr>

        """)
      for group in groups { page.add(line(of: group)) }
      page.add("</tbody>\n")
    }
    page.add("</table>\n</div>\n</details>\n")
  }

  private func runs(of groups: [ClauseGroup]) -> [(String, [ClauseGroup])] {
    var runs: [(String, [ClauseGroup])] = []
    for group in groups {
      if runs.last?.0 == group.document {
        runs[runs.count - 1].1.append(group)
      } else {
        runs.append((group.document, [group]))
      }
    }
    return runs
  }

  private func line(of group: ClauseGroup) -> HTMLText {
    let heading = index.heading(of: group.section, in: group.document)
    return """
      <tr><th scope="row"><a href="#g\(index.groupNumber(of: group.key))">\(PageWords.excerpt(group.section, 40))\
      \(heading.map { " " + PageWords.excerpt($0, 80) } ?? "")</a></th>\
      \(cell(group.total))\(cell(group.proven))\(cell(group.broken, "bad"))\
      \(cell(group.warned, "warn"))\(cell(group.unproven + group.faulted, "open"))\
      \(cell(group.notApplicable))\(cell(group.undecided))</tr>

      """
  }

  private func cell(_ count: Int, _ tone: StaticString = "") -> HTMLText {
    if count == 0 { return "<td class=\"none\">0</td>" }
    return "<td class=\"\(HTMLText(stringLiteral: tone))\">\(PageWords.count(count))</td>"
  }
}
