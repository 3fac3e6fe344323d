import SynchroJSON
import SynchroPXB

/// What a world has asked to be woken for.
enum WorldEvent: Sendable {
  /// A device reads its next letter.
  case read(Int)
  /// A device has something to say.
  case send(Int, DeviceSend)
  /// Something of a device's own.
  case device(Int, DeviceEvent)
  /// A gateway passes a message on.
  case forward(String)
  /// A gateway has waited long enough.
  case giveUp(String)
  /// Whoever asked has waited long enough.
  case unanswered(String)
  /// A message that was held back goes out.
  case transmit(Int, PayloadMessage)
  /// A link that was cycled comes up; nil for all of them.
  case linkUp(String?)

  /// Whether it happens to a device and not to a message.
  var isOfDevice: Bool {
    switch self {
    case .device, .linkUp: true
    case .read, .send, .forward, .giveUp, .unanswered, .transmit: false
    }
  }
}

/// A payload that somebody sent and that has to be answered.
struct Watch: Sendable {
  let place: Int
  let sent: PayloadMessage
}

/// The links that are down, by the instance at their end.
struct LinkTable: Sendable {
  private(set) var down: Set<String> = []
  private(set) var isAllDown = false

  func isDown(_ instance: String) -> Bool { isAllDown || down.contains(instance) }

  mutating func take(down instance: String?) {
    if let instance { down.insert(instance) } else { isAllDown = true }
  }

  mutating func bring(up instance: String?) {
    if let instance {
      down.remove(instance)
    } else {
      isAllDown = false
      down = []
    }
  }
}
