internal import SynchroText
internal import SynchroVerdict

/// One exchange with everything: head and body as sent and received, times, what is odd about it,
/// and how to send it again.
struct ExchangeView {
  private let summary: ExchangeSummary
  private let excerpt: ExchangeExcerpt?
  private let evidence: String?
  private let isOpen: Bool
  private let place: String?
  private let limit: Int
  private let index: PageIndex

  init(
    _ summary: ExchangeSummary, _ excerpt: ExchangeExcerpt?, evidence: String?, isOpen: Bool,
    marking place: String?, isGenerous: Bool, _ index: PageIndex
  ) {
    self.summary = summary
    self.excerpt = excerpt
    self.evidence = evidence
    self.isOpen = isOpen
    self.place = place
    limit = isGenerous ? MessageExcerpt.bodyLimit : MessageExcerpt.briefLimit
    self.index = index
  }

  func add(to page: inout HTMLText) {
    let number = summary.number
    page.add(
      """
      <details class="exchange" id="e\(number)"\(isOpen ? " open" : "")>
      <summary>Exchange \(number): <code>\(PageWords.excerpt(summary.method, 40)) \
      \(PageWords.excerpt(summary.url, 400))</code> \(Self.end(of: summary))</summary>

      """)
    addFacts(to: &page)
    if let excerpt {
      let request = MessageExcerpt(excerpt.request, isCut: excerpt.isRequestCut, limit)
      let response = MessageExcerpt(excerpt.response, isCut: excerpt.isResponseCut, limit)
      page.add("<div class=\"messages\">\n")
      add(request, "Request", count: summary.sentCount, marking: nil, to: &page)
      add(
        response, "Response", count: summary.receivedCount,
        marking: response.range(ofPlace: place), to: &page)
      page.add("</div>\n")
      addCommand(request, to: &page)
    } else {
      page.add("<p class=\"dim\">Its bytes are not on this page\(whereabouts).</p>\n")
    }
    page.add("</details>\n")
  }

  /// The status, or why there is none.
  static func end(of summary: ExchangeSummary) -> HTMLText {
    if let status = summary.status { return "<span class=\"status\">\(status)</span>" }
    return
      "<span class=\"status\">\(summary.fault.map { PageWords.excerpt($0.sentence, 200) } ?? "no response")</span>"
  }

  private var whereabouts: HTMLText {
    guard let evidence else { return "" }
    return "; all are in \(PageWords.excerpt(evidence)), exchange \(summary.number)"
  }

  // MARK: - Facts

  private func addFacts(to page: inout HTMLText) {
    page.add("<ul class=\"facts\">\n")
    page.add("<li>\(PageWords.moment(summary.start))</li>\n")
    if let peer = summary.peer { page.add("<li>to \(PageWords.excerpt(peer, 80))</li>\n") }
    for fact in summary.tls.prefix(8) {
      page.add(
        "<li>\(PageWords.excerpt(fact.name, 40)) \(PageWords.excerpt(fact.value, 120))</li>\n")
    }
    if summary.isReused { page.add("<li>connection used before</li>\n") }
    for (name, time) in phases { page.add("<li>\(name) \(PageWords.time(time))</li>\n") }
    if summary.attempt > 1 { page.add("<li>attempt \(summary.attempt)</li>\n") }
    if let origin = summary.redirectedFrom {
      page.add("<li>redirected from exchange \(HTMLText.exchangeLinks([origin], in: index))</li>\n")
    }
    page.add("<li><a href=\"#x\(summary.number)\">in the log</a></li>\n</ul>\n")
    if let fault = summary.fault {
      page.add("<p class=\"odd\">\(PageWords.excerpt(fault.sentence, 600))</p>\n")
    }
    for finding in summary.findings.prefix(20) {
      page.add(
        """
        <p class="odd">On the wire: \(PageWords.excerpt(finding.sentence, 400)) \
        <span class="dim">\(PageWords.excerpt(finding.code, 60)), at byte \(finding.offset)</span></p>

        """)
    }
  }

  private var phases: [(String, Duration)] {
    let times = summary.times
    let known: [(String, Duration?)] = [
      ("name", times.lookup), ("connect", times.connect), ("proxy", times.proxy),
      ("TLS", times.tls),
      ("sending", times.request), ("waiting", times.waiting), ("receiving", times.response),
      ("total", times.total),
    ]
    return known.compactMap { name, time in time.map { (name, $0) } }
  }

  // MARK: - Messages

  private func add(
    _ message: MessageExcerpt, _ name: StaticString, count: Int, marking mark: Range<Int>?,
    to page: inout HTMLText
  ) {
    page.add(
      """
      <section class="message" aria-label="\(name) of exchange \(summary.number)">
      <h5>\(name) <span class="dim">\(PageWords.size(count))</span></h5>

      """)
    if message.head.isEmpty {
      page.add("<p class=\"dim\">nothing</p>\n")
    } else {
      page.add("<pre class=\"head\">\(HTMLText.message(message.headLines, isHead: true))</pre>\n")
    }
    if !message.body.isEmpty {
      if message.isText {
        page.add("<pre>\(HTMLText.message(message.body, marking: mark))</pre>\n")
      } else {
        let dump = Array(HexDump.lines(of: message.body).utf8)
        page.add("<pre class=\"dump\">\(HTMLText.message(dump[...]))</pre>\n")
      }
    }
    if message.isCut {
      page.add(
        """
        <p class="dim">The first \(PageWords.size(message.head.count + message.body.count)) of \
        \(PageWords.size(count)) are shown\(whereabouts).</p>

        """)
    }
    page.add("</section>\n")
  }

  private func addCommand(_ request: MessageExcerpt, to page: inout HTMLText) {
    guard let line = CurlLine(summary, request: request) else {
      if !request.head.isEmpty {
        page.add("<p class=\"dim\">curl cannot be made to send this request.</p>\n")
      }
      return
    }
    let command = Array(line.command.utf8)
    page.add(
      "<h5>Send it again</h5>\n<pre class=\"command\">\(HTMLText.message(command[...]))</pre>\n")
    var remarks: [String] = []
    if !line.variables.isEmpty {
      let names = line.variables.map { "$" + $0 }.joined(separator: ", ")
      remarks.append(
        "Set \(names) to what the request carried in that place; secrets are not kept.")
    }
    if line.needsBodyFile {
      remarks.append(
        "The body is in the evidence: save it as request-\(summary.number).bin first.")
    }
    if !remarks.isEmpty {
      page.add("<p class=\"dim\">\(remarks.joined(separator: " "))</p>\n")
    }
  }
}
