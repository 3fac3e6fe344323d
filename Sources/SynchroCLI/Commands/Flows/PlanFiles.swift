import SynchroFlows
import SynchroJSON
import SynchroText

/// Reads plans; what is wrong with them goes to the error stream, place by place.
struct PlanFiles {
  /// So many findings are shown; the rest are counted.
  private static let shown = 25

  let console: Console
  let arguments: ParsedArguments

  /// The traffic of a plan's file.
  func traffic(_ path: String) throws(UsageError) -> TrafficPlan {
    let source = try console.source(path)
    let (plan, findings) = FlowPlan.read(source)
    guard let plan else { throw unusable(findings, in: source) }
    let catalogue = try FlowFiles(console: console).catalogue(arguments)
    let (traffic, more) = FlowPlanner.traffic(of: plan, in: catalogue)
    guard let traffic else { throw unusable(more, in: source) }
    return traffic
  }

  /// The worked example, from its plan and its printed tables among the suites.
  func example() throws(UsageError) -> WorkedExample {
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let base = suites.path + "/" + FlowFiles.folder + "/example-4.21"
    let traffic = try traffic(base + ".plan.json")
    let tables = try console.source(base + ".printed.json")
    let printed: PrintedTables
    do throws(FlowDataError) {
      printed = try PrintedTables(tables)
    } catch {
      throw FlowFiles(console: console).shown(error, "the printed tables cannot be used")
    }
    do throws(WorkedExampleError) {
      return try WorkedExample(traffic: traffic, printed: printed)
    } catch {
      switch error {
      case .arithmetic(let reason): throw Self.tooExact(reason)
      case .unplanned(let event):
        throw .unusable(
          "the plan '\(base).plan.json' has no flow for '\(event)'",
          help: "give the choice for it this label")
      }
    }
  }

  /// A plan to start from.
  func template(
    _ useCases: [String], from: [String], to: [String]
  ) throws(UsageError) -> JSONValue {
    let catalogue = try FlowFiles(console: console).catalogue(arguments)
    let names = catalogue.useCases.map(\.name)
    for name in useCases where !names.contains(name) {
      throw .unusable(
        "there is no use case '\(name)'", help: NearestName.advice(for: name, among: names) ?? "")
    }
    let actors = Set(
      catalogue.rows.flatMap { ($0.from.alternatives + $0.to.alternatives).joined() })
    for name in from + to where !actors.contains(name) {
      throw .unusable(
        "no flow has the actor '\(name)'",
        help: NearestName.find(name, among: actors.sorted()).map { "did you mean '\($0)'?" }
          ?? "'synchroscope flows list actors' shows them")
    }
    return PlanTemplate(useCases: useCases, in: catalogue).json(from: from, to: to)
  }

  static func tooExact(_ error: RationalError) -> UsageError {
    .unusable(
      "the figures of this plan: \(error)", help: "choose rates and shares with fewer digits")
  }

  private func unusable(_ findings: [Diagnostic], in source: SourceText) -> UsageError {
    let renderer = DiagnosticRenderer(style: console.err.style)
    for finding in findings.prefix(Self.shown) {
      console.err.write(renderer.render(finding, in: source))
    }
    let rest = findings.count - Self.shown
    return .unusable(
      "the plan '\(source.name)' cannot be used" + (rest > 0 ? "; \(rest) more findings" : ""),
      help: "mend the places shown above; docs/planning.md explains the file")
  }
}
