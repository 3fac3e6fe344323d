import SynchroDevices
import SynchroLinks
import SynchroPXB

/// Reference devices as a driver drives them: what cannot be read is refused by them too, and orders
/// that travel on a way of their own wait for the traffic that was sent before them.
struct ServedDevices: LinkAware, Sendable {
  private static let waitingLimit = 1_000

  private var world: DeviceWorld
  /// How many messages that are no orders and no results came and went.
  private var traffic = (heard: 0, sent: 0)
  /// Orders that came before what was sent before them.
  private var early: [Control] = []
  /// Orders whose results tell how much was sent.
  private var counted: Set<String> = []

  init(_ world: DeviceWorld) {
    self.world = world
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    guard case .control(let order) = message else {
      traffic.heard += 1
      world.receive(message, at: now)
      while let first = early.first, first.trafficSent ?? 0 <= traffic.heard {
        early.removeFirst()
        world.receive(.control(first), at: now)
      }
      return
    }
    if let sent = order.trafficSent, counted.count < Self.waitingLimit {
      counted.insert(order.header.id)
      if sent > traffic.heard, early.count < Self.waitingLimit { return early.append(order) }
    }
    world.receive(message, at: now)
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    traffic.heard += 1
    world.receive(fault, at: now)
  }

  mutating func linkEnded(_ end: LinkEnd, at now: PXBTime) {}

  mutating func wake(at now: PXBTime) {
    world.wake(at: now)
  }

  var nextWake: PXBTime? { world.nextWake }

  mutating func takeOutgoing() -> [Message] {
    var messages = world.takeOutgoing()
    for index in messages.indices {
      guard case .controlResult(var result) = messages[index] else {
        traffic.sent += 1
        continue
      }
      guard counted.remove(result.correlation) != nil else { continue }
      result.trafficSent = traffic.sent
      messages[index] = .controlResult(result)
    }
    return messages
  }
}
