internal import SynchroText
internal import SynchroVerdict

/// How the run was made, so that somebody else can make it again.
struct RunFacts {
  private let index: PageIndex

  init(_ index: PageIndex) { self.index = index }

  func add(to page: inout HTMLText) {
    let header = index.report.header
    page.add("<h2>How the run was made</h2>\n<dl class=\"origin\">\n")
    add("Run", "\(PageWords.excerpt(header.run))", to: &page)
    add("Seed", "<code>\(String(header.seed))</code>", to: &page)
    if !header.arguments.isEmpty {
      let words = header.arguments.map { PageWords.excerpt($0) }.joined(separator: " ")
      add("Command", "<code>synchroscope \(words)</code>", to: &page)
    }
    if header.allowsUnproven {
      add("Unproven claims", "declared acceptable with --allow-unproven", to: &page)
    }
    for fact in header.targetFacts + header.host {
      add(PageWords.excerpt(fact.name, 60), "\(PageWords.excerpt(fact.value))", to: &page)
    }
    page.add("</dl>\n")
    guard !header.suites.isEmpty else { return }
    page.add(
      """
      <details><summary>\(PageWords.count(header.suites.count, "suite"))</summary>
      <ul class="suites">

      """)
    for suite in header.suites {
      page.add(
        """
        <li>\(PageWords.excerpt(suite.name, 120)) <span class="dim">\
        <code>sha256:\(PageWords.excerpt(suite.sha256, 64))</code></span></li>

        """)
    }
    page.add("</ul></details>\n")
  }

  private func add(_ name: String, _ value: HTMLText, to page: inout HTMLText) {
    page.add("<div><dt>\(name)</dt><dd>\(value)</dd></div>\n")
  }
}
