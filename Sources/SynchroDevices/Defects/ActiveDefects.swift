import SynchroFlows
import SynchroTiming

/// The defects that a world has, ready to be asked for.
struct ActiveDefects: Sendable {
  /// The defects.
  let defects: [DeviceDefect]
  private let quirks: [DeviceQuirk: DeviceDefect]
  private let random: CounterRandom
  private var asked: UInt64 = 0

  init(_ defects: [DeviceDefect], random: CounterRandom) {
    self.defects = defects
    self.random = random
    var quirks: [DeviceQuirk: DeviceDefect] = [:]
    for defect in defects {
      if case .quirk(let quirk) = defect.kind { quirks[quirk] = defect }
    }
    self.quirks = quirks
  }

  /// Whether an actor has a quirk.
  func has(_ quirk: DeviceQuirk, at actor: String) -> Bool {
    quirks[quirk]?.strikes(at: actor) ?? false
  }

  /// The share of devices that a quirk strikes.
  func share(of quirk: DeviceQuirk) -> Double { quirks[quirk]?.share ?? 0 }

  /// The defect that strikes a payload now in a given way; asking draws whether it does.
  mutating func strike(
    _ misbehaviour: Misbehaviour, _ payload: String, at actor: String
  ) -> DeviceDefect? {
    for defect in defects where defect.kind == .payload(misbehaviour) {
      guard defect.strikes(payload, at: actor) else { continue }
      guard defect.share < 1 else { return defect }
      asked += 1
      if random.unit(asked) <= defect.share { return defect }
    }
    return nil
  }
}
