internal import SynchroCatalog
internal import SynchroVerdict

/// What stands open for people: questions, rows that no check decides, what is missing on the
/// target, what was left there.
struct OpenPoints {
  private let index: PageIndex
  private let report: RunReport

  /// More than this is in the requirements below.
  private static let listed = 300

  init(_ index: PageIndex) {
    self.index = index
    report = index.report
  }

  func add(to page: inout HTMLText) {
    addInterruptions(to: &page)
    addPeople(to: &page)
    addDoctor(to: &page)
    addResidue(to: &page)
  }

  private func addInterruptions(to page: inout HTMLText) {
    guard !report.interruptions.isEmpty else { return }
    page.add("<h2>What cut the run short</h2>\n<ul>\n")
    for sentence in report.interruptions {
      page.add("<li>\(PageWords.excerpt(sentence, 600))</li>\n")
    }
    page.add("</ul>\n")
  }

  // MARK: - People

  private func addPeople(to page: inout HTMLText) {
    let questions = index.findings.enumerated().filter { $0.element.first.verdict.kind == .review }
    let hooks = Dictionary(grouping: report.tests.compactMap(\.lackedHook)) { $0 }
    let undecided = report.requirements.enumerated().filter { $0.element.verdict == nil }
    guard !questions.isEmpty || !hooks.isEmpty || !undecided.isEmpty else { return }
    page.add("<h2>What needs a person</h2>\n<ul class=\"people\">\n")
    for (place, finding) in questions.prefix(Self.listed) {
      page.add(
        """
        <li>\(HTMLText.chip(.review)) <a href="#f\(place + 1)">\(FindingTitle(finding).text)</a>: \
        \(PageWords.excerpt(finding.first.verdict.reason ?? "", 300))</li>

        """)
    }
    for (hook, tests) in hooks.sorted(by: { $0.key < $1.key }) {
      page.add(
        """
        <li>\(PageWords.count(tests.count, "test waits", "tests wait")) for an operator who can do \
        <code>\(PageWords.excerpt(hook, 80))</code>; the target file has no such hook.</li>

        """)
    }
    if !undecided.isEmpty {
      page.add(
        """
        <li>\(PageWords.count(undecided.count, "requirement")) that no check decides, each with its \
        reason.</li>

        """)
    }
    page.add("</ul>\n")
    addUndecided(undecided.map { ($0.offset, $0.element) }, to: &page)
  }

  private func addUndecided(_ rows: [(Int, RequirementRecord)], to page: inout HTMLText) {
    guard !rows.isEmpty else { return }
    page.add("<details><summary>The \(PageWords.count(rows.count, "reason"))</summary>\n<ul>\n")
    for (place, row) in rows.prefix(Self.listed) {
      guard case .undecided(let reason) = row.standing else { continue }
      page.add(
        """
        <li><a href="#r\(place + 1)"><code>\(PageWords.excerpt(row.id, 120))</code></a> \
        <span class="level">\(row.level.rawValue)</span> \(PageWords.excerpt(reason))</li>

        """)
    }
    if rows.count > Self.listed {
      page.add("<li>and \(PageWords.count(rows.count - Self.listed)) more, listed below</li>\n")
    }
    page.add("</ul></details>\n")
  }

  // MARK: - The target

  private func addDoctor(to page: inout HTMLText) {
    guard !report.doctor.isEmpty else { return }
    page.add("<h2>What the doctor found before the tests</h2>\n<ul class=\"doctor\">\n")
    let ranked: [DoctorFinding.Severity] = [.fault, .warning, .ok]
    for severity in ranked {
      for finding in report.doctor where finding.severity == severity {
        page.add(
          """
          <li>\(Self.chip(severity)) \(PageWords.excerpt(finding.sentence, 400))\
          \(finding.nextStep.map { ". Next step: " + PageWords.excerpt($0, 400) } ?? "")\
          \(finding.field.map { " (field " + PageWords.excerpt($0, 80) + ")" } ?? "")</li>

          """)
      }
    }
    page.add("</ul>\n")
  }

  private static func chip(_ severity: DoctorFinding.Severity) -> HTMLText {
    switch severity {
    case .fault: "<span class=\"chip failed\">fault</span>"
    case .warning: "<span class=\"chip warned\">warning</span>"
    case .ok: "<span class=\"chip passed\">ok</span>"
    }
  }

  private func addResidue(to page: inout HTMLText) {
    guard !report.residue.isEmpty else { return }
    page.add(
      """
      <h2>What was left on the target</h2>
      <details\(report.residue.count <= 6 ? " open" : "")><summary>\
      \(PageWords.count(report.residue.count, "thing")) could not be removed</summary>
      <ul>

      """)
    for item in report.residue.prefix(Self.listed) {
      page.add("<li>\(PageWords.excerpt(item.what))")
      if let url = item.url { page.add(" at <code>\(PageWords.excerpt(url))</code>") }
      if let test = item.test {
        page.add(", left by \(HTMLText.testLink(test, test: test, in: index))")
      }
      page.add(": \(PageWords.excerpt(item.because))</li>\n")
    }
    page.add("</ul></details>\n")
  }
}
