import Glibc
import SynchroFlows
import SynchroJSON
import SynchroSimulation
import SynchroStatistics
import SynchroText

/// `synchroscope flows simulate`: would these requirements hold on this network?
enum FlowsSimulateCommand {
  private static let seed = Option(
    "seed", .number("N", in: 0...Int.max), help: "where random numbers come from; the file's")
  private static let devices = Option(
    "devices", .number("N", in: 1...1_000_000_000_000), help: "the size of the fleet; the file's")
  private static let days = Option(
    "days", .number("N", in: 1...366), help: "how many days to simulate; the file's")
  private static let workers = Option(
    "workers", .number("N", in: 1...256),
    help: "how many processors to use; all of them. The result does not depend on it")
  private static let file = Operand(
    .file("SCENARIO"), count: 0...1, help: "the scenario; the day of section 4.21 if none is given")

  static let spec = CommandSpec(
    "simulate", summary: "Simulate a fleet's days on a virtual clock",
    discussion: """
      A scenario (docs/simulation.md) describes a fleet, the links of its paths with their rates,
      queues, delays and losses, what is sent and what is demanded of it, and outages. Each payload
      of each device is simulated from its intended moment to its consumption. Verdicts are those of
      statistics; they follow from the scenario's numbers and say nothing of the field.

      The same scenario and seed give the same result on any number of processors.

      The exit code is 0 when every demand is shown to hold, 1 when one is refuted, 4 when one is
      neither shown nor refuted, and 2 when the scenario cannot be used.
      """,
    parameters: [
      seed.spec, devices.spec, days.spec, workers.spec, FlowsPathsCommand.format.spec,
      SuitesDirectory.option.spec, file.spec,
    ],
    examples: [
      .init("synchroscope flows simulate", "what a million meters send in a day (section 4.21)"),
      .init("synchroscope flows simulate --devices 10000000", "ten times as many"),
      .init("synchroscope flows simulate my.json --seed 7 --format json", "your own network"),
    ]
  ) { arguments, console throws(UsageError) in
    var scenario = try FlowFiles(console: console).scenario(
      arguments.all(file).first, arguments)
    if let seed = arguments[seed] { scenario.seed = UInt64(seed) }
    if let devices = arguments[devices] { scenario.fleet.devices = devices }
    if let days = arguments[days] { scenario.days = days }
    let simulation: Simulation
    do throws(SimulationFault) {
      simulation = try Simulation(scenario)
    } catch {
      throw .unusable(error.description, help: error.help)
    }
    let processors = arguments[workers] ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let start = ContinuousClock.now
    guard let result = await simulation.run(workers: processors) else { return .harnessFault }
    let time = start.duration(to: .now) / .seconds(1)
    switch arguments[FlowsPathsCommand.format] ?? .table {
    case .table: console.out.write(SimulationOutput(result).table(console.out.style))
    case .json: console.out.write(JSONPrinter.pretty(result.json) + "\n")
    }
    let tenths = Int((time * 10).rounded())
    console.err.write("\(result.payloads) payloads in \(tenths / 10).\(tenths % 10) s\n")
    let decisions = result.verdicts.compactMap { $0?.decision }
    if decisions.contains(.fail) { return .failed }
    return decisions.contains(.inconclusive) ? .unproven : .success
  }
}
