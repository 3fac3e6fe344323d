import SynchroJSON
public import SynchroText

extension PathBudget {
  /// Reads a budget: the bounds of a parent row and of links by their references.
  public init(parsing source: SourceText) throws(FlowDataError) {
    let root = try FieldReader(
      FieldReader.document(source).root, "a budget",
      keys: ["about", "latency", "reliability", "sender", "consumer", "links"])
    let table = try FieldReader(dictionary: root.member("links"), "the links")
    var links: [String: LinkBudget] = [:]
    for member in table.node.members {
      let item = try FieldReader(
        member.value, "link '\(member.key)'",
        keys: ["latency", "nodes", "nodeProcessing", "reliability"])
      links[member.key] = try LinkBudget(
        latency: item.has("latency") ? item.duration("latency") : nil,
        nodes: item.integer("nodes", in: 0...1000, or: 0),
        nodeProcessing: item.duration("nodeProcessing", or: .zero),
        reliability: item.share("reliability"))
    }
    try self.init(
      latency: root.has("latency") ? root.duration("latency") : nil,
      reliability: root.share("reliability"), sender: root.duration("sender", or: .zero),
      consumer: root.duration("consumer", or: .zero), links: links)
    if latency == nil, reliability == nil {
      throw root.fault(
        root.node, "the budget has neither a latency nor a reliability",
        "add what the parent row demands: \"latency\": \"15s\"")
    }
  }
}

extension FieldReader {
  /// A share as `"98 %"` or `"0.98"`; nil when it is not there.
  func share(_ key: String) throws(FlowDataError) -> Share? {
    guard let value = node[key] else { return nil }
    guard let share = (value.string ?? value.number?.lexeme).flatMap({ Share($0) }) else {
      throw fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write \"98 %\" with at most four decimals, or \"0.98\" with at most six")
    }
    return share
  }
}
