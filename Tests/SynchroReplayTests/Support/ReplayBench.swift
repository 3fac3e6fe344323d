import Foundation
import SynchroFlows
import SynchroJSON
import SynchroPXB
import SynchroReplay
import SynchroScript
import SynchroStatistics
import SynchroTestSupport
import SynchroText
import Testing

/// Plays a suite that stands in the test against a scripted meter.
struct ReplayBench {
  static let meter = "2-Way Meter - Electr"
  static let billing = "CIS/Billing - Utility"

  static let catalogue: FlowCatalogue? = {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      let bytes = try? Fixtures.bytes("../Suites/sg-network/" + part.rawValue)
      files[part] = SourceText(name: part.rawValue, bytes: bytes ?? [])
    }
    return try? FlowCatalogue(files)
  }()

  /// Reading on demand, the two rows of it.
  static let read = """
    suite test/reading "Reading"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow read "A meter answers"
      cis -> meter on-demand_Mtr-read_cmd { "reading_type": "kWh-del" }
          [4.10.4.1/on-demand_Mtr-read_cmd]
      meter -> cis on-demand_Mtr-read_resp-data answers
          [4.10.4.1/on-demand_Mtr-read_resp-data]
        $.meter_id == ${meter.id}
    """

  static let command = "4.10.4.1/on-demand_Mtr-read_cmd"
  static let answer = "4.10.4.1/on-demand_Mtr-read_resp-data"

  let play: FlowPlay
  let roles: [Capability.Role]

  init(
    _ text: String = read, instances: Int = 4, seed: UInt64 = 1,
    method: PlanMethod = .anytime
  ) throws {
    let parsed = SuiteParser.parse(SourceText(name: "test.suite", text))
    try #require(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
    let suite = try #require(parsed.suite)
    let flow = try #require(suite.flows.first)
    roles = [.init(actor: Self.meter, instances: (1...instances).map { "m\($0)" })]
    let table = TargetRoles([Self.meter: roles[0].instances])
    let cast = try #require(
      Cast.all(of: suite.actors, in: flow, roles: table, lanes: instances).first)
    var setting = FlowPlay.Setting(catalogue: try #require(Self.catalogue))
    setting.terms.seed = seed
    setting.terms.method = method
    setting.choices = try Self.choices(setting.catalogue)
    play = try FlowPlay(
      flow, id: "test/reading#read", cast: cast, source: parsed.source, setting: setting)
  }

  private static func choices(_ catalogue: FlowCatalogue) throws -> FlowChoices {
    let text = """
      {"choices": [
        {"row": "\(command)", "from": "CIS/Billing - Utility", "to": "2-Way Meter - Electr",
          "latency": "< 15 sec"},
        {"row": "\(answer)", "from": "2-Way Meter - Electr", "to": "CIS/Billing - Utility",
          "latency": "< 15 sec"}
      ]}
      """
    return try FlowChoices(SourceText(name: "choices", text), for: catalogue)
  }

  func run(_ script: ScriptedMeter.Script = .init()) -> FlowOutcome {
    let setting = ReplaySetting(run: "test", start: ReplaySetting.virtualStart)
    let roles = roles
    return VirtualReplay(setting: setting) { _ in ScriptedMeter(roles, script: script) }
      .run(play, number: 1)
  }
}

extension FlowOutcome {
  /// The only ledger of a row.
  func ledger(_ row: String) -> RowLedger? { ledgers.first { $0.key.row == row }?.value }

  /// The decision about a row.
  func decision(_ row: String) -> String {
    switch ledger(row)?.standing {
    case .passed: "passed"
    case .failed: "failed"
    case .inconclusive: "inconclusive"
    case nil: "open"
    }
  }
}
