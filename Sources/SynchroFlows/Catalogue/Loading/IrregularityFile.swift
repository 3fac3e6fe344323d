import SynchroText

/// `irregularities.json`: the register; what an entry touches must exist.
struct IrregularityFile {
  private(set) var entries: [FlowIrregularity] = []
  private let objects: [DataObject]

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["irregularities"])
    let keys = ["number", "lines", "matter", "position", "rows", "use-cases", "payloads", "actors"]
    objects = try root.objects("irregularities", keys: keys)
    var numbers: Set<Int> = []
    for object in objects {
      let number = try object.integer("number")
      guard numbers.insert(number).inserted else {
        throw object.error("flow-duplicate", "the number \(number) stands twice", at: "number")
      }
      entries.append(
        FlowIrregularity(
          number: number, lines: try object.integers("lines"), matter: try object.string("matter"),
          position: try object.string("position"), rows: try object.strings("rows"),
          useCases: try object.strings("use-cases"), payloads: try object.strings("payloads"),
          actors: try object.strings("actors")))
    }
  }

  /// An entry about a row that does not exist would never be shown.
  func check(against catalogue: FlowCatalogue) throws(FlowDataError) {
    let actors = Set(catalogue.actors.map(\.name)).union(catalogue.qualifiedActors.keys)
    for (object, entry) in zip(objects, entries) {
      for id in entry.rows where catalogue.row(id) == nil {
        throw object.error(
          "flow-unknown-row", "there is no row '\(id)'", at: "rows",
          help: catalogue.nearestRow(to: id).map { "did you mean '\($0)'?" })
      }
      for name in entry.useCases where catalogue.useCase(name) == nil {
        throw object.error(
          "flow-unknown-use-case", "there is no use case '\(name)'", at: "use-cases")
      }
      for name in entry.payloads where catalogue.payload(name) == nil {
        throw object.error(
          "flow-unknown-payload", "there is no payload '\(name)'", at: "payloads")
      }
      for name in entry.actors where !actors.contains(name) {
        throw object.error("flow-unknown-actor", "no actor table names '\(name)'", at: "actors")
      }
    }
  }
}
