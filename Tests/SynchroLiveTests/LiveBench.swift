import Foundation
import Glibc
import SynchroFlows
import SynchroLinks
import SynchroLive
import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroStatistics
import SynchroTestSupport
import SynchroText
import Testing

/// One flow, and ways to play it against a device that tests start.
enum LiveBench {
  static let meter = "2-Way Meter - Electr"

  static let catalogue: FlowCatalogue? = {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      let bytes = try? Fixtures.bytes("../Suites/sg-network/" + part.rawValue)
      files[part] = SourceText(name: part.rawValue, bytes: bytes ?? [])
    }
    return try? FlowCatalogue(files)
  }()

  static let read = """
    suite test/reading "Reading"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor cis plays "CIS/Billing - Utility" is harness

    flow read "A meter takes a command"
      cis -> meter on-demand_Mtr-read_cmd { "meter_id": ${meter.id}, "reading_type": "kWh-del" } within 5s
    """

  /// The flow of a suite, at a pace that tests can wait for.
  static func play(_ text: String = read, pace: LivePace?) throws -> FlowPlay {
    let parsed = SuiteParser.parse(SourceText(name: "test.suite", text))
    try #require(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
    let suite = try #require(parsed.suite)
    let flow = try #require(suite.flows.first)
    let roles = TargetRoles([meter: ["m1", "m2"]])
    let cast = try #require(Cast.all(of: suite.actors, in: flow, roles: roles, lanes: 1).first)
    var setting = FlowPlay.Setting(catalogue: try #require(catalogue))
    setting.terms.seed = 1
    setting.terms.mode = pace == nil ? .virtual : .real
    setting.terms.waiting = pace
    return try FlowPlay(
      flow, id: "test/reading#read", cast: cast, source: parsed.source, setting: setting)
  }

  static var quickPace: LivePace {
    var pace = LivePace()
    pace.rate = 200
    pace.span = .milliseconds(600)
    pace.trials = 20
    pace.linger = .milliseconds(20)
    return pace
  }

  /// Links to a device of the fixtures.
  static func links(_ way: String, time: DeviceTarget.Time = .real) throws -> DeviceLinks {
    let script = Fixtures.root.appending(path: way).path
    var device = try #require(try DeviceTarget(word: "exec:exec python3 -B \(script)"))
    device.time = time
    var links = DeviceLinks(device, of: TargetFile(device), secrets: ResolvedSecrets())
    links.limits.floodPatience = .milliseconds(100)
    links.limits.linesPerSecond = 2_000
    links.limits.burstLines = 2_000
    links.limits.passedOverOctets = 4 << 20
    // The example device leaves in its own time; of the others, one never does.
    if way.contains("hostile") {
      links.patience.afterInput = .milliseconds(100)
      links.patience.afterTerm = .milliseconds(100)
    }
    return links
  }

  static let hasPython: Bool = {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/python3", X_OK) == 0 }
  }()

  /// A folder of the test's own.
  static func folder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }
}
