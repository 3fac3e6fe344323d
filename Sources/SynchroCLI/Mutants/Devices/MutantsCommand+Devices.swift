import SynchroCatalog
import SynchroDevices
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText

/// The part of `synchroscope mutants` that plays flows against reference devices.
extension MutantsCommand {
  static func device(
    _ selection: SuiteSelection, _ library: SuiteLibrary, _ suites: SuitesDirectory,
    _ names: [String], _ arguments: ParsedArguments, _ console: Console
  ) async throws(UsageError) -> ExitCode {
    var order = ReplayRun.Order(seed: seed, jobs: arguments[jobs] ?? 2)
    order.requirements = library.catalogue
    let run = try ReplayRun(
      MutantsCommand.target, selection, in: suites, order, arguments, console)
    let mutants = DeviceMutants(
      run: run, plan: try run.plan(), isExhaustive: arguments[isExhaustive])
    let all = run.target.model.defects
    let chosen = try chosenDefects(arguments, all, library, mutants)
    let isLive = console.err.style == .colour
    var matrix = await mutants.matrix(
      of: chosen.checked, isChoice: !arguments.all(defects).isEmpty, jobs: order.jobs
    ) { progress in
      guard isLive else { return }
      switch progress {
      case .right(let played, let count):
        console.err.write("\r\(played) of \(count) flows with right devices")
      case .defects(let done, let count):
        console.err.write("\r\u{1B}[K\(done) of \(count) defects")
      }
    }
    if isLive { console.err.write("\r\u{1B}[K") }
    matrix.notes = Dictionary(
      library.catalogue.survivors.map { ($0.defect, $0) }, uniquingKeysWith: { first, _ in first })
    let listing = KillListing(
      matrix: matrix, unchecked: chosen.unchecked.map { Mutant($0) }, subject: .devices)
    let catalogue = try FlowFiles(console: console).completed(library.catalogue, below: suites)
    return show(listing, as: arguments[format] ?? .table, console) {
      KillDocument(
        matrix: matrix, catalogue: catalogue,
        requirements: catalogue.requirements.filter { mutants.requirements.contains($0.id) },
        checked: mutants.requirements, command: names.joined(separator: " "), subject: .devices)
    }
  }

  private static let target = MockTarget.prefix + "device"

  /// The named defects, or all that break something which these flows decide; apart from them those
  /// whose requirements no suite decides at all.
  private static func chosenDefects(
    _ arguments: ParsedArguments, _ all: [DeviceDefect], _ library: SuiteLibrary,
    _ mutants: DeviceMutants
  ) throws(UsageError) -> (checked: [DeviceDefect], unchecked: [DeviceDefect]) {
    let names = arguments.all(defects)
    guard !names.isEmpty else {
      let here = mutants.requirements
      let everywhere = Set(library.uses.map(\.id)).union(here)
      return (
        all.filter { !here.isDisjoint(with: $0.breaks) },
        all.filter { everywhere.isDisjoint(with: $0.breaks) }
      )
    }
    var chosen: [DeviceDefect] = []
    for name in names {
      guard let defect = all.first(where: { $0.id == name }) else {
        throw .unusable(
          "there is no defect '\(name)' of reference devices",
          help: NearestName.find(name, among: all.map(\.id)).map { "did you mean '\($0)'?" }
            ?? "'synchroscope list device-defects' shows them all")
      }
      chosen.append(defect)
    }
    return (chosen, [])
  }
}
