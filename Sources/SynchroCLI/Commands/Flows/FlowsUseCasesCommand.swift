import SynchroFlows
import SynchroText

/// `synchroscope flows use-cases`: the use cases, or everything that a claim to support some covers.
enum FlowsUseCasesCommand {
  private static let names = Operand(
    .text("NAME"), count: 0...17, help: "use cases that are claimed; all are listed without")

  static let spec = CommandSpec(
    "use-cases", summary: "List use cases, or what a claim to support some of them covers",
    discussion: """
      A use case needs others. Whoever claims one claims what it needs as well, directly and through
      others, whether the document's own list says so or not.
      """,
    parameters: [FlowsListCommand.format.spec, SuitesDirectory.option.spec, names.spec],
    examples: [
      .init("synchroscope flows use-cases", "all, with what each needs"),
      .init("synchroscope flows use-cases Price ORM", "what a claim of two covers"),
    ]
  ) { arguments, console throws(UsageError) in
    let catalogue = try FlowFiles(console: console).catalogue(arguments)
    var claimed: [String] = []
    for word in arguments.all(names) {
      guard case .useCase(let useCase) = FlowSubject(word, in: catalogue) else {
        let known = catalogue.useCases.map(\.name)
        throw .unusable(
          "there is no use case '\(word)'",
          help: NearestName.find(word, among: known).map { "did you mean '\($0)'?" }
            ?? "'synchroscope flows use-cases' lists them")
      }
      claimed.append(useCase.name)
    }
    let covered = Set(catalogue.closure(of: claimed))
    let listing = UseCaseListing(
      useCases: catalogue.useCases.filter { claimed.isEmpty || covered.contains($0.name) },
      claimed: claimed, catalogue: catalogue)
    console.out.write(
      listing.text(arguments[FlowsListCommand.format] ?? .table, console.out.style))
    return .success
  }
}
