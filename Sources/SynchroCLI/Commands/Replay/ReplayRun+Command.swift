import SynchroDevices
import SynchroDigest
import SynchroFlows
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroVerdict

/// The part of `synchroscope run` that plays flows against devices of this process.
extension ReplayRun {
  /// Where the choices of the alternatives lie that the document leaves open.
  private static let choices = FlowFiles.folder + "/choices.json"

  /// What every run of flows needs, whatever plays the target.
  typealias Prepared = (
    suites: [SuiteSource], catalogue: FlowCatalogue, model: DeviceModel, order: Order
  )

  /// Reads what a run of flows needs.
  static func prepare(
    _ word: String, _ selection: SuiteSelection, in suites: SuitesDirectory, _ order: Order,
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> Prepared {
    let flows = selection.suites.filter { $0.suite.isFlowSuite }
    guard !flows.isEmpty else {
      throw .unusable(
        "'\(word)' plays flows, and none of these suites has any",
        help: "choose suites such as sg-network")
    }
    let files = FlowFiles(console: console)
    let catalogue = try files.catalogue(arguments)
    let model = try DeviceFiles(console: console).model(in: suites, catalogue: catalogue)
    var order = order
    let path = suites.path + "/" + choices
    if case .success = console.read(path) {
      order.choices = try files.choices(path, for: catalogue)
    }
    return (flows, catalogue, model, order)
  }

  /// The run that a command line asks for.
  init(
    _ word: String, _ selection: SuiteSelection, in suites: SuitesDirectory, _ order: Order,
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) {
    let parts = try Self.prepare(word, selection, in: suites, order, arguments, console)
    self.init(
      suites: parts.suites, catalogue: parts.catalogue,
      target: try MockTarget(word, model: parts.model), order: parts.order)
  }

  /// What a report says of the run before its first payload.
  func header(
    _ plan: ReplayPlan, _ base: RunReport.Header
  ) -> RunReport.Header {
    var header = base
    header.target = target.text
    header.targetFacts = [
      RunFact("time", "virtual: says nothing of radio, flash or load"),
      RunReport.Header.plan(plan.digest),
    ]
    header.documents = order.documents(of: catalogue)
    return header
  }

  /// What would be played, a line for each flow.
  static func text(of plan: ReplayPlan) -> String {
    var lines = ["plan \(plan.digest)"]
    for play in plan.plays {
      let parts = play.cast.parts.map { "\($0.name)\($0.isTarget ? " (target)" : "")" }
      lines.append("\(play.id)  \(parts.joined(separator: ", ")), \(play.plans.count) subjects")
    }
    for absent in plan.absent { lines.append("\(absent.id)  left out") }
    return lines.joined(separator: "\n") + "\n"
  }
}
