internal import SynchroJSON
internal import SynchroText

extension PlanReader {
  private static let valueKeys = [
    "howOften", "count", "rate", "events", "eventsOf", "size", "when", "window",
  ]
  private static let columns: [FlowColumn] = [.from, .to, .reliability, .latency]
  /// No cell has so many alternatives.
  private static let alternatives = 1...1000
  private static let largestPayload = 1_000_000_000_000

  mutating func choice(_ node: JSONNode) -> PlanChoice? {
    let keys =
      ["row", "population", "label"] + Self.valueKeys + Self.columns.map(\.rawValue)
      + ["high", "departure", "reason"]
    guard let fields = PlanFields(node, "a choice", keys: keys, &findings) else { return nil }
    _ = fields.required("row", &findings)
    let row = fields.texts("row", &findings).first
    let base = values(fields)
    var high = base
    if let value = fields.value("high", &findings),
      let more = PlanFields(value, "'high'", keys: Self.valueKeys, &findings)
    {
      high = base.replaced(by: values(more))
    }
    var picks: [FlowColumn: Placed<String>] = [:]
    for column in Self.columns {
      picks[column] = fields.texts(column.rawValue, &findings).first
    }
    let population = fields.text("population", &findings)
    let label = fields.text("label", &findings)
    let departure = fields.text("departure", &findings)
    guard let reason = fields.requiredText("reason", &findings), let row else { return nil }
    return PlanChoice(
      row: row, population: population, label: label, base: base, high: high, picks: picks,
      reason: reason, departure: departure, range: node.range)
  }

  private mutating func values(_ fields: PlanFields) -> ChosenValues {
    ChosenValues(
      howOften: fields.whole("howOften", Self.alternatives, &findings),
      count: fields.number("count", &findings), rate: fields.number("rate", &findings),
      events: fields.number("events", &findings), eventsOf: source(fields),
      size: fields.whole("size", 0...Self.largestPayload, &findings),
      when: fields.whole("when", Self.alternatives, &findings), window: window(fields))
  }

  private mutating func source(_ fields: PlanFields) -> ChosenValues.EventSource? {
    guard let node = fields.value("eventsOf", &findings),
      let source = PlanFields(node, "'eventsOf'", keys: ["row", "population"], &findings)
    else { return nil }
    _ = source.required("row", &findings)
    let population = source.text("population", &findings)
    return source.texts("row", &findings).first.map {
      ChosenValues.EventSource(row: $0, population: population)
    }
  }

  private mutating func window(_ fields: PlanFields) -> OpenHours? {
    let texts = fields.texts("window", &findings)
    var windows: [ClockWindow] = []
    for text in texts {
      if let window = OpenHours.window(parsing: text.value) {
        windows.append(window)
      } else {
        findings.add(
          "window", "'\(VisibleText.excerpt(text.value, limit: 40))' is no window of the clock",
          at: text.range,
          help: ["write \"08:00-20:00\", across midnight \"22:00-06:00\", all day \"00:00-24:00\""])
      }
    }
    return windows.isEmpty ? nil : OpenHours(windows)
  }
}

extension ChosenValues {
  /// These values, except where others are given.
  fileprivate func replaced(by other: ChosenValues) -> ChosenValues {
    var result = self
    if let howOften = other.howOften { result.howOften = howOften }
    if let count = other.count { result.count = count }
    if let size = other.size { result.size = size }
    if let when = other.when { result.when = when }
    if let window = other.window { result.window = window }
    // Each of these says the same thing in another way, so one replaces them all.
    if other.rate != nil { result.rate = other.rate }
    if other.events != nil || other.eventsOf != nil {
      result.events = other.events
      result.eventsOf = other.eventsOf
    }
    return result
  }
}
