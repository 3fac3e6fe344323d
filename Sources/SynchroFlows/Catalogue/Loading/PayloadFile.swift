import SynchroText

/// `payloads.json`: what the payloads are and what is at stake.
struct PayloadFile {
  private(set) var payloads: [FlowPayload] = []
  private(set) var spellings: [SpellingVariant] = []

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["payloads", "spellings"])
    let keys = ["name", "is", "cia", "categories", "sections", "line"]
    var names: Set<String> = []
    for object in try root.objects("payloads", keys: keys) {
      let name = try object.string("name")
      guard names.insert(name).inserted else {
        throw object.error("flow-duplicate", "the payload '\(name)' stands twice", at: "name")
      }
      let risks = try object.string("cia").split(separator: "-").map {
        FlowPayload.Risk(rawValue: String($0))
      }
      guard risks.count == 3, let confidentiality = risks[0], let integrity = risks[1],
        let availability = risks[2]
      else {
        throw object.error(
          "flow-risks", "three risks of L, M and H are divided by hyphens: 'L-H-M'", at: "cia")
      }
      let raw = try object.string("categories")
      payloads.append(
        FlowPayload(
          name: name, summary: try object.string("is"), confidentiality: confidentiality,
          integrity: integrity, availability: availability, categoriesRaw: raw,
          categories: try Self.categories(raw, in: object),
          sections: try object.strings("sections"),
          line: try object.integer("line")))
    }
    for object in try root.objects("spellings", keys: ["printed", "name"]) {
      let name = try object.string("name")
      guard names.contains(name) else {
        throw object.error("flow-unknown-payload", "there is no payload '\(name)'", at: "name")
      }
      spellings.append(SpellingVariant(printed: try object.string("printed"), name: name))
    }
  }

  /// `13/14, 15/16`, or `na`; two cells have a stray back-quote in front.
  private static func categories(
    _ raw: String, in object: DataObject
  ) throws(FlowDataError) -> [Int] {
    guard raw != "na" else { return [] }
    var numbers: [Int] = []
    for word in raw.split(whereSeparator: { ",/` ".contains($0) }) {
      guard let number = Int(word), (1...22).contains(number) else {
        throw object.error(
          "flow-categories", "'\(word)' is no interface category of NISTIR 7628", at: "categories",
          help: "they are numbered from 1 to 22")
      }
      numbers.append(number)
    }
    return numbers
  }
}
