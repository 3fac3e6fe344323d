import SynchroFlows
import SynchroJSON
import SynchroText

/// Use cases as a list.
struct UseCaseListing: FlowListing {
  let useCases: [UseCase]
  /// Those that were named; the others are there because these need them.
  let claimed: [String]
  let catalogue: FlowCatalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("USE CASE", "CHAPTER", "ROWS", "THIRD PARTY", "NEEDS")
    for useCase in useCases {
      table.add(
        useCase.name, useCase.chapter, "\(catalogue.rows(of: useCase.name).count)",
        useCase.needsThirdParty ? "yes" : "no", Self.needs(useCase, in: catalogue))
    }
    return table.rendered(style) + summary
  }

  private var summary: String {
    let names = Set(useCases.map(\.name))
    let rows = catalogue.rows.filter { row in row.useCases.contains(where: names.contains) }
    let count = counted(useCases.count, "use case")
    let text = "\(count), \(counted(rows.count, "row"))"
    guard !claimed.isEmpty else { return text + "; [] is needed through others and not listed\n" }
    let needed = useCases.count - Set(claimed).count
    return text + "; \(needed) of them because the named ones need them\n"
  }

  var json: [JSONValue] { useCases.map { Self.json($0, in: catalogue) } }

  var cells: [[String]] {
    [["name", "chapter", "title", "rows", "third_party", "needs", "needs_indirectly", "line"]]
      + useCases.map { useCase in
        let indirect = UseCaseGraph(catalogue.useCases).indirect(of: useCase.name)
        return [
          useCase.name, useCase.chapter, useCase.title,
          "\(catalogue.rows(of: useCase.name).count)", useCase.needsThirdParty ? "yes" : "no",
          useCase.prerequisites.joined(separator: "; "), indirect.joined(separator: "; "),
          "\(useCase.line)",
        ]
      }
  }

  static func json(_ useCase: UseCase, in catalogue: FlowCatalogue) -> JSONValue {
    [
      "name": .string(useCase.name), "chapter": .string(useCase.chapter),
      "title": .string(useCase.title), "third_party": .bool(useCase.needsThirdParty),
      "needs": FlowRowJSON.strings(useCase.prerequisites),
      "needs_indirectly": FlowRowJSON.strings(
        UseCaseGraph(catalogue.useCases).indirect(of: useCase.name)),
      "rows": FlowRowJSON.strings(catalogue.rows(of: useCase.name).map(\.id)),
      "line": .integer(useCase.line),
    ]
  }

  /// What is listed, and in brackets what is only needed through others.
  private static func needs(_ useCase: UseCase, in catalogue: FlowCatalogue) -> String {
    let indirect = UseCaseGraph(catalogue.useCases).indirect(of: useCase.name)
    return (useCase.prerequisites + indirect.map { "[\($0)]" }).joined(separator: "; ")
  }
}
