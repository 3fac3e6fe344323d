import SynchroFlows
import SynchroJSON
import SynchroText

/// What a name of the flow requirements stands for.
enum FlowSubject {
  case row(FlowRow)
  case useCase(UseCase)
  case payload(FlowPayload)
  case actor(String)
  case word(String, meaning: String)

  /// The thing with a name, in any case of its letters, or with another spelling that is on record.
  init?(_ name: String, in catalogue: FlowCatalogue) {
    let wanted = name.lowercased()
    func isMeant(_ other: String) -> Bool { other.lowercased() == wanted }
    let payload = catalogue.payloadSpellings.first { isMeant($0.printed) }?.name ?? name
    let actor = catalogue.actorSpellings.first { isMeant($0.printed) }?.name ?? name
    if let row = catalogue.rows.first(where: { isMeant($0.id) }) {
      self = .row(row)
    } else if let useCase = catalogue.useCases.first(where: { useCase in
      useCase.aliases.contains(where: isMeant)
    }) {
      self = .useCase(useCase)
    } else if let payload = catalogue.payloads.first(where: {
      $0.name.lowercased() == payload.lowercased()
    }) {
      self = .payload(payload)
    } else if let actor = catalogue.actorNames.first(where: {
      $0.lowercased() == actor.lowercased()
    }) {
      self = .actor(actor)
    } else if let acronym = catalogue.glossary.acronyms.first(where: { isMeant($0.name) }) {
      self = .word(acronym.name, meaning: acronym.expansion)
    } else if let term = catalogue.glossary.definitions.first(where: { isMeant($0.term) }) {
      self = .word(term.term, meaning: term.meaning)
    } else {
      return nil
    }
  }

  /// What somebody probably meant.
  static func advice(for name: String, in catalogue: FlowCatalogue) -> String {
    let names =
      catalogue.useCases.flatMap(\.aliases) + catalogue.actorNames
      + catalogue.glossary.acronyms.map(\.name)
    let row = name.contains("/") ? catalogue.nearestRow(to: name) : nil
    let near = row ?? NearestName.find(name, among: names) ?? catalogue.nearestRow(to: name)
    return near.map { "did you mean '\($0)'?" }
      ?? "'synchroscope flows list' shows every row, 'flows use-cases' every use case"
  }

  // MARK: - Printing

  func text(_ catalogue: FlowCatalogue, choices: FlowChoices, _ style: TerminalStyle) -> String {
    switch self {
    case .row(let row):
      return FlowRowPage(row: row, catalogue: catalogue, choices: choices, style: style).text
    case .useCase(let useCase):
      return UseCasePage(useCase: useCase, catalogue: catalogue, style: style).text
    case .word(let word, let meaning): return style.paint(word, .bold) + "\n  \(meaning)\n"
    case .payload(let payload):
      return Self.page(of: payload, catalogue, choices: choices, style)
    case .actor(let name):
      var text = style.paint(name, .bold) + "\n"
      for entry in catalogue.actors(named: catalogue.qualifiedActors[name] ?? name) {
        text += "  \(entry.chapter)  \(entry.summary)\n"
      }
      var filter = FlowFilter()
      filter.actors = [NamePattern(name)]
      let listing = FlowRowListing(
        rows: filter.rows(of: catalogue), catalogue: catalogue, choices: choices)
      return text + "\n" + listing.table(style)
    }
  }

  private static func page(
    of payload: FlowPayload, _ catalogue: FlowCatalogue, choices: FlowChoices,
    _ style: TerminalStyle
  ) -> String {
    let attributes = catalogue.attributes(of: payload.name)
    let rows = catalogue.rows.filter { $0.payload == payload.name }
    var text = style.paint(payload.name, .bold) + "\n  \(payload.summary)\n\n"
    if !attributes.isEmpty { text += "  attributes: \(attributes.joined(separator: ", "))\n" }
    text += "  risks: C-I-A \(payload.risksText)\n"
    text += "  interface categories: \(payload.categoriesRaw)\n\n"
    if rows.isEmpty {
      text += "No row sends it, so nothing is tested for it.\n"
    } else {
      text += FlowRowListing(rows: rows, catalogue: catalogue, choices: choices).table(style)
    }
    for entry in catalogue.irregularities where entry.payloads.contains(payload.name) {
      text += "\n\(entry.number). \(entry.matter)\n    position: \(entry.position)\n"
    }
    return text
  }

  func json(_ catalogue: FlowCatalogue, choices: FlowChoices) -> JSONValue {
    switch self {
    case .row(let row):
      return FlowRowJSON(row: row, catalogue: catalogue, choices: choices).value
    case .useCase(let useCase): return UseCaseListing.json(useCase, in: catalogue)
    case .payload(let payload):
      return FlowPayloadListing(payloads: [payload], catalogue: catalogue).json[0]
    case .actor(let name):
      let entries = catalogue.actors(named: catalogue.qualifiedActors[name] ?? name)
      return ["name": .string(name), "tables": .array(FlowActorListing(actors: entries).json)]
    case .word(let word, let meaning): return ["word": .string(word), "meaning": .string(meaning)]
    }
  }
}

extension FlowCatalogue {
  /// Every actor's name, those with a class of customers included; each once.
  var actorNames: [String] {
    var seen: Set<String> = []
    return (actors.map(\.name) + qualifiedActors.keys.sorted()).filter { seen.insert($0).inserted }
  }
}
