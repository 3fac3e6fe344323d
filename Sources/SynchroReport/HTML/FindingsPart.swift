internal import SynchroVerdict

/// What an engineer works through: each finding with its clause, what was expected and received, and
/// the exchanges that show it.
struct FindingsPart {
  private let index: PageIndex
  private let excerpts: [Int: ExchangeExcerpt]
  private let evidence: String?
  /// The exchanges that each finding shows, by its place; an exchange is shown once.
  private let shown: [Int: [Int]]

  /// Exchanges whose bodies are shown at length; those of the rest only begin.
  private let generous: Set<Int>

  /// So many exchanges have a place of their own.
  private static let exchangeLimit = 240
  /// So many bytes of messages are shown at length altogether.
  private static let byteLimit = 3 << 20

  init(_ index: PageIndex, _ excerpts: [Int: ExchangeExcerpt], evidence: String? = nil) {
    self.index = index
    self.excerpts = excerpts
    self.evidence = evidence
    var shown: [Int: [Int]] = [:]
    var seen: Set<Int> = []
    var generous: Set<Int> = []
    var bytes = 0
    for (place, finding) in index.findings.prefix(PageIndex.fullFindings).enumerated() {
      for exchange in finding.first.exchanges where seen.count < Self.exchangeLimit {
        if seen.insert(exchange.number).inserted {
          shown[place, default: []].append(exchange.number)
          bytes += excerpts[exchange.number].map { $0.request.count + $0.response.count } ?? 0
          if bytes <= Self.byteLimit { generous.insert(exchange.number) }
        }
      }
    }
    self.shown = shown
    shownExchanges = seen
    self.generous = generous
  }

  /// The numbers of the exchanges that have a place of their own here: their bytes are shown when
  /// they are there.
  let shownExchanges: Set<Int>

  func add(to page: inout HTMLText) {
    page.add("<section id=\"findings\" aria-labelledby=\"findings-h\">\n")
    page.add("<h2 id=\"findings-h\">Findings</h2>\n")
    if index.findings.isEmpty {
      page.add("<p>There is nothing to look at: no decision failed, warned or stayed open.</p>\n")
    }
    var section: Section?
    let decided = index.causes.first?.findings.lowerBound ?? index.findings.count
    for place in 0..<decided {
      let own = Section(index.findings[place].first.verdict.kind)
      if own != section {
        section = own
        add(own, to: &page)
      }
      add(place, to: &page)
    }
    addUnproven(to: &page)
    page.add("</section>\n")
  }

  private func add(_ place: Int, to page: inout HTMLText) {
    let finding = index.findings[place]
    if place < PageIndex.fullFindings {
      FindingCard(finding, place: place, exchanges: shown[place] ?? [], context).add(to: &page)
    } else {
      addLine(finding, place, to: &page)
    }
  }

  private func addUnproven(to page: inout HTMLText) {
    guard !index.causes.isEmpty else { return }
    let reasons = index.causes.reduce(0) { $0 + $1.findings.count }
    let decisions = index.causes.reduce(0) { $0 + $1.decisions }
    page.add(
      """
      <h3>Unproven <span class="dim">\(PageWords.count(decisions, "decision"))</span></h3>
      <p class="dim">Nothing was learnt, for \(PageWords.count(reasons, "reason")). They stand under \
      the test where each chain of reasons begins: put that right first.</p>

      """)
    for (place, cause) in index.causes.enumerated() {
      let title = CauseTitle(cause, index)
      page.add(
        """
        <details class="cause" id="c\(place + 1)"><summary>\
        <strong>\(title.text)</strong> <span class="dim">\(title.numbers)</span></summary>

        """)
      if let test = cause.test {
        page.add("<p>It begins in \(HTMLText.testLink(test, test: test, in: index)).</p>\n")
      }
      for finding in cause.findings { add(finding, to: &page) }
      page.add("</details>\n")
    }
  }

  private var context: FindingCard.Context {
    FindingCard.Context(
      index: index, excerpts: excerpts, evidence: evidence, shown: shownExchanges,
      generous: generous)
  }

  /// Kinds that stand under one heading.
  private enum Section: Equatable {
    case failed, faults, warned, review

    init(_ kind: Verdict.Kind) {
      switch kind {
      case .failed: self = .failed
      case .setupFault, .harnessFault: self = .faults
      case .warned: self = .warned
      case .review, .inconclusive, .untestable, .passed, .notApplicable: self = .review
      }
    }
  }

  private func add(_ section: Section, to page: inout HTMLText) {
    let cards = index.findings.filter { Section($0.first.verdict.kind) == section }
    let count = cards.count
    let decisions = PageWords.count(cards.reduce(count) { $0 + $1.others.count }, "decision")
    let (title, remark): (HTMLText, HTMLText) =
      switch section {
      case .failed: ("Failed", "A MUST was observed broken: \(decisions) in \(places(count)).")
      case .faults: ("Faults in the way", "These say nothing about the target's conformance.")
      case .warned: ("Warned", "A SHOULD was observed broken: \(decisions) in \(places(count)).")
      case .review: ("For a person to look at", "Nothing but a person can decide these.")
      }
    page.add("<h3>\(title) <span class=\"dim\">\(PageWords.count(count))</span></h3>\n")
    page.add("<p class=\"dim\">\(remark)</p>\n")
  }

  private func places(_ count: Int) -> String { PageWords.count(count, "place") }

  private func addLine(_ finding: FoldedCase, _ place: Int, to page: inout HTMLText) {
    let item = finding.first
    page.add(
      """
      <p class="line" id="f\(place + 1)">\(HTMLText.chip(item.verdict.kind)) \
      \(HTMLText.testLink(item.id, test: item.test, in: index)) \
      \(PageWords.excerpt(item.message, 200))</p>

      """)
  }
}
