internal import SynchroVerdict

/// All exchanges, one line each.
struct ExchangeLogPart {
  private let index: PageIndex
  private let shown: Set<Int>

  /// Lines of one table: a browser lays out only those in sight.
  private static let pageLength = 250

  init(_ index: PageIndex, shown: Set<Int>) {
    self.index = index
    self.shown = shown
  }

  func add(to page: inout HTMLText) {
    let exchanges = index.report.exchanges
    page.add(
      """
      <section id="exchanges" aria-labelledby="exchanges-h">
      <h2 id="exchanges-h">Exchanges <span class="dim">\(PageWords.count(exchanges.count))</span></h2>

      """)
    if exchanges.isEmpty {
      page.add("<p>Nothing was sent.</p>\n")
    } else {
      page.add(PageFigure.markup("Over time", ExchangeTimeline.svg(index.report)))
      page.add(
        PageFigure.markup("How long they took", LatencyChart.svg(exchanges.map(\.times.total))))
    }
    for start in stride(from: 0, to: exchanges.count, by: Self.pageLength) {
      add(start..<min(start + Self.pageLength, exchanges.count), to: &page)
    }
    page.add("</section>\n")
  }

  private func add(_ places: Range<Int>, to page: inout HTMLText) {
    let exchanges = index.report.exchanges
    page.add(
      """
      <div class="leaf">
      <table class="log"><caption>Exchanges \(exchanges[places.lowerBound].number) to \
      \(exchanges[places.upperBound - 1].number)</caption>
      <thead><tr><th scope="col">No.</th><th scope="col">Request</th><th scope="col">Status</th>\
      <th scope="col">Time</th><th scope="col">Bytes</th></tr></thead>
      <tbody>

      """)
    for place in places { add(exchanges[place], place, to: &page) }
    page.add("</tbody></table>\n</div>\n")
  }

  private func add(_ exchange: ExchangeSummary, _ place: Int, to page: inout HTMLText) {
    let number = exchange.number
    if index.isFirst(place, withNumber: number) {
      page.add("<tr id=\"x\(number)\"><th scope=\"row\">")
    } else {
      page.add("<tr><th scope=\"row\">")
    }
    page.add(shown.contains(number) ? "<a href=\"#e\(number)\">\(number)</a>" : "\(number)")
    page.add("</th><td>\(PageWords.excerpt(exchange.method, 30)) ")
    page.add("\(PageWords.excerpt(exchange.url, 240))")
    if let test = exchange.test {
      let name = PageWords.excerpt(test, 160)
      if let place = index.test(test) {
        page.add(" <a class=\"by\" href=\"#t\(place + 1)\">\(name)</a>")
      } else {
        page.add(" <span class=\"by\">\(name)</span>")
      }
    }
    page.add("</td><td>\(exchange.status.map(String.init) ?? "none")")
    if !exchange.findings.isEmpty { page.add(" <abbr title=\"wire findings\">!</abbr>") }
    page.add("</td><td>\(PageWords.time(exchange.times.total))</td>")
    page.add("<td>\(PageWords.count(exchange.receivedCount))</td></tr>\n")
  }
}
