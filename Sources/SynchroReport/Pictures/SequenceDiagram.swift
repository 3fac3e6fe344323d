internal import SynchroText
internal import SynchroVerdict

/// Who sent what to whom in one test: the harness, the target, other origins, the operator.
enum SequenceDiagram {
  private static let headHeight = 34
  private static let stepHeight = 36

  /// The picture; `id` is unlike that of every other picture of the page.
  ///
  /// `target` is the target's URL, `broken` the numbers of exchanges in which a check failed. At
  /// most `limit` steps are drawn, with notes of how many are left out.
  static func svg(
    _ exchanges: [ExchangeSummary], hooks: [HookRun] = [], target: String? = nil,
    broken: Set<Int> = [], limit: Int = 12, id: String
  ) -> String {
    var svg = SVG(id: id)
    let steps = SequenceSteps(
      exchanges, hooks: hooks, target: target, broken: broken, limit: max(limit, 3))
    guard steps.count > 0 else {
      svg.text("Nothing was exchanged.", x: .zero, y: 16, room: .full)
      return svg.element(height: 24, title: "Sequence", description: "Nothing was exchanged.")
    }
    let bottom = steps.items.reduce(headHeight) { $0 + height(of: $1) }
    let lines = lifeLines(steps.parties)
    for party in steps.parties {
      let x = lines[party] ?? .zero
      head(party, x: x, room: .percent(96 / lines.count), target: steps.target, in: &svg)
      svg.line(from: x, headHeight - 4, to: x, bottom, isDashed: true)
    }
    var y = headHeight
    for item in steps.items {
      switch item {
      case .step(let step): draw(step, y: y, lines: lines, in: &svg)
      case .gap(let count):
        svg.text(
          gapWords(count), x: .percent(50), y: y + 15, room: .percent(96), anchor: .middle,
          hasGround: true)
      }
      y += height(of: item)
    }
    return svg.element(
      height: bottom + 4, title: title(steps), description: description(steps))
  }

  // MARK: - Words

  private static func title(_ steps: SequenceSteps) -> String {
    "\(steps.count) \(steps.count == 1 ? "step" : "steps") between "
      + steps.parties.map { name($0) }.joined(separator: ", ")
  }

  private static func description(_ steps: SequenceSteps) -> String {
    steps.items.map { item in
      switch item {
      case .gap(let count): gapWords(count) + "."
      case .step(let step): sentence(step)
      }
    }.joined(separator: " ")
  }

  private static func sentence(_ step: SequenceSteps.Step) -> String {
    let asked = step.party == .operator ? "The operator was asked" : "Exchange \(step.number)"
    let whom = step.party == .operator ? "" : " to " + name(step.party)
    let failed = step.isBroken ? ", and a check failed on it" : ""
    let fault = step.fault.map { " (\(VisibleText.excerpt($0)))" } ?? ""
    return "\(asked): \(VisibleText.excerpt(step.request))\(whom), "
      + "\(VisibleText.excerpt(step.response))\(fault)\(failed)."
  }

  private static func gapWords(_ count: Int) -> String {
    count == 1 ? "1 step is left out" : "\(count) steps are left out"
  }

  private static func name(_ party: SequenceSteps.Party) -> String {
    switch party {
    case .operator: "operator"
    case .harness: "harness"
    case .target: "target"
    case .other(let origin): VisibleText.excerpt(origin, limit: 80)
    }
  }

  // MARK: - Parts of the picture

  private static func lifeLines(
    _ parties: [SequenceSteps.Party]
  ) -> [SequenceSteps.Party: Across] {
    let gaps = max(parties.count - 1, 1)
    let places = parties.indices.map { Across(hundredths: 400 + $0 * 9200 / gaps) }
    return Dictionary(zip(parties, places)) { first, _ in first }
  }

  private static func head(
    _ party: SequenceSteps.Party, x: Across, room: Across, target: String, in svg: inout SVG
  ) {
    let isFirst = x < .percent(10)
    let isLast = x > .percent(90)
    let anchor: SVG.Anchor = isFirst ? .start : isLast ? .end : .middle
    let place = isFirst ? .zero : isLast ? Across.full : x
    guard case .other(let origin) = party else {
      svg.text(name(party), x: place, y: 12, room: room, anchor: anchor, isBold: true)
      guard party == .target else { return }
      svg.text(
        target, x: place, y: 26, room: room, anchor: anchor, face: .code, keeping: .end)
      return
    }
    svg.text("elsewhere", x: place, y: 12, room: room, anchor: anchor, isBold: true)
    svg.text(origin, x: place, y: 26, room: room, anchor: anchor, face: .code, keeping: .end)
  }

  private static func height(of item: SequenceSteps.Item) -> Int {
    switch item {
    case .gap: 24
    case .step(let step): step.fault == nil ? stepHeight : stepHeight + 16
    }
  }

  private static func draw(
    _ step: SequenceSteps.Step, y: Int, lines: [SequenceSteps.Party: Across], in svg: inout SVG
  ) {
    guard let from = lines[.harness], let to = lines[step.party] else { return }
    let isAct = step.party == .operator
    svg.clippedText(
      (isAct ? "operator: " : "\(step.number) ") + step.request, x: .percent(6), y: y + 12,
      room: .percent(50), face: .code, isBold: step.isBroken)
    svg.text(
      (step.isBroken ? "✕ " : "") + step.response, x: .percent(94), y: y + 12,
      room: .percent(37), anchor: .end, isBold: step.isBroken, hasGround: true)
    arrow(from: from, to: to, y: y + 20, .ink, in: &svg)
    let back = y + 28
    guard let fault = step.fault else {
      arrow(
        from: to, to: from, y: back, step.isBroken ? .bad : .ink, isDashed: !step.isBroken,
        width: step.isBroken ? 2 : 1, in: &svg)
      return
    }
    // The answer stops on its way.
    let middle = Across(hundredths: (from.hundredths + to.hundredths) / 2)
    let paint: Paint = step.isBroken ? .bad : .open
    svg.line(from: to, back, to: middle, back, paint, isDashed: true)
    svg.shape(x: middle, y: back, path: "M-4-4l8 8M4-4l-8 8", fill: nil, stroke: paint)
    svg.clippedText(fault, x: .percent(6), y: back + 15, room: .percent(88))
  }

  private static func arrow(
    from start: Across, to end: Across, y: Int, _ paint: Paint, isDashed: Bool = false,
    width: Int = 1, in svg: inout SVG
  ) {
    svg.line(from: start, y, to: end, y, paint, width: width, isDashed: isDashed)
    let head = start < end ? "M0 0l-7-3v6z" : "M0 0l7-3v6z"
    svg.shape(x: end, y: y, path: head, fill: paint)
  }
}
