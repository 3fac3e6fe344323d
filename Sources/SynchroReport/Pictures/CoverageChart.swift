internal import SynchroText

/// The rows of each clause group as a bar: how many are proven, broken, open.
enum CoverageChart {
  /// More groups than these share the last bar.
  static let limit = 60

  private static let barStart = Across(hundredths: 3250)
  private static let rowHeight = 17

  /// The picture; `id` is unlike that of every other picture of the page.
  static func svg(_ groups: [ClauseGroup], id: String = "coverage") -> String {
    var svg = SVG(id: id)
    let all = CoverageParts(groups)
    guard all.total > 0 else {
      svg.text("No requirement was looked at.", x: .zero, y: 16, room: .full)
      return svg.element(
        height: 24, title: "Coverage by clause", description: "No requirement was looked at.")
    }
    for state in CoverageParts.State.allCases where !state.texture.isPlain && all[state] > 0 {
      svg.define(state.texture)
    }
    var y = legend(all, in: &svg) + 6
    heads(y: y, hasBroken: all[.broken] > 0, in: &svg)
    y += 20
    // Where nothing is broken the bars have that column's room as well.
    let barWidth = Across(hundredths: all[.broken] > 0 ? 4150 : 5000)
    var document: String?
    for row in rows(groups) {
      if let document, document != row.document { y += 7 }
      let name = row.document == document ? nil : row.document
      draw(row, name: name, y: y, barWidth: barWidth, in: &svg)
      document = row.document
      y += rowHeight
    }
    return svg.element(
      height: y + 2, title: title(all),
      description: rows(groups).map(\.sentence).joined(separator: " "))
  }

  // MARK: - Parts of the picture

  /// What the textures mean and how many rows have them; gives the place below.
  private static func legend(_ all: CoverageParts, in svg: inout SVG) -> Int {
    let states = CoverageParts.State.allCases.filter { all[$0] > 0 }
    for (index, state) in states.enumerated() {
      let x = Across.percent(index % 2 * 50)
      let y = index / 2 * 18
      svg.swatch(x: x, y: y + 2, texture: state.texture)
      svg.text(
        "\(PageWords.count(all[state])) \(state.words)", x: x, y: y + 12, room: .percent(49),
        indent: 18)
    }
    return (states.count + 1) / 2 * 18
  }

  private static func heads(y: Int, hasBroken: Bool, in svg: inout SVG) {
    svg.text("document", x: .zero, y: y + 12, room: .percent(24))
    svg.text(
      "section", x: barStart - .percent(2), y: y + 12, room: .percent(20), anchor: .end)
    if hasBroken {
      svg.text("broken", x: .percent(83), y: y + 12, room: .percent(16), anchor: .end)
    }
    svg.text("proven", x: .full, y: y + 12, room: .percent(16), anchor: .end)
    svg.line(from: .zero, y + 17, to: .full, y + 17)
  }

  private static func draw(
    _ row: Row, name: String?, y: Int, barWidth: Across, in svg: inout SVG
  ) {
    let base = y + 12
    if let name {
      svg.text(name, x: .zero, y: base, room: .percent(22), face: .code, keeping: .ends)
    }
    svg.text(
      row.section, x: barStart - .percent(2), y: base, room: .percent(8), anchor: .end, face: .code)
    var x = barStart
    for (state, width) in row.parts.widths(within: barWidth) {
      svg.rectangle(
        x: x, y: y + 3, width: width, height: 11, texture: state.texture,
        tip: "\(row.name): \(row.parts[state]) \(state.words)")
      x = x + width
    }
    svg.frame(x: barStart, y: y + 3, width: barWidth, height: 11)
    if row.parts[.broken] > 0 {
      svg.text(
        "✕ \(row.parts[.broken])", x: .percent(83), y: base, room: .percent(9), anchor: .end,
        isBold: true)
    }
    svg.text(
      "\(row.parts[.proven])/\(row.parts.total)", x: .full, y: base, room: Across(hundredths: 1650),
      anchor: .end)
  }

  // MARK: - Rows

  /// One bar of the picture.
  private struct Row {
    let document: String
    let section: String
    let name: String
    let parts: CoverageParts

    var sentence: String { "\(name): \(parts.words)." }
  }

  private static func rows(_ groups: [ClauseGroup]) -> [Row] {
    let shown = groups.count > limit ? groups.prefix(limit - 1) : groups[...]
    let rows = shown.map { group in
      let document = VisibleText.excerpt(group.document, limit: 40)
      let section = VisibleText.excerpt(group.section, limit: 20)
      return Row(
        document: document, section: "§" + section, name: "\(document) section \(section)",
        parts: CoverageParts([group]))
    }
    let left = groups.dropFirst(shown.count)
    guard !left.isEmpty else { return rows }
    let name = PageWords.count(left.count) + " others"
    return rows + [Row(document: name, section: "", name: name, parts: CoverageParts(left))]
  }

  private static func title(_ all: CoverageParts) -> String {
    "Coverage by clause: \(PageWords.count(all[.proven])) of \(PageWords.count(all.total)) rows proven, "
      + "\(PageWords.count(all[.broken])) broken"
  }
}
