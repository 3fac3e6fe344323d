internal import SynchroText
public import SynchroVerdict

/// The list of runs in a folder: what came of each, and how the last ones compare.
public struct RunIndexPage: Sendable {
  /// A folder that holds a run.
  public struct Item: Sendable, Equatable {
    /// The folder's name.
    public var folder: String
    /// What the run says of itself; nil for one that left no summary.
    public var entry: RunEntry?
    /// Whether there is a page to open.
    public var hasPage: Bool

    /// A folder with a run.
    public init(folder: String, entry: RunEntry?, hasPage: Bool) {
      self.folder = folder
      self.entry = entry
      self.hasPage = hasPage
    }
  }

  /// So many runs stand in a picture of the trend.
  private static let trend = 24

  private let items: [Item]
  private let left: Int

  /// A page about runs, of which `left` more are not listed.
  public init(_ items: [Item], left: Int = 0) {
    self.items = items
    self.left = left
  }

  /// The page in UTF-8.
  public func render() -> [UInt8] {
    var page = HTMLText()
    page.add(Page.opening(title: "Runs"))
    page.add(
      """
      <header class="top"><p class="brand">Synchroscope <span>runs</span></p></header>
      <main id="main">
      <h1>\(PageWords.count(items.count, "run"))</h1>

      """)
    if left > 0 { page.add("<p>\(PageWords.count(left, "older run")) not listed.</p>\n") }
    for (place, series) in series.enumerated() { add(series, number: place + 1, to: &page) }
    addUnfinished(to: &page)
    page.add("</main>\n")
    page.add(Page.closing)
    return page.bytes
  }

  // MARK: - Series

  /// Runs that can be compared: the same target held to the same profile.
  private struct Series {
    let target: String
    let profile: String?
    var runs: [(folder: String, hasPage: Bool, entry: RunEntry)] = []
  }

  /// The series with the latest run first, and in each the latest run first.
  private var series: [Series] {
    var series: [Series] = []
    let known = items.compactMap { item in
      item.entry.map { (folder: item.folder, hasPage: item.hasPage, entry: $0) }
    }
    for run in known.sorted(by: { $0.entry.start > $1.entry.start }) {
      let place = series.firstIndex {
        $0.target == run.entry.target && $0.profile == run.entry.profile
      }
      if let place {
        series[place].runs.append(run)
      } else {
        series.append(Series(target: run.entry.target, profile: run.entry.profile, runs: [run]))
      }
    }
    return series
  }

  private func add(_ series: Series, number: Int, to page: inout HTMLText) {
    let profile = series.profile.map { PageWords.excerpt($0, 120) } ?? "no profile"
    let entries = series.runs.map(\.entry)
    page.add(
      """
      <section aria-labelledby="s\(number)">
      <h2 id="s\(number)">\(PageWords.excerpt(series.target, 200)) <span class="dim">\(profile)</span></h2>
      \(entries.count > 1 ? Self.trend(of: entries, number) : "")
      <div class="wide" role="region" aria-labelledby="s\(number)" tabindex="0">
      <table><caption>Runs, the latest first</caption>
      <thead><tr><th scope="col">Run</th><th scope="col">When</th><th scope="col">Outcome</th>\
      <th scope="col">Proven</th><th scope="col">Broken</th><th scope="col">Warned</th>\
      <th scope="col">Unproven</th><th scope="col">Of</th><th scope="col">Time</th></tr></thead>
      <tbody>

      """)
    for run in series.runs { add(run, to: &page) }
    page.add("</tbody></table>\n</div>\n</section>\n")
  }

  private func add(
    _ run: (folder: String, hasPage: Bool, entry: RunEntry), to page: inout HTMLText
  ) {
    let entry = run.entry
    page.add("<tr><th scope=\"row\">\(Self.link(run.folder, hasPage: run.hasPage))</th>")
    page.add("<td>\(PageWords.moment(entry.start))</td>")
    page.add("<td><span class=\"chip \(entry.exit.chip)\">\(entry.exit.title)</span></td>")
    for count in [entry.proven, entry.broken, entry.warned, entry.unproven, entry.claims] {
      page.add("<td>\(PageWords.count(count))</td>")
    }
    page.add("<td>\(PageWords.time(entry.duration))</td></tr>\n")
  }

  /// A folder is named by whoever names the run, so its name is percent-encoded before it is a link.
  private static func link(_ folder: String, hasPage: Bool) -> HTMLText {
    let name = PageWords.excerpt(folder, 120)
    guard hasPage else { return "\(name)" }
    return "<a href=\"./\(Self.encoded(folder))/index.html\">\(name)</a>"
  }

  private static func encoded(_ name: String) -> String {
    var text = ""
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        text.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }

  // MARK: - Pictures

  /// The shares of the last runs, the oldest at the left.
  private static func trend(of entries: [RunEntry], _ number: Int) -> HTMLText {
    let runs = Array(entries.prefix(trend).reversed())
    let (width, height, step) = (runs.count * 14, 48, 14)
    var markup: HTMLText =
      """
      <svg class="spark" role="img" aria-labelledby="p\(number) q\(number)" width="\(width)" \
      height="\(height)" viewBox="0 0 \(width) \(height)"><title id="p\(number)">Trend</title>\
      <desc id="q\(number)">\(words(of: runs))</desc>
      """
    for (place, entry) in runs.enumerated() {
      var top = height
      let parts: [(StaticString, Int)] = [
        ("ok", entry.proven), ("warn", entry.warned), ("open", entry.unproven),
        ("bad", entry.broken),
      ]
      for (tone, count) in parts where count > 0 {
        let share = max(1, count * height / max(entry.claims, 1))
        top = max(0, top - share)
        markup.add(
          """
          <rect class="\(tone)" x="\(place * step)" y="\(top)" width="\(step - 3)" height="\(share)"/>
          """)
      }
    }
    markup.add("</svg>\n")
    return markup
  }

  private static func words(of runs: [RunEntry]) -> String {
    let texts = runs.map { "\($0.proven) proven and \($0.broken) broken of \($0.claims)" }
    return "The last \(runs.count) runs, the oldest first: " + texts.joined(separator: "; ") + "."
  }

  // MARK: - The rest

  private func addUnfinished(to page: inout HTMLText) {
    let others = items.filter { $0.entry == nil }
    guard !others.isEmpty else { return }
    page.add("<h2>Without a summary</h2>\n")
    page.add(
      """
      <p>These runs were killed, or made by an earlier version: \
      <code>synchroscope report FOLDER</code> shows what they left.</p>
      <ul>

      """)
    for item in others { page.add("<li>\(Self.link(item.folder, hasPage: item.hasPage))</li>\n") }
    page.add("</ul>\n")
  }
}

extension RunReport.Exit {
  /// The class of the chip that shows the outcome.
  fileprivate var chip: String {
    switch self {
    case .success: "passed"
    case .failed: "failed"
    case .unproven: "untestable"
    case .setupFault, .harnessFault: "setupFault"
    }
  }
}
