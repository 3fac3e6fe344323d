import Glibc
import SynchroDevices
import SynchroFlows
import SynchroPXB
import SynchroReplay
import SynchroScript
import SynchroText

/// How often a meter passes that loses exactly as many readings as its row must not lose: whole runs in
/// virtual time, from the planned command to the verdict.
enum LimitBench {
  private struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private static let row = "4.10.4.1/on-demand_Mtr-read_resp-data"
  private static let defect = "meter-read-at-limit"
  private static let flow = "read-from-ems"
  private static let meter = "2-Way Meter - Electr"

  /// False when more than 5 % of the runs pass it.
  static func run(runs: Int) async throws -> Bool {
    let catalogue = try FlowCatalogue(files(FlowCatalogue.Part.allCases))
    let model = try DeviceModel(files(DeviceModel.Part.allCases), catalogue: catalogue)
    guard let defect = model.defect(defect) else { throw Fault(description: "no \(defect)") }
    let source = try text("sg-network/meter-reading.suite")
    guard let suite = SuiteParser.parse(source).suite,
      let flow = suite.flows.first(where: { $0.name.value == flow })
    else { throw Fault(description: "no flow \(flow)") }
    let meters = (1...6).map { "m\($0)" }
    guard
      let cast = Cast.all(
        of: suite.actors, in: flow, roles: TargetRoles([meter: meters]), lanes: 6
      ).first
    else { throw Fault(description: "nobody plays \(flow)") }
    var plans = FlowPlay.Setting(catalogue: catalogue)
    plans.choices = try FlowChoices(text("sg-network/choices.json"), for: catalogue)
    var plays: [FlowPlay] = []
    for seed in 1...runs {
      plans.terms.seed = UInt64(seed)
      plays.append(
        try FlowPlay(flow, id: "run-\(seed)", cast: cast, source: source, setting: plans))
    }
    var setting = ReplaySetting(run: "limit", start: ReplaySetting.virtualStart)
    setting.elements = model.payloads.mapValues(\.keys)
    setting.kinds = model.payloads.mapValues(\.kind)
    let outcomes = await VirtualReplay(setting: setting) { play in
      DeviceWorld(
        model: model, cast: [DeviceCast(meter, meters)], seed: play.seed,
        defects: [defect], born: ReplaySetting.virtualStart)
    }.run(plays, jobs: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var (passed, failed, trials) = (0, 0, 0)
    for outcome in outcomes {
      trials += outcome.rounds
      switch outcome.standing(of: row).first {
      case .passed?: passed += 1
      case .failed?: failed += 1
      case .inconclusive?, nil: break
      }
    }
    let isRight = passed * 20 <= runs && trials >= runs * 20
    print(
      "\(runs) runs against a meter that loses 2 %, where more than 98 % are demanded: \(passed) PASS, "
        + "\(failed) FAIL, \(runs - passed - failed) INCONCLUSIVE, mean \(trials / max(1, runs)) commands"
        + (isRight ? "" : ": MORE THAN STATED"))
    return isRight
  }

  private static func files<Part: RawRepresentable<String> & Hashable>(
    _ parts: [Part]
  ) throws -> [Part: SourceText] {
    var files: [Part: SourceText] = [:]
    for part in parts {
      let name = part.rawValue
      files[part] = try text(name.contains("/") ? name : "sg-network/" + name)
    }
    return files
  }

  /// A file below `Suites`, as seen from the folder of the package.
  private static func text(_ name: String) throws -> SourceText {
    let path = "Suites/" + name
    guard let file = fopen(path, "r") else { throw Fault(description: "no file '\(path)'") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return SourceText(name: path, bytes: bytes)
  }
}
