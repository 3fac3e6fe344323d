import SynchroJSON
public import SynchroText

extension PathBudget {
  /// Reads a budget: the bounds of a parent row and of links by their references.
  public init(parsing source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(
      of: source, keys: ["about", "latency", "reliability", "sender", "consumer", "links"])
    var links: [String: LinkBudget] = [:]
    for member in try DataObject.named(root.value("links")) {
      let item = try DataObject(
        member.value, keys: ["latency", "nodes", "nodeProcessing", "reliability"])
      links[member.key] = try LinkBudget(
        latency: item.has("latency") ? item.duration("latency") : nil,
        nodes: item.integer("nodes", in: 0...1000, or: 0),
        nodeProcessing: item.duration("nodeProcessing", or: .zero),
        reliability: item.has("reliability") ? item.share("reliability") : nil)
    }
    try self.init(
      latency: root.has("latency") ? root.duration("latency") : nil,
      reliability: root.has("reliability") ? root.share("reliability") : nil,
      sender: root.duration("sender", or: .zero), consumer: root.duration("consumer", or: .zero),
      links: links)
    if latency == nil, reliability == nil {
      throw DataObject.fault(
        root.node, "the budget has neither a latency nor a reliability",
        "add what the parent row demands: \"latency\": \"15s\"")
    }
  }
}
