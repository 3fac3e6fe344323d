public import SynchroFlows
public import SynchroText

extension DeviceModel {
  /// The files of a model, by their path below the folder of suites.
  public enum Part: String, Sendable, CaseIterable {
    /// The keys of data elements.
    case attributes = "sg-network/attributes.json"
    /// Classes of actors, and reactions.
    case reactions = "sg-network/reactions.json"
    /// The payloads of the smart appliance.
    case appliance = "smart-appliance/payloads.json"
    /// The payloads between an aggregator and a distribution utility.
    case exchange = "der-exchange/payloads.json"
    /// What can be wrong.
    case defects = "sg-network/device-defects.json"
    /// What can be wrong with how they speak the binding.
    case bindingDefects = "pxb/defects.json"
  }

  /// Reads a model; every name that a file mentions must exist.
  public init(
    _ files: [Part: SourceText], catalogue: FlowCatalogue
  ) throws(FlowDataError) {
    let keys = try AttributeKeys(Self.file(.attributes, of: files), for: catalogue)
    let table = try ReactionFile(Self.file(.reactions, of: files))
    var payloads = Self.payloads(of: catalogue, keys: keys)
    var reactions = try Self.reactions(of: payloads, by: table)
    for part in [Part.appliance, .exchange] {
      let more = try ExchangeFile(Self.file(part, of: files), roles: table.roles)
      for payload in more.payloads { payloads[payload.name] = payload }
      reactions.merge(more.reactions) { first, _ in first }
    }
    var roles = table.roles
    for (name, plain) in catalogue.qualifiedActors { roles[name] = roles[plain] }
    var defects: [DeviceDefect] = []
    for part in [Part.defects, .bindingDefects] {
      defects += try DefectFile(Self.file(part, of: files), payloads: payloads, roles: roles)
        .defects
    }
    self.init(payloads: payloads, reactions: reactions, roles: roles, defects: defects)
  }

  private static func payloads(
    of catalogue: FlowCatalogue, keys: AttributeKeys
  ) -> [String: DevicePayload] {
    let qualified = Dictionary(grouping: catalogue.qualifiedActors.keys.sorted()) {
      catalogue.qualifiedActors[$0] ?? $0
    }
    return Dictionary(grouping: catalogue.rows, by: \.payload).mapValues { rows in
      DevicePayload(
        rows: rows, keys: keys.keys(of: rows[0].payload, in: catalogue), qualified: qualified)
    }
  }

  /// What follows from each payload that has an entry: as the entry says, and where it says
  /// nothing, by the names.
  private static func reactions(
    of payloads: [String: DevicePayload], by table: ReactionFile
  ) throws(FlowDataError) -> [String: Reaction] {
    let names = AnswerNames(known: Set(payloads.keys))
    var reactions: [String: Reaction] = [:]
    for name in payloads.keys.sorted() {
      guard let entry = table.entry(name) else { continue }
      let reaction = Reaction(
        action: entry.action, answers: entry.answers ?? names.answers(to: name),
        fails: entry.fails ?? names.failure(of: name),
        unreachable: entry.unreachable ?? names.unreachable(of: name), follows: entry.follows)
      let mentioned = [reaction.fails, reaction.unreachable].compactMap { $0 }
      for other in reaction.answers + mentioned + reaction.follows where payloads[other] == nil {
        throw entry.object.error("flow-unknown-payload", "there is no payload '\(other)'")
      }
      reactions[name] = reaction
    }
    return reactions
  }

  private static func file(
    _ part: Part, of files: [Part: SourceText]
  ) throws(FlowDataError) -> SourceText {
    if let file = files[part] { return file }
    throw FlowDataError(missing: part.rawValue, of: "the model")
  }
}
