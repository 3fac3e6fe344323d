import SynchroJSON
import SynchroPXB

/// What the systems of a utility know of devices: accounts, announced appliances, groups, events.
struct OfficeState: Sendable {
  struct Known: Sendable {
    var type = ""
    var account = ""
    var program = ""
    var language = "en"
    var step = "announced"
    /// The message that asked for what is going on.
    var request: PayloadMessage?
  }

  var devices: [String: Known] = [:]
  var groups: [String: [String]] = [:]
  var eventEnds: [String: PXBTime] = [:]
  /// The types of appliance that may be registered.
  static let approved: Set<String> = [
    "dishwasher", "washer", "dryer", "refrigerator", "water-heater", "air-conditioner",
  ]

  var state: JSONValue {
    .object(
      devices.sorted { $0.key < $1.key }.map { id, known in
        JSONField(
          id,
          [
            "device_type": .string(known.type), "step": .string(known.step),
            "language": .string(known.language), "program_code": .string(known.program),
          ])
      })
  }
}
