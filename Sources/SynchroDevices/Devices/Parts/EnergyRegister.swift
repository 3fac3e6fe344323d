import SynchroFlows
import SynchroPXB
import SynchroTiming

/// A register that grows with time while there is supply: energy, or a volume of gas or water.
struct EnergyRegister: Sendable {
  /// The kinds of reading that it knows.
  enum Kind: String, Sendable {
    case delivered = "kWh-del"
    case received = "kWh-rec"
    case demand = "kW-dem"
    case voltage = "V"
    case volume = "m3"
  }

  private var total: Double
  private var since: PXBTime
  /// Units an hour while there is supply.
  let rate: Double
  private(set) var flows = true
  let kinds: [Kind]
  private let pattern: CounterRandom

  init(kinds: [Kind], since: PXBTime, pattern: CounterRandom) {
    self.kinds = kinds
    self.since = since
    self.pattern = pattern
    total = 1000 + 20_000 * pattern.unit(1)
    rate = 0.4 + 3 * pattern.unit(2)
  }

  /// The register at a moment.
  func total(at now: PXBTime) -> Double {
    guard flows, now > since else { return total }
    return total + rate * Double((now - since).wholeMicroseconds) / 3.6e9
  }

  /// What flows from now on.
  mutating func set(flows: Bool, at now: PXBTime) {
    total = total(at: now)
    since = now
    self.flows = flows
  }

  func value(_ kind: Kind, at now: PXBTime) -> Double {
    switch kind {
    case .delivered, .volume: total(at: now)
    case .received: total(at: now) / 50
    case .demand: flows ? rate : 0
    case .voltage: 239 + 2 * pattern.unit(UInt64(clamping: now.microseconds / 60_000_000))
    }
  }

  /// The consumption of a quarter of an hour: the same whenever it is asked for.
  func interval(_ index: Int64) -> Double {
    rate / 4 * (0.5 + pattern.child(7).unit(UInt64(clamping: index)))
  }
}
