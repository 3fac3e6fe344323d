import SynchroDevices
import SynchroFlows
import SynchroPXB
import SynchroReplay
import SynchroScript
import SynchroTestSupport
import SynchroText
import SynchroVerdict
import Testing

/// Plays flows that ship with the program against the reference devices, for a while.
struct ShippedFlows {
  static let model: DeviceModel? = {
    guard let catalogue = ReplayBench.catalogue else { return nil }
    var files: [DeviceModel.Part: SourceText] = [:]
    for part in DeviceModel.Part.allCases { files[part] = source(part.rawValue) }
    return try? DeviceModel(files, catalogue: catalogue)
  }()

  static func source(_ path: String) -> SourceText {
    let bytes = try? Fixtures.bytes("../Suites/" + path)
    return SourceText(name: path, bytes: bytes ?? [])
  }

  let plan: ReplayPlan
  let seed: UInt64

  /// The plays of one flow of a suite; or, with `text`, of a suite that stands in the test.
  init(
    _ suite: String, _ flow: String, text: String? = nil, seed: UInt64 = 1,
    sharesTrials: Bool = false
  ) throws {
    let source = text.map { SourceText(name: suite, $0) } ?? Self.source("\(suite).suite")
    let parsed = SuiteParser.parse(source)
    try #require(parsed.diagnostics.isEmpty, "\(parsed.diagnostics)")
    var setting = FlowPlay.Setting(catalogue: try #require(ReplayBench.catalogue))
    setting.terms.seed = seed
    setting.choices = try FlowChoices(
      Self.source("sg-network/choices.json"), for: setting.catalogue)
    let model = try #require(Self.model)
    var order = ReplayPlan.Order(
      setting: setting, instances: 4, allowsHazards: true, isWanted: { _, name, _ in name == flow }
    ) { question in
      let actors = question.actors.filter { $0.side.value == .target }.flatMap { actor in
        actor.plays.map(\.value)
      }
      let world = Self.world(actors, model, seed)
      return CapabilityQuestion.ask(world, at: ReplaySetting.virtualStart)
        .map { TargetRoles($0) } ?? TargetRoles([:])
    }
    order.sharesTrials = sharesTrials
    plan = try ReplayPlan([SuiteSource(try #require(parsed.suite), from: source)], order)
    self.seed = seed
  }

  /// Devices of some actors.
  static func world(_ actors: [String], _ model: DeviceModel, _ seed: UInt64) -> DeviceWorld {
    var seen: Set<String> = []
    let cast = actors.filter { seen.insert($0).inserted }.map { actor in
      DeviceCast(actor, count: 4, prefix: actor.filter(\.isLetter).lowercased() + "-")
    }
    return DeviceWorld(
      model: model, cast: cast, seed: seed, born: ReplaySetting.virtualStart)
  }

  func replay(rounds: Int) throws -> VirtualReplay {
    let model = try #require(Self.model)
    var setting = ReplaySetting(run: "test", start: ReplaySetting.virtualStart)
    setting.hazards = .all
    setting.elements = model.payloads.mapValues(\.keys)
    setting.kinds = model.payloads.mapValues(\.kind)
    let seed = seed
    var replay = VirtualReplay(setting: setting) { play in
      Self.world(play.cast.parts.filter(\.isTarget).map(\.actor), model, seed)
    }
    replay.rounds = rounds
    return replay
  }
}
