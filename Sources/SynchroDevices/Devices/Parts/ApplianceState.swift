import SynchroPXB

/// How far an appliance is registered, and what its customer has set.
struct ApplianceState: Sendable {
  enum Step: String, Sendable {
    case connected, bound, authenticated, configured
  }

  var step = Step.connected
  var type = "dishwasher"
  var language = "en"
  var group = ""
  var programs: [String] = []
  var parameters = ""
  /// What the customer wants to be alerted of: messages of this level and above, prices above.
  var alertLevel = "low"
  var alertPrice: Double?
  var conditions: [String] = []
  var received = 0
  var cycleStart: PXBTime?
  var history: [String] = []
  /// The id that it gives itself where it has another; only to try those who check it.
  var claims: String?

  var isRegistered: Bool { step == .authenticated || step == .configured }
}
