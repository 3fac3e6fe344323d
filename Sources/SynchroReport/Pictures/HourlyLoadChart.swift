internal import SynchroText

/// What crosses each interface in the 24 hours of a day, stacked by its parts.
public enum HourlyLoadChart {
  /// One interface.
  public struct Panel: Sendable {
    /// Its name.
    public let name: String
    /// What its load is made of, in the order of the stack.
    public let parts: [Part]
    /// The load of each hour in full load, drawn as a line above the bars; none is drawn when empty.
    public let high: [Double]

    /// A panel by its parts; values are bytes of each of 24 hours.
    public init(name: String, parts: [Part], high: [Double]) {
      self.name = name
      self.parts = parts
      self.high = high.map(HourlyLoadChart.drawable)
    }
  }

  /// One part of a stack.
  public struct Part: Sendable {
    /// Its name.
    public let name: String
    /// Bytes of each of 24 hours.
    public let hours: [Double]

    /// A part by its values.
    public init(name: String, hours: [Double]) {
      self.name = name
      self.hours = hours.map(HourlyLoadChart.drawable)
    }
  }

  /// More interfaces than these are counted, not drawn.
  static let limit = 12
  private static let width = 820
  private static let plotHeight = 110
  private static let barWidth = Across(hundredths: 360)
  private static let panelHeight = 46 + plotHeight + 30

  /// The picture as a file of its own: no script, nothing from elsewhere, colours of day and night.
  public static func file(_ panels: [Panel], title: String) -> String {
    let (svg, height) = draw(panels, id: "load")
    return svg.file(
      width: width, height: height, title: title, description: description(panels))
  }

  /// The picture for a page.
  static func svg(_ panels: [Panel], title: String, id: String = "load") -> String {
    let (svg, height) = draw(panels, id: id)
    return svg.element(height: height, title: title, description: description(panels))
  }

  private static func draw(_ panels: [Panel], id: String) -> (SVG, Int) {
    var svg = SVG(id: id)
    let names = names(panels)
    guard !names.isEmpty else {
      svg.text("Nothing crosses these interfaces.", x: .percent(2), y: 20, room: .percent(96))
      return (svg, 32)
    }
    for texture in Texture.neutral.prefix(names.count) where !texture.isPlain {
      svg.define(texture)
    }
    var y = legend(names, hasHigh: panels.contains { !$0.high.isEmpty }, in: &svg) + 14
    for panel in panels.prefix(limit) {
      draw(panel, names: names, y: y, in: &svg)
      y += panelHeight
    }
    if panels.count > limit {
      svg.text(
        "and \(PageWords.count(panels.count - limit, "interface")) more", x: .percent(2), y: y + 14,
        room: .percent(96))
      y += 24
    }
    return (svg, y + 4)
  }

  // MARK: - Parts of the picture

  /// The names of the stack, each with its texture; those beyond the textures share the last.
  private static func names(_ panels: [Panel]) -> [String] {
    var names: [String] = []
    for part in panels.flatMap(\.parts) where !names.contains(part.name) { names.append(part.name) }
    let room = Texture.neutral.count
    return names.count <= room
      ? names : names.prefix(room - 1) + ["\(names.count - room + 1) others"]
  }

  private static func legend(_ names: [String], hasHigh: Bool, in svg: inout SVG) -> Int {
    var index = 0
    for (name, texture) in zip(names, Texture.neutral) {
      let x = Across.percent(2 + index % 2 * 48)
      svg.swatch(x: x, y: 8 + index / 2 * 18, texture: texture)
      svg.clippedText(name, x: x + .percent(3), y: 18 + index / 2 * 18, room: .percent(44))
      index += 1
    }
    if hasHigh {
      let x = Across.percent(2 + index % 2 * 48)
      let y = 14 + index / 2 * 18
      svg.line(from: x, y, to: x + Across(hundredths: 150), y, .ink, width: 2)
      svg.clippedText(
        "full load, all together", x: x + .percent(3), y: y + 4, room: .percent(44))
      index += 1
    }
    return 8 + (index + 1) / 2 * 18
  }

  private static func draw(_ panel: Panel, names: [String], y: Int, in svg: inout SVG) {
    let totals = totals(panel)
    let most = (totals + panel.high).max() ?? 0
    svg.clippedText(panel.name, x: .percent(2), y: y + 12, room: .percent(96), isBold: true)
    svg.clippedText(sentence(panel), x: .percent(2), y: y + 28, room: .percent(96))
    let top = y + 40
    let base = top + plotHeight
    for hour in 0..<24 {
      var below = 0.0
      for (index, name) in names.enumerated() {
        let value = value(of: name, at: index, among: names, in: panel, hour: hour)
        let low = base - pixels(below, most)
        let high = base - pixels(below + value, most)
        below += value
        guard low > high else { continue }
        let x = place(hour) + Across(hundredths: 20)
        let texture = Texture.neutral[index]
        svg.rectangle(
          x: x, y: high, width: barWidth, height: low - high, texture: texture,
          tip: "\(clock(hour)) \(name): \(bytes(value))")
        if !texture.isPlain { svg.frame(x: x, y: high, width: barWidth, height: low - high) }
      }
    }
    drawHigh(panel.high, most: most, base: base, in: &svg)
    svg.line(from: place(0), base, to: place(24), base, .ink)
    for hour in stride(from: 0, through: 24, by: 6) {
      svg.line(from: place(hour), base, to: place(hour), base + 4, .ink)
      svg.text(
        clock(hour), x: place(hour), y: base + 17, room: .percent(12),
        anchor: hour == 0 ? .start : hour == 24 ? .end : .middle)
    }
  }

  private static func drawHigh(_ high: [Double], most: Double, base: Int, in svg: inout SVG) {
    for (hour, value) in high.prefix(24).enumerated() {
      let y = base - pixels(value, most)
      svg.line(from: place(hour), y, to: place(hour + 1), y, .ink, width: 2)
      guard hour > 0 else { continue }
      let before = base - pixels(high[hour - 1], most)
      if before != y { svg.line(from: place(hour), before, to: place(hour), y, .ink, width: 2) }
    }
  }

  /// The bars stand between 2 and 98 percent of the width.
  private static func place(_ hour: Int) -> Across { Across(hundredths: 200 + hour * 400) }

  private static func pixels(_ value: Double, _ most: Double) -> Int {
    most > 0 ? Int((value / most * Double(plotHeight)).rounded()) : 0
  }

  // MARK: - Figures

  private static func value(
    of name: String, at index: Int, among names: [String], in panel: Panel, hour: Int
  ) -> Double {
    let isOthers = index == Texture.neutral.count - 1 && !panel.parts.contains { $0.name == name }
    let named = Set(names.dropLast())
    return panel.parts.filter { isOthers ? !named.contains($0.name) : $0.name == name }
      .reduce(0) { $0 + ($1.hours.indices.contains(hour) ? $1.hours[hour] : 0) }
  }

  private static func totals(_ panel: Panel) -> [Double] {
    (0..<24).map { hour in
      panel.parts.reduce(0) { $0 + ($1.hours.indices.contains(hour) ? $1.hours[hour] : 0) }
    }
  }

  private static func sentence(_ panel: Panel) -> String {
    let totals = totals(panel)
    guard let most = totals.max(), most > 0, let hour = totals.firstIndex(of: most) else {
      return "nothing in routine load"
    }
    let words = "\(bytes(totals.reduce(0, +))) a day, at most \(bytes(most)) in an hour"
    return words + " (\(clock(hour)))"
  }

  private static func description(_ panels: [Panel]) -> String {
    guard !panels.isEmpty else { return "Nothing crosses these interfaces." }
    return panels.map { panel in
      let parts = panel.parts.map { "\($0.name) \(bytes($0.hours.reduce(0, +)))" }
      let high = panel.high.isEmpty ? "" : ", \(bytes(panel.high.reduce(0, +))) in full load"
      return "\(panel.name): \(sentence(panel)): " + parts.joined(separator: ", ") + high + "."
    }.joined(separator: " ")
  }

  /// What is no load is drawn as none.
  private static func drawable(_ value: Double) -> Double {
    value.isFinite ? min(max(value, 0), 1e18) : 0
  }

  private static func bytes(_ value: Double) -> String {
    if value < 10, value != value.rounded() { return "\((value * 100).rounded() / 100) bytes" }
    return PageWords.size(Int(min(value, 1e18).rounded()))
  }

  private static func clock(_ hour: Int) -> String { "\(hour):00" }
}
