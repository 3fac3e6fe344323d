import SynchroJSON
import SynchroText
import SynchroTiming
import SynchroFlows

extension SimulationScenario.Flow {
  init(_ node: JSONNode, paths: [String: FlowPath]) throws(FlowDataError) {
    let fields = try DataObject(
      node,
      keys: [
        "id", "about", "path", "devices", "perDay", "pace", "window", "outage", "after", "size",
        "consumer", "latency", "reliability",
      ])
    let words = try fields.text("path")
    let path =
      if let known = paths[words] { known } else {
        try SimulationScenario.path(words, fields.value("path"))
      }
    try self.init(
      id: fields.text("id"), path: path,
      deviceClass: fields.has("devices") ? fields.text("devices") : nil,
      trigger: Self.trigger(fields), size: Self.size(fields.value("size")),
      consumer: fields.delay("consumer"),
      latency: fields.has("latency") ? fields.duration("latency") : nil,
      reliability: fields.has("reliability") ? fields.share("reliability") : nil)
  }

  private static func trigger(
    _ fields: DataObject
  ) throws(FlowDataError) -> SimulationScenario.Trigger {
    if fields.has("outage") {
      for key in ["perDay", "pace", "window"] where fields.has(key) {
        throw try DataObject.fault(
          fields.value(key), "a flow of an outage has no '\(key)'", "leave it out")
      }
      return try .outage(fields.text("outage"), after: fields.delay("after"))
    }
    if fields.has("after") {
      throw try DataObject.fault(
        fields.value("after"), "'after' belongs to an outage",
        "add \"outage\", or leave \"after\" out")
    }
    let text = try fields.text("window", or: "00:00-24:00")
    guard let window = TimeWindow(text) else {
      throw try DataObject.fault(
        fields.value("window"), "'window' is \"\(VisibleText.excerpt(text, limit: 40))\"",
        "write two times of day: \"08:00-20:00\"")
    }
    let rate = try perDay(fields.value("perDay"))
    let pace: DailySchedule.Pace =
      switch fields.has("pace") ? try fields.word("pace", PaceWord.self) : .poisson {
      case .poisson: .poisson
      case .spread: .spread
      case .aligned: .aligned
      }
    guard let schedule = DailySchedule(pace: pace, perDay: rate, window: window) else {
      throw try DataObject.fault(
        fields.value("perDay"), "'perDay' is more than a device can send",
        "write a number up to \(Int(DailySchedule.highestRate))")
    }
    return .schedule(schedule)
  }

  private enum PaceWord: String, CaseIterable {
    case poisson
    case spread
    case aligned
  }

  /// A number, or a fraction as the tables print it: `"25/1000"`.
  private static func perDay(_ node: JSONNode) throws(FlowDataError) -> Double {
    if let lexeme = node.number?.lexeme, let number = Double(lexeme), number >= 0, number.isFinite {
      return number
    }
    if let text = node.string {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2, let over = Int(parts[0]), let under = Int(parts[1]), over >= 0, under > 0
      {
        return Double(over) / Double(under)
      }
    }
    throw DataObject.fault(
      node, "'perDay' is \(DataObject.shown(node))",
      "write how often a device sends in a day: 6, 0.025 or \"25/1000\"")
  }

  /// Bytes, or the smallest and the largest.
  private static func size(_ node: JSONNode) throws(FlowDataError) -> ClosedRange<Int> {
    let limit = 1 << 30
    if let size = node.number?.int, (0...limit).contains(size) { return size...size }
    if node.kind == .array {
      let bounds = node.elements.compactMap { $0.number?.int }
      if bounds.count == 2, node.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1],
        bounds[1] <= limit
      {
        return bounds[0]...bounds[1]
      }
    }
    throw DataObject.fault(
      node, "'size' is \(DataObject.shown(node))",
      "write bytes, or the smallest and the largest: 100 or [25, 278]")
  }
}

extension DataObject {
  private enum DelayKind: String, CaseIterable {
    case uniform
    case exponential
    case logNormal
  }

  /// A delay: `"50ms"`, or an object that names its kind. Zero when it is not there.
  func delay(_ key: String) throws(FlowDataError) -> DelayDistribution {
    guard let node = node[key] else { return .zero }
    guard node.kind == .object else { return .constant(try Self.duration(node, key)) }
    let fields = try DataObject(
      node,
      keys: ["kind", "from", "to", "minimum", "mean", "median", "deviation"])
    let kind: DelayKind = try fields.word("kind")
    func only(_ keys: [String]) throws(FlowDataError) {
      for member in node.members where member.key != "kind" && !keys.contains(member.key) {
        throw Self.fault(
          at: member.keyRange, in: node, "a delay of kind \(kind.rawValue) has no '\(member.key)'",
          "it has \(keys.joined(separator: " and "))")
      }
    }
    switch kind {
    case .uniform:
      try only(["from", "to"])
      let (low, high) = try (fields.duration("from"), fields.duration("to"))
      guard low <= high else {
        throw try Self.fault(fields.value("to"), "'to' is less than 'from'", "swap them")
      }
      return .uniform(low, high)
    case .exponential:
      try only(["minimum", "mean"])
      return try .exponential(
        minimum: fields.duration("minimum", or: .zero), mean: fields.duration("mean"))
    case .logNormal:
      try only(["median", "deviation"])
      return try .logNormal(
        median: fields.duration("median"), deviation: fields.decimal("deviation", in: 0...10))
    }
  }
}
