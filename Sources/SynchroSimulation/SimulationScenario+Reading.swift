import SynchroJSON
public import SynchroText
import SynchroTiming
public import SynchroFlows

extension SimulationScenario {
  /// Reads a scenario and checks that it can be simulated.
  public init(parsing source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(
      of: source,
      keys: ["title", "about", "seed", "days", "fleet", "links", "paths", "outages", "flows"])
    var links: [Link] = []
    for member in try DataObject.named(root.value("links")) {
      links.append(try Link(member.key, member.value))
    }
    let names = try Self.paths(root)
    let outages =
      root.has("outages") ? try root.list("outages", of: Outage.init(reading:)) : []
    let flows = try root.list("flows") { node throws(FlowDataError) in
      try Flow(node, paths: names)
    }
    try self.init(
      title: root.text("title", or: ""), fleet: Fleet(reading: root.value("fleet")), links: links,
      flows: flows, outages: outages, days: root.integer("days", in: 1...366, or: 1),
      seed: UInt64(root.integer("seed", in: 0...Int.max, or: 1)))
    do throws(SimulationFault) {
      _ = try SimulationPlan(self)
    } catch {
      throw Self.placed(error, root)
    }
  }

  /// Paths that several flows take, by names of the writer's own.
  private static func paths(_ root: DataObject) throws(FlowDataError) -> [String: FlowPath] {
    guard root.has("paths") else { return [:] }
    var paths: [String: FlowPath] = [:]
    for member in try DataObject.named(root.value("paths")) {
      let text = try DataObject.text(member.value, member.key)
      paths[member.key] = try Self.path(text, member.value)
    }
    return paths
  }

  /// The only path of an expression; a choice has to be taken by the writer.
  static func path(_ text: String, _ node: JSONNode) throws(FlowDataError) -> FlowPath {
    let parsed = PathParser.parse(text)
    guard let expression = parsed.expression else {
      let finding = parsed.diagnostics.first { $0.severity == .error }
      throw DataObject.fault(
        node, "'\(VisibleText.excerpt(text, limit: 60))' is no path: \(finding?.message ?? "")",
        finding?.help.first ?? "write links with '+' between them")
    }
    guard expression.pathCount == 1, let path = try? expression.paths().first else {
      let count = expression.pathCount.map(String.init) ?? "very many"
      throw DataObject.fault(
        node, "the expression has \(count) paths, and payloads take one",
        "choose one of them; 'synchroscope flows paths' lists them")
    }
    return path
  }

  /// A fault of the whole, at the member that is most likely to be changed.
  private static func placed(_ fault: SimulationFault, _ root: DataObject) -> FlowDataError {
    let node = root.node
    var place: JSONNode?
    switch fault {
    case .unknownLink(_, let flow, _):
      let path = node["flows"]?[flow]?["path"]
      place = path?.string.flatMap { node["paths"]?[$0] } ?? path
    case .unknownClass(_, let flow, _): place = node["flows"]?[flow]?["devices"]
    case .unknownOutage(_, let flow, _): place = node["flows"]?[flow]?["outage"]
    case .emptyDemand(_, let flow): place = node["flows"]?[flow]?["reliability"]
    case .surplusShares: place = node["fleet"]?["classes"]
    case .tooManyPayloads, .tooManyDevices: place = node["fleet"]?["devices"]
    case .queueWithoutRate(let name), .noProbability(let name): place = node["links"]?[name]
    case .tooSlow(let name, _, _): place = node["links"]?[name]?["bitsPerSecond"]
    case .repeated(let name): place = repeated(name, node)
    case .beyond: break
    }
    return DataObject.fault(place ?? node, fault.description, fault.help)
  }

  private static func repeated(_ name: String, _ root: JSONNode) -> JSONNode? {
    let flows = root["flows"].map { $0.elements.compactMap { $0["id"] } } ?? []
    let outages = root["outages"].map { $0.elements.compactMap { $0["name"] } } ?? []
    let classes = root["fleet"]?["classes"].map { $0.elements.compactMap { $0["name"] } } ?? []
    for group in [flows, outages, classes] {
      let same = group.filter { $0.string == name }
      if same.count > 1 { return same.last }
    }
    return nil
  }
}

extension SimulationScenario.Fleet {
  fileprivate init(reading node: JSONNode) throws(FlowDataError) {
    let fields = try DataObject(
      node, keys: ["devices", "devicesPerCollector", "classes"])
    try self.init(
      devices: fields.integer("devices", in: 1...SimulationPlan.deviceLimit),
      devicesPerCollector: fields.integer("devicesPerCollector", in: 1...1_000_000),
      classes: fields.has("classes")
        ? fields.list("classes") { node throws(FlowDataError) in
          let fields = try DataObject(
            node, keys: ["name", "share"])
          return try SimulationScenario.DeviceClass(
            name: fields.text("name"), share: fields.share("share"))
        } : [])
  }
}

extension SimulationScenario.Outage {
  fileprivate init(reading node: JSONNode) throws(FlowDataError) {
    let fields = try DataObject(
      node, keys: ["name", "day", "time", "collectors", "devices", "duration"])
    let time = try fields.text("time")
    guard let time = TimeOfDay(time) else {
      throw try DataObject.fault(
        fields.value("time"), "'time' is \"\(VisibleText.excerpt(time, limit: 40))\"",
        "write hours and minutes: \"17:30\"")
    }
    try self.init(
      name: fields.text("name"), day: fields.integer("day", in: 1...366, or: 1), time: time,
      collectors: fields.share("collectors"), devices: fields.share("devices"),
      duration: fields.duration("duration"))
  }
}

extension SimulationScenario.Link {
  fileprivate init(_ name: String, _ node: JSONNode) throws(FlowDataError) {
    let fields = try DataObject(
      node,
      keys: [
        "about", "queue", "bitsPerSecond", "overhead", "processing", "delay", "loss", "fading",
        "queueLimit",
      ])
    try self.init(
      name: name,
      queue: fields.has("queue") ? fields.word("queue") : SimulationScenario.Link.Queue.none,
      bitsPerSecond: fields.has("bitsPerSecond")
        ? fields.integer("bitsPerSecond", in: 1...1_000_000_000_000) : nil,
      overhead: fields.integer("overhead", in: 0...(1 << 30), or: 0),
      processing: fields.delay("processing"), delay: fields.delay("delay"),
      loss: fields.decimal("loss", in: 0...1, or: 0),
      fading: fields.fading("fading"),
      queueLimit: fields.integer("queueLimit", in: 1...1_000_000, or: 100_000))
  }
}

extension DataObject {
  /// The bad spells of a link; nil when it has none.
  fileprivate func fading(
    _ key: String
  ) throws(FlowDataError) -> SimulationScenario.Link.Fading? {
    guard let node = node[key] else { return nil }
    let fields = try DataObject(
      node, keys: ["every", "lasting", "loss"])
    let fading = try SimulationScenario.Link.Fading(
      every: fields.duration("every"), lasting: fields.duration("lasting"),
      loss: fields.decimal("loss", in: 0...1))
    guard let fading else {
      throw Self.fault(node, "spells are shorter than a second", "make them \"1s\" or longer")
    }
    return fading
  }
}
