import Foundation
import SynchroJSON
import SynchroLinks
import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroTestSupport
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroLive

@Suite struct StimulusTests {
  private static let orders: [String: ControlVerb] = [
    "inject": .inject(
      FaultInjection(.switchStuck, match: Match(instance: "m1"), extent: .count(1))),
    "trigger": .trigger(.userOptOut, instance: "p1", arguments: ["event_id": "E1"]),
    "state": .state(.load, instance: "p1"),
    "link": .link(.down, Match(instance: "m1")),
    "clock": .clock(.get),
  ]

  private static let full = Capability.ControlSupport(
    verbs: ["inject", "trigger", "state", "link", "prompt"], faults: ["switch-stuck"],
    events: ["user-opt-out"], states: ["load"])

  @Test(
    arguments: [
      ("inject", true, ["inject-switch-stuck"], false, "device command:inject-switch-stuck prompt"),
      (
        "inject", false, ["inject", "inject-switch-stuck"], true,
        "command:inject-switch-stuck console"
      ),
      ("trigger", false, ["trigger"], false, "command:trigger"),
      ("trigger", false, [], true, "console"),
      ("state", false, ["state-load"], true, "command:state-load"),
      ("state", false, [], true, "device"),
      ("link", true, [], true, "device prompt console"),
      ("link", false, ["link-up"], false, "device"),
      ("clock", false, ["clock"], true, "device"),
    ] as [(String, Bool, [String], Bool, String)])
  func `who brings something about, the likeliest first`(
    order: String, isDeclared: Bool, commands: [String], hasPerson: Bool, rungs: String
  ) throws {
    let verb = try #require(Self.orders[order])
    var ladder = StimulusLadder(commands: Set(commands), hasPerson: hasPerson)
    if isDeclared { ladder.support = Self.full }
    let names = ladder.rungs(for: verb).map { rung in
      switch rung {
      case .device: "device"
      case .command(let name): "command:\(name)"
      case .devicePrompt: "prompt"
      case .console: "console"
      }
    }
    #expect(names.joined(separator: " ") == rungs)
  }

  private static let manual = """
    suite test/manual "By hand"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow manual "A switch that is moved by hand"
      link down at meter
      state load of meter
        $.duty == 50
      link up at meter
      cis -> meter on-demand_Mtr-read_cmd { "meter_id": ${meter.id}, "reading_type": "kWh-del" } within 500ms
    """

  /// A device without a control channel, and commands that do it instead, or fail.
  @Test(
    .enabled(if: LiveBench.hasPython, "python3 is not there: no command was tried"),
    .timeLimit(.minutes(1)),
    arguments: [
      ("link = test ${inst} = m1 -o ${inst} = m2\nstate-load = echo '{\"duty\": 50}'", nil),
      (
        "link = exit 3\nstate-load = echo '{\"duty\": 50}'",
        "the command 'link' failed: it ended with exit code 3"
      ),
      ("link-down = true\nlink-up = true\nstate = echo nothing", "printed no JSON object"),
    ] as [(String, String?)])
  func `a command does what the control channel cannot`(
    hooks: String, obstacle: String?
  ) async throws {
    let script = Fixtures.root.appending(path: "Fixtures/Live/hostile.py").path
    let text = "[device]\nexec: exec python3 -B \(script) good\n[hooks]\n\(hooks)\n"
    let parsed = TargetFileParser.parse(SourceText(name: "x", text), folder: "") { _ in true }
    let target = try #require(parsed.target, "\(parsed.diagnostics)")
    let device = try #require(target.device)
    let replay = LiveReplay(DeviceLinks(device, of: target, secrets: ResolvedSecrets()))
    var pace = LiveBench.quickPace
    pace.rate = nil
    pace.trials = 4
    pace.span = .seconds(3)
    let play = try LiveBench.play(Self.manual, pace: pace)
    let outcome = try #require(
      await replay.run([play], .init(setting: ReplaySetting(run: "r1", start: .epoch))).first)
    let record = FlowRecords(outcome, number: 1, start: .unixEpoch).test
    if let obstacle {
      #expect(record.verdict.reason?.contains(obstacle) == true, "\(record)")
    } else {
      #expect(record.verdict == .passed, "\(record)")
      #expect(outcome.rounds == 4)
    }
  }
}
