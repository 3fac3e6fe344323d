import SynchroCatalog
import SynchroJSON
import SynchroText
import SynchroVerdict

/// Where the checks of a folder of suites stand, by the requirement they decide: what `coverage`
/// needs to know of suites, and all it knows.
struct SuiteUses: Sendable {
  /// Places such as `cds/discovery/metadata.suite:14`, by requirement id.
  let places:
    @Sendable (_ suites: SuitesDirectory, _ console: Console)
      async throws(UsageError) -> [String: [String]]
}

/// `synchroscope coverage`: which requirements have a check, a reason why not, or neither.
enum CoverageCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case json
    case csv
  }

  private static let format = Option(
    "format", ValueKind<OutputForm>.choice("FORM"), help: "how to print it")
  private static let results = Option(
    "results", .file(),
    help: "count only what this run reported about (its folder, results.json or index.html)")
  private static let uncovered = Flag(
    "uncovered", help: "only the requirements that lack a check and a reason")

  /// The command, with whoever knows the suites.
  static func spec(uses: SuiteUses) -> CommandSpec {
    CommandSpec(
      "coverage", summary: "Tell which requirements have a check or a reason why not",
      discussion: """
        Every requirement is either decided by a check of a suite or has a reason why none decides
        it. With --results a check counts only when that run reported about the requirement.

        The exit code is 0 when every requirement is accounted for, and 1 when one lacks both or a
        check names a requirement that does not exist.
        """,
      flags: [uncovered],
      parameters: [SuitesDirectory.option.spec] + RowChoice.parameters
        + [results.spec, format.spec],
      examples: [
        .init("synchroscope coverage --spec CDS-WG1-01", "one document"),
        .init("synchroscope coverage --level must --party server --uncovered", "what is missing"),
        .init(
          "synchroscope coverage --results reports/RUN/results.json --format csv > coverage.csv",
          "what one run covered, for a spreadsheet"),
      ]
    ) { arguments, console throws(UsageError) in
      let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
      let catalogue = try FlowFiles(console: console).completed(
        CatalogueFiles(console: console).load(from: suites), below: suites)
      let coverage = Coverage(
        try RowChoice.rows(arguments, of: catalogue), in: catalogue,
        uses: try await uses.places(suites, console),
        emitted: try arguments[results].map { path throws(UsageError) in
          try emitted(in: path, console)
        })
      let listing = CoverageListing(coverage: coverage, isUncoveredOnly: arguments[uncovered])
      switch arguments[format] ?? .table {
      case .table: console.out.write(listing.table(console.out.style))
      case .json: console.out.write(listing.json)
      case .csv: console.out.write(listing.csv)
      }
      return coverage.isComplete ? .success : .failed
    }
  }

  /// The ids of the rows about which a run's checks said something.
  private static func emitted(
    in path: String, _ console: Console
  ) throws(UsageError) -> Set<String> {
    let source = try console.source(RunPath(path).candidates[0])
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: source)
    } catch {
      console.err.write(
        DiagnosticRenderer(style: console.err.style).render(error.diagnostic, in: source))
      throw .unusable("'\(path)' is no JSON", help: "give the results.json of a run")
    }
    do {
      let report = try RunReport(json: document.root)
      return Set(report.requirements.filter { !$0.checks.isEmpty }.map(\.id))
    } catch {
      throw .unusable(
        "'\(path)' is no report of a run: \(error)", help: "give the results.json of a run")
    }
  }
}
