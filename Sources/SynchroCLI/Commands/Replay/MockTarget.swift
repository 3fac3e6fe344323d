import SynchroDevices
import SynchroPXB
import SynchroReplay
import SynchroScript
import SynchroText

/// `mock:device` or `mock:ACTOR,…`: reference devices in this process, as a target.
struct MockTarget: Sendable {
  /// What the word of the command line begins with.
  static let prefix = "mock:"

  /// What it was called.
  let text: String
  /// The actors that it plays; nil for those that the suites say are the target's.
  let actors: [String]?
  /// What devices know.
  let model: DeviceModel
  /// How many instances it plays of each actor.
  var instances = 6
  /// What is wrong with it.
  var defects: [DeviceDefect] = []

  /// What a word means; an error for actors that nobody knows.
  init(_ word: String, model: DeviceModel) throws(UsageError) {
    text = word
    self.model = model
    let names = word.dropFirst(Self.prefix.count).split(separator: ",").map { name in
      String(name.drop { $0 == " " })
    }
    guard names != ["device"] else {
      actors = nil
      return
    }
    var found: [String] = []
    for name in names { found.append(try Self.actor(name, in: model)) }
    guard !found.isEmpty else {
      throw .unusable("'\(word)' names no device", help: "such as 'mock:device'")
    }
    actors = found
  }

  /// An actor by its name, or by words of it that no other has: `meter-electr`.
  private static func actor(_ name: String, in model: DeviceModel) throws(UsageError) -> String {
    if model.roles[name] != nil { return name }
    let wanted = slug(name)
    let fitting = model.actors.filter { slug($0) == wanted }
    if fitting.count == 1 { return fitting[0] }
    let parts = Set(wanted.split(separator: "-"))
    let near = model.actors.filter { parts.isSubset(of: Set(slug($0).split(separator: "-"))) }
    if let shortest = near.min(by: { ($0.count, $0) < ($1.count, $1) }) { return shortest }
    throw .unusable(
      "there is no reference device '\(name)'",
      help: NearestName.advice(for: name, among: model.actors)
        ?? "'synchroscope flows list actors' shows them")
  }

  /// A name in small letters, its words joined by lines.
  static func slug(_ name: String) -> String {
    name.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
  }

  /// The devices for a flow.
  func world(_ question: ReplayPlan.FlowQuestion, seed: UInt64) -> DeviceWorld {
    world(of: actors ?? Self.targets(of: question), seed: seed)
  }

  /// The devices that a cast leaves to the target.
  func world(for play: FlowPlay) -> DeviceWorld {
    var seen: Set<String> = []
    let own = play.cast.parts.filter(\.isTarget).map(\.actor).filter { seen.insert($0).inserted }
    return world(of: actors ?? own, seed: play.seed)
  }

  private func world(of actors: [String], seed: UInt64) -> DeviceWorld {
    let cast = actors.map { actor in
      DeviceCast(actor, count: instances, prefix: Self.slug(actor) + "-")
    }
    return DeviceWorld(
      model: model, cast: cast, seed: seed, defects: defects, born: ReplaySetting.virtualStart)
  }

  /// Who is played where a suite names nobody.
  private static let usual = [
    "2-Way Meter - Electr", "PCT", "DAPjm", "CIS/Billing - Utility", "Smart Appliance",
  ]

  /// The parties that a suite leaves to the target.
  private static func targets(of question: ReplayPlan.FlowQuestion) -> [String] {
    // A flow about the binding is the same for everybody: one device of each kind will do.
    if question.actors.contains(where: { $0.whichever != nil }) { return usual }
    var seen: Set<String> = []
    return question.actors.filter { $0.side.value == .target }.flatMap { $0.plays.map(\.value) }
      .filter { seen.insert($0).inserted }
  }
}
