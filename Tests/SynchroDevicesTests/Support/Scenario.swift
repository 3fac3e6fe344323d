import SynchroDevices
import SynchroJSON
import SynchroPXB

/// What a harness does to devices of one kind, so that they show all that they can do.
struct Scenario: Sendable, CustomStringConvertible {
  let name: String
  let cast: [DeviceCast]
  let play: @Sendable (inout Bench) -> Void

  var description: String { name }

  init(
    _ name: String, _ cast: [DeviceCast], _ play: @escaping @Sendable (inout Bench) -> Void
  ) {
    self.name = name
    self.cast = cast
    self.play = play
  }

  /// Everything that was heard while it was played, with a defect or without.
  func run(_ defects: [String] = [], seed: UInt64 = 1) throws -> Bench {
    var bench = try Bench(cast, defects: defects, seed: seed)
    bench.shake()
    play(&bench)
    return bench
  }

  /// Those whose cast has an actor that a defect strikes.
  static func all(for defect: DeviceDefect) -> [Scenario] {
    all.filter { scenario in scenario.cast.contains { defect.strikes(at: $0.actor) } }
  }

  static let all: [Scenario] =
    MeterScenarios.all + HomeScenarios.all + FieldScenarios.all + ApplianceScenarios.all
}

extension Bench {
  /// The id of a party of the harness.
  static func name(_ actor: String) -> String {
    "h-" + String(actor.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }

  /// Says something in the name of an actor and waits.
  @discardableResult
  mutating func ask(
    _ name: String, _ from: String, _ to: String, _ instance: String, _ attributes: JSONValue = [],
    wait: Duration = .seconds(90), expires: PXBTime? = nil, id: String? = nil
  ) -> String {
    let id = say(name, from, to: to, instance, attributes, expires: expires, id: id)
    pass(wait)
    return id
  }

  /// So many seconds from now, as attributes have it.
  func moment(_ seconds: Int) -> JSONValue {
    .integer(Int(now.microseconds / 1_000_000) + seconds)
  }
}
