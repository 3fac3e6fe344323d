import SynchroJSON
import SynchroPXB

/// The load of a device and the events that manage it.
struct LoadProgram: Sendable {
  /// An event, from its request to its end.
  struct Event: Sendable {
    enum Status: String, Sendable {
      case pending, active, completed
      case optedOut = "opted-out"
      case overridden
      case superseded
    }

    let id: String
    let start: PXBTime
    let end: PXBTime
    let adjustment: Double
    let duty: Double
    var status: Status
    /// Who asked, so that it learns of an opt-out.
    let asked: PayloadMessage
  }

  /// Watts when nothing is managed.
  let watts: Double
  var events: [String: Event] = [:]
  private var order: [String] = []
  /// An appliance in the middle of what must not be broken off.
  var isBusy = false

  init(watts: Double) { self.watts = watts }

  /// The event that is in force.
  var active: Event? {
    order.last { events[$0]?.status == .active }.flatMap { events[$0] }
  }

  mutating func add(_ event: Event) {
    if events.updateValue(event, forKey: event.id) == nil { order.append(event.id) }
    if order.count > 64 { events[order.removeFirst()] = nil }
  }

  /// The latest event that a customer could leave.
  var open: Event? {
    order.last { id in
      events[id].map { $0.status == .active || $0.status == .pending } ?? false
    }.flatMap { events[$0] }
  }

  var latest: Event? { order.last.flatMap { events[$0] } }

  var reduction: Double {
    guard let active else { return 0 }
    let byAdjustment = watts * min(100, max(0, -active.adjustment)) / 100
    let byDuty = watts * (100 - min(100, max(0, active.duty))) / 100
    return max(byAdjustment, byDuty)
  }

  var state: JSONValue {
    let current = active ?? latest
    return [
      "watts": .decimal(watts - reduction, digits: 0),
      "normal_watts": .decimal(watts, digits: 0),
      "duty": .decimal(active?.duty ?? 100, digits: 0),
      "adjustment": .decimal(active?.adjustment ?? 0, digits: 0),
      "event": current.map { .string($0.id) } ?? .null,
      "status": current.map { .string($0.status.rawValue) } ?? .string("none"),
      "events": .array(
        order.compactMap { events[$0] }.map { event in
          [
            "event_id": .string(event.id), "status": .string(event.status.rawValue),
            "starts": .exactly(event.start), "ends": .exactly(event.end),
          ]
        }),
    ]
  }
}
