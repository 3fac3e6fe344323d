import Foundation
import SynchroDevices
import SynchroFlows
import SynchroPXB
import SynchroReplay
import SynchroScript
import SynchroTestSupport
import SynchroText
import SynchroTiming
import SynchroVerdict

/// Plays the suites that certify an adapter against reference devices.
enum AdapterBench {
  static let actors = ["2-Way Meter - Electr", "PCT", "DAPjm", "CIS/Billing - Utility"]

  static let model: DeviceModel? = {
    guard let catalogue = ReplayBench.catalogue else { return nil }
    var files: [DeviceModel.Part: SourceText] = [:]
    for part in DeviceModel.Part.allCases { files[part] = source(part.rawValue) }
    return try? DeviceModel(files, catalogue: catalogue)
  }()

  static let suites: [SuiteSource] = ["pxb/adapter.suite", "pxb/control.suite"].compactMap { path in
    let source = source(path)
    let parsed = SuiteParser.parse(source)
    guard parsed.diagnostics.isEmpty else { return nil }
    return parsed.suite.map { SuiteSource($0, from: source) }
  }

  private static func source(_ path: String) -> SourceText {
    SourceText(name: path, bytes: (try? Fixtures.bytes("../Suites/" + path)) ?? [])
  }

  /// What the suites say of devices with a defect.
  static func tests(with defects: [DeviceDefect] = []) async throws -> [TestRecord] {
    guard let model, let catalogue = ReplayBench.catalogue else { return [] }
    @Sendable func world(_ seed: UInt64) -> DeviceWorld {
      let cast = actors.map { actor in
        DeviceCast(actor, count: 3, prefix: String(actor.lowercased().filter(\.isLetter)) + "-")
      }
      return DeviceWorld(
        model: model, cast: cast, seed: seed, defects: defects, born: ReplaySetting.virtualStart)
    }
    var setting = FlowPlay.Setting(catalogue: catalogue)
    setting.senders = model.payloads.mapValues { $0.routes.flatMap(\.from) }
    let order = ReplayPlan.Order(setting: setting, allowsHazards: true) { _ in
      CapabilityQuestion.ask(world(1), at: ReplaySetting.virtualStart).map { TargetRoles($0) }
        ?? TargetRoles([:])
    }
    let plan = try ReplayPlan(suites, order)
    var replay = ReplaySetting(run: "adapter", start: ReplaySetting.virtualStart)
    replay.elements = model.payloads.mapValues(\.keys)
    replay.kinds = model.payloads.mapValues(\.kind)
    let outcomes = await VirtualReplay(setting: replay) { play in world(play.seed) }
      .run(plan.plays, jobs: 2)
    return outcomes.enumerated().map { index, outcome in
      FlowRecords(outcome, number: index + 1, start: .unixEpoch).test
    }
  }
}
