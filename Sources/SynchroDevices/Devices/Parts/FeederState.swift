import SynchroJSON

/// A device on the feeder, or the storage behind a customer's meter.
struct FeederState: Sendable {
  var isClosed = true
  var tap = 0
  var configuration = "default"
  /// Percent of the battery's energy.
  var charge = 70.0
  var chargeRate = 0.0
  var mode = "idle"
  var isIslanded = false

  static let taps = -16...16
  static let largestRate = 5000.0
  /// A battery is not emptied below this.
  static let reserve = 10.0

  var position: String { isClosed ? "closed" : "open" }

  var state: JSONValue {
    [
      "state": .string(position), "tap": .integer(tap), "configuration": .string(configuration),
      "charge": .decimal(charge, digits: 1), "charge_rate_w": .decimal(chargeRate, digits: 0),
      "mode": .string(mode), "islanded": .bool(isIslanded),
    ]
  }
}
