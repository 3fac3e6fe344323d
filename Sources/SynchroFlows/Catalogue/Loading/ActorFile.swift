import SynchroText

/// `actors.json`: the rows of the actor tables, other spellings of their names, and the actors that
/// rows name with a class of customers behind them.
struct ActorFile {
  private(set) var actors: [FlowActor] = []
  /// Spellings of the flow tables that differ from the actor tables.
  private(set) var spellings: [SpellingVariant] = []
  /// `2-Way Meter - Gas C/I` is a `2-Way Meter - Gas`.
  private(set) var qualified: [String: String] = [:]
  /// The name for each other spelling.
  private(set) var canonical: [String: String] = [:]
  private(set) var names: Set<String> = []

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(
      of: source, keys: ["summaries", "tables", "spellings", "qualified"])
    var summaries: [String: String] = [:]
    for object in try root.objects("summaries", keys: ["name", "is"]) {
      summaries[try object.string("name")] = try object.string("is")
    }
    for table in try root.objects("tables", keys: ["chapter", "section", "actors"]) {
      let chapter = try table.string("chapter")
      let keys = ["name", "line", "is", "combines"]
      for object in try table.objects("actors", keys: keys) {
        let name = try object.string("name")
        guard let summary = object.has("is") ? try object.string("is") : summaries[name] else {
          throw object.error("flow-actor", "'\(name)' has no description", at: "name")
        }
        actors.append(
          FlowActor(
            name: name, chapter: chapter, summary: summary,
            combines: try object.strings("combines"), line: try object.integer("line")))
      }
    }
    names = Set(actors.map(\.name))
    for object in try root.objects("spellings", keys: ["printed", "name"]) {
      try addSpelling(object)
    }
    for object in try root.objects("qualified", keys: ["name", "of"]) {
      qualified[try object.string("name")] = try known("of", in: object)
    }
  }

  func isKnown(_ name: String) -> Bool { names.contains(name) || qualified[name] != nil }

  private mutating func addSpelling(_ object: DataObject) throws(FlowDataError) {
    let spelling = SpellingVariant(
      printed: try object.string("printed"), name: try known("name", in: object))
    spellings.append(spelling)
    canonical[spelling.printed] = spelling.name
  }

  private func known(_ key: String, in object: DataObject) throws(FlowDataError) -> String {
    let name = try object.string(key)
    if names.contains(name) { return name }
    throw object.error(
      "flow-unknown-actor", "no actor table names '\(name)'", at: key,
      help: NearestName.find(name, among: names).map { "did you mean '\($0)'?" })
  }
}
