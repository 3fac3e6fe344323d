import SynchroFlows
import SynchroText

/// `synchroscope flows list`: the rows that conditions choose, and the tables around them.
enum FlowsListCommand {
  enum Subject: String, CaseIterable, Sendable {
    case rows
    case payloads
    case actors
    case irregularities
    case glossary
  }

  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case json
    case csv
  }

  private static let subject = Operand(
    ValueKind<Subject>.choice("WHAT"), count: 0...1,
    help: Subject.allCases.map(\.rawValue).joined(separator: ", ") + "; rows when nothing is said")
  static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"), help: "how to print the list")
  private static let choices = Option(
    "choices", .file(), help: "the choices of a profile, for rows whose alternatives nothing pairs")

  static let spec = CommandSpec(
    "list", summary: "List flow requirements, payloads, actors and irregularities",
    discussion: """
      Conditions compose: a row must meet all kinds of them, and of one kind one name is enough.
      Latencies and risks must all hold. Payloads, actors and irregularities are those of the rows
      that are left; without conditions they are all there are.

      A row may hold alternatives. When the document does not say which belong together, a profile
      has to choose, or the row is not tested; docs/flows.md shows how.
      """,
    parameters: FlowFilterOptions.parameters + [
      choices.spec, format.spec, SuitesDirectory.option.spec, subject.spec,
    ],
    examples: [
      .init("synchroscope flows list --use-case 'Meter Reading' --latency '<1min'", "urgent ones"),
      .init("synchroscope flows list --actor 'IPD' --type cmd --cia I=H", "conditions compose"),
      .init("synchroscope flows list payloads --cia C=M --format csv", "a table for spreadsheets"),
      .init("synchroscope flows list --format json", "everything that is known of every row"),
    ]
  ) { arguments, console throws(UsageError) in
    let files = FlowFiles(console: console)
    let catalogue = try files.catalogue(arguments)
    let filter = try FlowFilterOptions.filter(arguments, of: catalogue)
    let choices = try files.choices(arguments[choices], for: catalogue)
    let rows = filter.rows(of: catalogue)
    let listing: any FlowListing
    switch arguments.all(subject).first ?? .rows {
    case .rows: listing = FlowRowListing(rows: rows, catalogue: catalogue, choices: choices)
    case .payloads:
      let names = Set(rows.map(\.payload))
      let payloads = catalogue.payloads.filter { filter.isEmpty || names.contains($0.name) }
      listing = FlowPayloadListing(payloads: payloads, catalogue: catalogue)
    case .actors:
      listing = FlowActorListing(
        actors: filter.isEmpty ? catalogue.actors : catalogue.actorEntries(of: rows))
    case .irregularities:
      let numbers = Set(rows.flatMap { catalogue.irregularities(touching: $0).map(\.number) })
      listing = FlowIrregularityListing(
        entries: catalogue.irregularities.filter { filter.isEmpty || numbers.contains($0.number) })
    case .glossary:
      guard filter.isEmpty else {
        throw .unusable("the glossary belongs to no rows", help: "leave the conditions out")
      }
      listing = FlowGlossaryListing(glossary: catalogue.glossary)
    }
    console.out.write(listing.text(arguments[format] ?? .table, console.out.style))
    return .success
  }
}
