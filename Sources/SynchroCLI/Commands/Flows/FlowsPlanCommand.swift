import SynchroFlows
import SynchroJSON
import SynchroReport
import SynchroText

/// `synchroscope flows plan`: a plan's traffic, by the method of section 4.21.
enum FlowsPlanCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case csv
    case json
  }

  private static let plan = Operand(
    .file("PLAN"), count: 0...1, help: "the plan's file; '-' is standard input")
  private static let example = Option(
    "example", ValueKind<PlanExampleListing.Name>.choice("SECTION"),
    help: "the worked example of the document beside its printed numbers")
  private static let template = Option(
    "init", .text("USE-CASE"), help: "write a plan to start from, for this use case",
    isRepeatable: true)
  private static let from = Option(
    "from", .text("ACTOR"), help: "with --init: only what this actor sends", isRepeatable: true)
  private static let to = Option(
    "to", .text("ACTOR"), help: "with --init: only what this actor receives", isRepeatable: true)
  private static let format = Option(
    "format", short: "f", ValueKind<OutputForm>.choice("FORM"), help: "how to print it")
  private static let picture = Option(
    "picture", .file(), help: "also draw the 24 hours of each interface into this SVG file")

  static let spec = CommandSpec(
    "plan", summary: "Compute the traffic of use cases across interfaces, hour by hour",
    discussion: """
      A plan names use cases, interfaces (from which actors to which), how many devices there are,
      and a value with its reason wherever the document prints a range, a letter or nothing. What
      the use cases need is added: nobody can leave out what is inconvenient without saying so.
      All figures are exact; the JSON form carries a SHA-256 by which a replay names its plan.

      --init writes a plan to start from: ranges have their upper end, and what the document leaves
      open is null. docs/planning.md explains the file by example.

      The exit code is 0, or 2 when the plan cannot be used: each place is shown with what to write.
      """,
    parameters: [
      example.spec, template.spec, from.spec, to.spec, format.spec, picture.spec,
      SuitesDirectory.option.spec, plan.spec,
    ],
    examples: [
      .init("synchroscope flows plan --example 4.21", "the document's own example, checked"),
      .init("synchroscope flows plan --init Price > price.json", "a plan to start from"),
      .init("synchroscope flows plan price.json --picture day.svg", "its traffic, and a picture"),
      .init("synchroscope flows plan price.json --format json", "every figure, exact"),
    ]
  ) { arguments, console throws(UsageError) in
    let path = arguments.all(plan).first
    let useCases = arguments.all(template)
    let chosen = [path != nil, arguments[example] != nil, !useCases.isEmpty].count { $0 }
    guard chosen == 1 else {
      throw .unusable(
        chosen == 0 ? "there is no plan" : "one thing at a time",
        help: "give a PLAN, '--example 4.21', or '--init USE-CASE'")
    }
    guard useCases.isEmpty == false || arguments.all(from).isEmpty && arguments.all(to).isEmpty
    else {
      throw .unusable(
        "'--from' and '--to' belong to '--init'", help: "a plan names its actors itself")
    }
    let files = PlanFiles(console: console, arguments: arguments)
    if !useCases.isEmpty {
      let template = try files.template(
        useCases, from: arguments.all(from), to: arguments.all(to))
      console.out.write(JSONPrinter.pretty(template) + "\n")
      return .success
    }
    if arguments[example] != nil {
      let worked = try files.example()
      try draw(worked.traffic, to: arguments[picture], console)
      switch arguments[format] ?? .table {
      case .table: console.out.write(PlanExampleListing(worked).text(console.out.style))
      case .csv: console.out.write(PlanExampleListing(worked).csv)
      case .json: console.out.write(JSONPrinter.pretty(PlanExampleListing(worked).json) + "\n")
      }
      return .success
    }
    let traffic = try files.traffic(path ?? "-")
    try draw(traffic, to: arguments[picture], console)
    do throws(RationalError) {
      switch arguments[format] ?? .table {
      case .table: console.out.write(try PlanListing(traffic).text(console.out.style))
      case .csv: console.out.write(try traffic.csv())
      case .json: console.out.write(JSONPrinter.pretty(traffic.json) + "\n")
      }
    } catch {
      throw PlanFiles.tooExact(error)
    }
    return .success
  }

  private static func draw(
    _ traffic: TrafficPlan, to path: String?, _ console: Console
  ) throws(UsageError) {
    guard let path else { return }
    let panels = traffic.interfaces.map { planned in
      let base = planned.totals.base
      let high = planned.totals.high
      return HourlyLoadChart.Panel(
        name: planned.interface.name,
        parts: planned.useCases.map { part in
          .init(name: part.name, hours: part.load.base.bytesByHour.map(\.approximate))
        },
        high: high == base ? [] : high.bytesByHour.map(\.approximate))
    }
    let title = "\(traffic.plan.name): bytes in each hour of the day"
    try FileText.write(HourlyLoadChart.file(panels, title: title), to: path)
    console.err.write("picture: \(VisibleText.escape(path))\n")
  }
}
