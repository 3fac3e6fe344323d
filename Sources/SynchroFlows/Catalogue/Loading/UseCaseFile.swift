import SynchroText

/// `use-cases.json`: the use cases and what each needs.
struct UseCaseFile {
  private(set) var useCases: [UseCase] = []
  private(set) var index: [String: Int] = [:]

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["use-cases"])
    let keys = ["name", "chapter", "title", "line", "needs", "spellings", "third-party"]
    let objects = try root.objects("use-cases", keys: keys)
    for object in objects {
      let useCase = try Self.useCase(object)
      guard index.updateValue(useCases.count, forKey: useCase.name) == nil else {
        throw object.error(
          "flow-duplicate", "the use case '\(useCase.name)' stands twice", at: "name")
      }
      useCases.append(useCase)
    }
    let graph = UseCaseGraph(useCases)
    for (object, useCase) in zip(objects, useCases) {
      for name in useCase.prerequisites where index[name] == nil {
        throw object.error(
          "flow-unknown-use-case", "there is no use case '\(name)'", at: "needs",
          help: NearestName.advice(for: name, among: index.keys))
      }
      if let cycle = graph.cycle(through: useCase.name) {
        throw object.error(
          "flow-cycle",
          "use cases need each other: " + cycle.map { "'\($0)'" }.joined(separator: " needs "),
          at: "needs", help: "take one of them out of 'needs'")
      }
    }
  }

  private static func useCase(_ object: DataObject) throws(FlowDataError) -> UseCase {
    let spellings = try object.objects("spellings", keys: ["printed", "name"])
    var variants: [SpellingVariant] = []
    for spelling in spellings {
      variants.append(
        SpellingVariant(
          printed: try spelling.string("printed"), name: try spelling.string("name")))
    }
    return UseCase(
      name: try object.string("name"), chapter: try object.string("chapter"),
      title: try object.string("title"), prerequisites: try object.strings("needs"),
      variants: variants, needsThirdParty: try object.bool("third-party"),
      line: try object.integer("line"))
  }
}
