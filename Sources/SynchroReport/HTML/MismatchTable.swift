internal import SynchroVerdict

/// What was expected beside what was received, the part that differs marked.
struct MismatchTable {
  private let item: ReportCase
  private let index: PageIndex
  private let shown: Set<Int>

  /// A longer value is cut; the exchange has the whole.
  private static let valueLimit = 600

  init(_ item: ReportCase, _ index: PageIndex, shown: Set<Int>) {
    self.item = item
    self.index = index
    self.shown = shown
  }

  func add(to page: inout HTMLText) {
    guard let decision = item.decision, !decision.mismatches.isEmpty else { return }
    page.add(
      """
      <table class="compare"><caption class="unseen">What was expected and what was received</caption>
      <thead><tr><th scope="col">Expected</th><th scope="col">Received</th></tr></thead>
      <tbody>

      """)
    for mismatch in decision.mismatches { page.add(row(mismatch)) }
    page.add("</tbody></table>\n")
    let left = decision.mismatchCount - decision.mismatches.count
    if left > 0 {
      page.add("<p class=\"dim\">\(PageWords.count(left, "more difference")) of the kind.</p>\n")
    }
  }

  private func row(_ mismatch: Mismatch) -> HTMLText {
    let difference = TextDifference(
      expected: PageWords.excerpt(mismatch.expected, Self.valueLimit),
      received: PageWords.excerpt(mismatch.received, Self.valueLimit))
    return """
      <tr><td><code>\(side(difference, difference.expected))</code></td>\
      <td><code>\(side(difference, difference.received))</code>\(place(mismatch))</td></tr>

      """
  }

  private func side(
    _ difference: TextDifference, _ part: String
  ) -> HTMLText {
    guard !part.isEmpty else { return "\(difference.prefix)\(difference.suffix)" }
    return "\(difference.prefix)<mark>\(part)</mark>\(difference.suffix)"
  }

  private func place(_ mismatch: Mismatch) -> HTMLText {
    var parts: [HTMLText] = []
    if let location = mismatch.location, !location.isEmpty {
      parts.append("at <code>\(PageWords.excerpt(location, 200))</code>")
    }
    if let place = mismatch.place { parts.append("\(PageWords.excerpt(place, 40)) of the body") }
    if let exchange = mismatch.exchange {
      let letter = shown.contains(exchange) ? "e" : "x"
      parts.append(
        index.exchange(exchange) == nil
          ? "exchange \(exchange)" : "<a href=\"#\(letter)\(exchange)\">exchange \(exchange)</a>")
    }
    guard !parts.isEmpty else { return "" }
    return " <span class=\"dim\">\(HTMLText.joined(parts, by: ", "))</span>"
  }
}
