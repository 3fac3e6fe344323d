import SynchroDevices
import SynchroLinks
import SynchroPXB

/// Reference devices as a driver drives them: what cannot be read is refused by them too.
struct ServedDevices: LinkAware, Sendable {
  private var world: DeviceWorld

  init(_ world: DeviceWorld) {
    self.world = world
  }

  mutating func receive(_ message: Message, at now: PXBTime) {
    world.receive(message, at: now)
  }

  mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    world.refuse(fault, at: now)
  }

  mutating func linkEnded(_ end: LinkEnd, at now: PXBTime) {}

  mutating func wake(at now: PXBTime) {
    world.wake(at: now)
  }

  var nextWake: PXBTime? { world.nextWake }

  mutating func takeOutgoing() -> [Message] {
    world.takeOutgoing()
  }
}
