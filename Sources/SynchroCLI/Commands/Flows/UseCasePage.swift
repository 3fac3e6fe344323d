import SynchroFlows
import SynchroText

/// One use case as people read it: what it needs, and its rows.
struct UseCasePage {
  let useCase: UseCase
  let catalogue: FlowCatalogue
  let style: TerminalStyle

  var text: String {
    var text = style.paint(useCase.name, .bold) + "\n"
    text += "  chapter \(useCase.chapter), \(useCase.title)\n"
    text += "  third parties: " + (useCase.needsThirdParty ? "to be considered" : "none") + "\n\n"
    text += prerequisites
    let rows = catalogue.rows(of: useCase.name)
    text += "\n"
    text += FlowRowListing(rows: rows, catalogue: catalogue, choices: FlowChoices()).table(style)
    for entry in catalogue.irregularities(touching: useCase) {
      text += "\n\(entry.number). \(entry.matter)\n    position: \(entry.position)\n"
    }
    return text
  }

  private var prerequisites: String {
    let closure = catalogue.closure(of: [useCase.name])
    guard closure.count > 1 else { return "Needs no other use case.\n" }
    let indirect = UseCaseGraph(catalogue.useCases).indirect(of: useCase.name)
    var table = TextTable("NEEDS", "CHAPTER", "ROWS", "LISTED BY THE DOCUMENT")
    for name in closure.dropFirst() {
      let chapter = catalogue.useCase(name)?.chapter ?? ""
      let isListed = indirect.contains(name) ? "no, needed through others" : "yes"
      table.add(name, chapter, "\(catalogue.rows(of: name).count)", isListed)
    }
    var text = table.rendered(style)
    let names = Set(closure)
    let rows = catalogue.rows.filter { row in row.useCases.contains(where: names.contains) }
    text += "A claim to support it covers \(closure.count) use cases with \(rows.count) rows.\n"
    if !indirect.isEmpty {
      text += "The document omits the indirect prerequisites: "
      text += indirect.joined(separator: ", ") + ".\n"
    }
    return text
  }
}
