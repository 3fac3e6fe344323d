/// A small bar of the shares of one group; the numbers stand beside it.
enum ShareBar {
  private static let width = 120

  /// The bar as an ornament.
  static func svg(_ group: ClauseGroup) -> HTMLText {
    var markup: HTMLText =
      """
      <svg class="bar" width="\(width)" height="10" viewBox="0 0 \(width) 10" aria-hidden="true">
      """
    var done = 0
    let parts: [(StaticString, Int)] = [
      ("ok", group.proven), ("bad", group.broken), ("warn", group.warned),
      ("open", group.unproven + group.faulted), ("rest", group.notApplicable + group.undecided),
    ]
    let total = max(group.total, 1)
    for (tone, count) in parts where count > 0 {
      let start = done * width / total
      done += count
      // What is there is seen, however little.
      let end = max(done * width / total, start + 1)
      markup.add(
        """
        <rect class="\(HTMLText(stringLiteral: tone))" x="\(start)" y="0" width="\(end - start)" \
        height="10"/>
        """)
    }
    markup.add("</svg>")
    return markup
  }
}
