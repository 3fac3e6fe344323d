import SynchroFlows
import SynchroJSON
import SynchroText

/// `synchroscope flows paths`: the communication paths of section 4.19, and any of your own.
enum FlowsPathsCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case json
  }

  static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"),
    help: "how to print; table when nothing is said")
  private static let profiles = Flag("profiles", help: "the deployment profiles of 4.20.3")
  private static let budget = Option(
    "budget", .file(), help: "hold every path against the bounds in this file")
  private static let limit = Option(
    "limit", .number("N", in: 1...100_000), help: "expand no more paths than this; 10000")
  private static let expression = Operand(
    ValueKind<String>.text("EXPRESSION"), count: 0...1,
    help: "pseudo code such as '(1Aa + 1B) or 1Ab', or the name of a printed expression")

  static let spec = CommandSpec(
    "paths", summary: "Expand data-flow pseudo code into paths and check their budgets",
    discussion: """
      Without an expression the printed ones are listed, with what is misprinted in them and how it
      is read. An expression is expanded into its paths; '+' joins links, 'or' separates
      alternatives, brackets of both kinds group. What has more than one reading is refused.

      A budget (docs/flow-paths.md) holds the bounds of a parent row and of its links. The parent's
      latency must not be smaller than the largest sum of the links', and its reliability not larger
      than their product. Both are strict bounds; the product takes losses as independent.

      The exit code is 0 when all paths keep the budget, 1 when one breaks it, 4 when a link has no
      bound so that nothing follows, and 2 when the expression or a file cannot be used.
      """,
    flags: [profiles],
    parameters: [
      budget.spec, limit.spec, format.spec, SuitesDirectory.option.spec, expression.spec,
    ],
    examples: [
      .init("synchroscope flows paths", "the expressions of the document"),
      .init("synchroscope flows paths data_flow_electric_only", "the six options of the example"),
      .init("synchroscope flows paths '[(1Aa + 1B) or 1Ab] + 1D' --budget b.json", "your own"),
      .init("synchroscope flows paths --profiles", "the 24 deployment profiles"),
    ]
  ) { arguments, console throws(UsageError) in
    let catalogue = try FlowFiles(console: console).paths(arguments)
    let form = arguments[format] ?? .table
    let words = arguments.all(expression).first
    if arguments[profiles] {
      guard words == nil, arguments[budget] == nil else {
        throw .unusable("profiles have no expression", help: "leave one of them out")
      }
      let listing = DeploymentProfileListing(profiles: catalogue.profiles)
      console.out.write(form == .json ? listing.json : listing.table(console.out.style))
      return .success
    }
    guard let words else {
      guard arguments[budget] == nil else {
        throw .unusable("a budget needs an expression", help: "name the paths to check")
      }
      let listing = PathListing(catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(console.out.style))
      return .success
    }
    let parsed = try parsed(words, catalogue, console)
    let bounds = try arguments[budget].map { path throws(UsageError) in
      try FlowFiles(console: console).budget(path)
    }
    let expansion = try PathExpansionOutput(
      parsed, catalogue, budget: bounds,
      limit: arguments[limit] ?? PathExpression.standardPathLimit)
    console.out.write(form == .json ? expansion.json : expansion.table(console.out.style))
    return expansion.exitCode
  }

  /// A printed expression by its name, or one that is written on the command line.
  private static func parsed(
    _ words: String, _ catalogue: PathCatalogue, _ console: Console
  ) throws(UsageError) -> ParsedPath {
    let known = catalogue.expression(words)
    let parsed = known?.parsed ?? PathParser.parse(words, name: "<expression>")
    let renderer = DiagnosticRenderer(style: console.err.style)
    for finding in parsed.diagnostics + catalogue.remarks(on: parsed) {
      console.err.write(renderer.render(finding, in: parsed.source))
    }
    guard parsed.expression == nil else { return parsed }
    let near = NearestName.find(words, among: catalogue.expressions.map(\.name))
    throw .unusable(
      "the expression cannot be read",
      help: near.map { "did you mean '\($0)'?" } ?? "mend it as shown above")
  }
}
