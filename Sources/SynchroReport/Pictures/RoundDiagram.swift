internal import SynchroTiming
internal import SynchroVerdict

/// Who sent what to whom, and when, in one round of a flow.
enum RoundDiagram {
  private static let headHeight = 34
  private static let lineHeight = 30
  private static let faultHeight = 16
  private static let gapHeight = 24

  /// The picture; `id` is unlike that of every other picture of the page. At most `limit` lines are
  /// drawn: the first ones and what leads to the first fault.
  static func svg(_ round: FlowRound, limit: Int = 16, id: String) -> String {
    var svg = SVG(id: id)
    let title = "Round \(round.number) of the flow"
    guard !round.lines.isEmpty else {
      let words = round.fault ?? "Nothing was on the line."
      svg.text(words, x: .zero, y: 16, room: .full)
      return svg.element(height: 24, title: title, description: words)
    }
    let items = items(of: round, limit: max(limit, 4))
    let parties = parties(of: items)
    let places = places(of: parties)
    let tail = round.fault == nil ? 0 : gapHeight
    let bottom = items.reduce(headHeight) { $0 + height(of: $1) }
    for (place, party) in zip(places, parties) {
      head(party, x: place, room: .percent(96 / parties.count), in: &svg)
      svg.line(from: place, headHeight - 8, to: place, bottom, isDashed: true)
    }
    var y = headHeight
    for item in items {
      switch item {
      case .line(let line):
        draw(line, y: y, at: { places[parties.firstIndex(of: $0) ?? places.count - 1] }, in: &svg)
      case .gap(let count):
        svg.text(
          gapWords(count), x: .percent(50), y: y + 15, room: .percent(96), anchor: .middle,
          hasGround: true)
      }
      y += height(of: item)
    }
    if let fault = round.fault {
      svg.clippedText("✕ " + fault, x: .percent(6), y: y + 15, room: .percent(92), isBold: true)
    }
    return svg.element(
      height: bottom + tail + 4, title: title, description: description(of: items, round.fault))
  }

  // MARK: - What is drawn

  private enum Item {
    case line(FlowRound.Line)
    case gap(Int)
  }

  /// The beginning and what leads to the first fault, or to the end where none is.
  private static func items(of round: FlowRound, limit: Int) -> [Item] {
    let count = round.lines.count
    guard count > limit else { return round.lines.map { .line($0) } }
    let goal = round.lines.firstIndex { $0.fault != nil } ?? count - 1
    let first = goal < limit ? limit : limit / 3
    let last = goal < limit ? count..<count : goal - (limit - first) + 1..<goal + 1
    var items = round.lines[..<first].map { Item.line($0) }
    if last.lowerBound > first { items.append(.gap(last.lowerBound - first)) }
    items += round.lines[last].map { .line($0) }
    if count > last.upperBound { items.append(.gap(count - last.upperBound)) }
    return items
  }

  /// Those who take part, in the order in which they appear; from the sixth on they share a line.
  private static func parties(of items: [Item]) -> [String] {
    var parties: [String] = []
    for case .line(let line) in items {
      for party in [line.from, line.to] where !parties.contains(party) { parties.append(party) }
    }
    guard parties.count > 6 else { return parties }
    return parties.prefix(5) + ["\(parties.count - 5) others"]
  }

  private static func places(of parties: [String]) -> [Across] {
    let gaps = max(parties.count - 1, 1)
    return parties.indices.map { Across(hundredths: 400 + $0 * 9200 / gaps) }
  }

  private static func height(of item: Item) -> Int {
    switch item {
    case .gap: gapHeight
    case .line(let line): line.fault == nil ? lineHeight : lineHeight + faultHeight
    }
  }

  // MARK: - Words

  private static func gapWords(_ count: Int) -> String {
    count == 1 ? "1 line is left out" : "\(count) lines are left out"
  }

  private static func description(of items: [Item], _ fault: String?) -> String {
    var sentences = items.map { item in
      switch item {
      case .gap(let count): gapWords(count) + "."
      case .line(let line):
        "\(time(line)): \(line.text) from \(line.from) to \(line.to)"
          + (line.fault.map { ", \($0)" } ?? "") + "."
      }
    }
    if let fault { sentences.append(fault + ".") }
    return sentences.joined(separator: " ")
  }

  private static func time(_ line: FlowRound.Line) -> String { DurationLabel.text(line.time) }

  // MARK: - Parts of the picture

  private static func head(_ party: String, x: Across, room: Across, in svg: inout SVG) {
    let isFirst = x < .percent(10)
    let isLast = x > .percent(90)
    svg.text(
      party, x: isFirst ? .zero : isLast ? .full : x, y: 14, room: room,
      anchor: isFirst ? .start : isLast ? .end : .middle, isBold: true)
  }

  private static func draw(
    _ line: FlowRound.Line, y: Int, at place: (String) -> Across, in svg: inout SVG
  ) {
    let (from, to) = (place(line.from), place(line.to))
    let isFaulty = line.fault != nil
    svg.clippedText(
      (isFaulty ? "✕ " : "") + line.text, x: .percent(6), y: y + 12, room: .percent(70),
      face: .code, isBold: isFaulty)
    svg.text(
      time(line), x: .percent(94), y: y + 12, room: .percent(17), anchor: .end, hasGround: true)
    let paint: Paint = isFaulty ? .bad : .ink
    svg.line(from: from, y + 20, to: to, y + 20, paint, width: isFaulty ? 2 : 1)
    let head = from < to ? "M0 0l-7-3v6z" : "M0 0l7-3v6z"
    svg.shape(x: to, y: y + 20, path: head, fill: paint)
    if let fault = line.fault {
      svg.clippedText(fault, x: .percent(6), y: y + 35, room: .percent(88))
    }
  }
}
