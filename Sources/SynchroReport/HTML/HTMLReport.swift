internal import SynchroText
public import SynchroVerdict

/// A run as one page for people: no script, style or picture comes from anywhere else, and nothing
/// that a target sent can act in it.
///
/// Three parts: a summary for whoever buys, the findings for whoever repairs, and every requirement
/// with its state. Behind them stand the tests and the exchanges that all of it rests on.
public struct HTMLReport: Sendable {
  /// So many bytes of each message are worth giving to ``render(_:evidence:)``: what is shown, a
  /// head, and a margin in which a secret at the cut is still found.
  public static let excerptSize = MessageExcerpt.bodyLimit + (8 << 10)

  private let index: PageIndex

  /// The page of a run.
  public init(_ report: RunReport) {
    index = PageIndex(report)
  }

  /// The numbers of the exchanges whose bytes the page shows, when it is given them.
  public var wantedExchanges: Set<Int> { FindingsPart(index, [:]).shownExchanges }

  /// The page in UTF-8.
  ///
  /// `excerpts` are the bytes of exchanges out of the evidence, secrets left out; `evidence` is where
  /// all bytes are, in words or as a path.
  public func render(_ excerpts: [Int: ExchangeExcerpt], evidence: String?) -> [UInt8] {
    let report = index.report
    var page = HTMLText()
    page.reserve(report.exchanges.count * 320 + report.requirements.count * 900 + (1 << 20))
    let findings = FindingsPart(index, excerpts, evidence: evidence)
    page.add(Page.opening(title: "\(report.header.target): \(report.exit.title)"))
    page.add(masthead)
    page.add("<main id=\"main\">\n")
    SummaryPart(index).add(to: &page)
    findings.add(to: &page)
    MatrixPart(index).add(to: &page)
    TestsPart(index).add(to: &page)
    ExchangeLogPart(index, shown: findings.shownExchanges).add(to: &page)
    page.add(
      """
      <p class="unprinted dim">The lists of all tests and of all exchanges are not printed; they are \
      in the file.</p>
      </main>

      """)
    page.add(footer)
    page.add(Page.closing)
    return page.bytes
  }

  private var masthead: HTMLText {
    """
    <header class="top">
    <p class="brand">Synchroscope <span>conformance report</span></p>
    <nav aria-label="Parts of this report"><ul>
    <li><a href="#summary">Summary</a></li>
    <li><a href="#findings">Findings</a></li>
    <li><a href="#matrix">Requirements</a></li>
    <li><a href="#tests">Tests</a></li>
    <li><a href="#exchanges">Exchanges</a></li>
    </ul></nav>
    </header>

    """
  }

  private var footer: HTMLText {
    let header = index.report.header
    return """
      <footer><p>Run \(VisibleText.excerpt(header.run)), made by synchroscope \
      \(VisibleText.excerpt(header.tool)). Every number on this page is in results.json.</p></footer>

      """
  }
}

extension RunReport.Exit {
  /// The outcome in a word or two.
  var title: String {
    switch self {
    case .success: "proven"
    case .failed: "broken"
    case .unproven: "unproven"
    case .setupFault: "not tested"
    case .harnessFault: "harness fault"
    }
  }

  /// The class of the outcome in the style sheet.
  var tone: String {
    switch self {
    case .success: "ok"
    case .failed: "bad"
    case .unproven: "open"
    case .setupFault, .harnessFault: "warn"
    }
  }
}
