internal import SynchroVerdict

/// Every test with its checks, what each decided, and the exchanges they looked at.
struct TestsPart {
  private let index: PageIndex

  /// The rounds of so many tests are drawn.
  private static let drawn = 200

  init(_ index: PageIndex) { self.index = index }

  func add(to page: inout HTMLText) {
    let tests = index.report.tests
    page.add(
      """
      <section id="tests" aria-labelledby="tests-h">
      <h2 id="tests-h">Tests <span class="dim">\(PageWords.count(tests.count))</span></h2>

      """)
    if tests.isEmpty { page.add("<p>No test was carried out.</p>\n") }
    for (place, test) in tests.enumerated() { add(test, place, to: &page) }
    page.add("</section>\n")
  }

  private func add(_ test: TestRecord, _ place: Int, to page: inout HTMLText) {
    let verdict = test.verdict
    page.add(
      """
      <section class="test" id="t\(place + 1)" aria-labelledby="t\(place + 1)-h">
      <h3 id="t\(place + 1)-h">\(HTMLText.chip(verdict.kind)) \(PageWords.excerpt(test.title, 200)) \
      <code>\(PageWords.excerpt(test.id, 160))</code></h3>
      <p class="dim">\(PageWords.excerpt(test.place.file, 200)), line \(test.place.line), \
      \(PageWords.time(test.duration))
      """)
    if !test.exchanges.isEmpty {
      page.add("; exchanges \(HTMLText.exchangeLinks(test.exchanges.prefix(200), in: index))")
    }
    page.add("</p>\n")
    if let stop = test.stop {
      page.add(
        "<p>\(HTMLText.chip(stop.kind)) \(stop.reason.map { PageWords.excerpt($0, 400) } ?? "")</p>\n"
      )
    }
    if !test.checks.isEmpty {
      page.add("<ol>\n")
      for check in test.checks { add(check, shared: test.exchanges, to: &page) }
      page.add("</ol>\n")
    }
    if place < Self.drawn, let round = test.rounds.first(where: { !$0.isFaulty }) {
      page.add("<details><summary>A good round</summary>\n")
      page.add(RoundFigure.markup(round, id: "test-round-\(place + 1)"))
      page.add("</details>\n")
    }
    page.add("</section>\n")
  }

  private func add(_ check: CheckRecord, shared: [Int], to page: inout HTMLText) {
    let worst = RollUp.worst(of: check.decisions.map(\.verdict))
    page.add("<li>\(HTMLText.chip(worst?.kind ?? .untestable)) <code>")
    page.add("\(PageWords.excerpt(check.text, 240))</code>")
    // Most checks look at the only exchange of their test.
    if !check.exchanges.isEmpty, check.exchanges != shared {
      page.add(
        " <span class=\"dim\">exchange \(HTMLText.exchangeLinks(check.exchanges.prefix(12), in: index))</span>"
      )
    }
    page.add("</li>\n")
  }
}
