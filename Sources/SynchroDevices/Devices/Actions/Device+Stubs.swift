import SynchroJSON
import SynchroPXB

extension Device {
  mutating func keepBooks(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome { .quiet }
  mutating func commission(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome { .quiet }
  mutating func register(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome { .quiet }
  mutating func broadcast(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome { .quiet }
  mutating func take(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome { .quiet }
  mutating func file(_ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn)
    -> ActionOutcome
  { .quiet }
  mutating func forget(in turn: inout DeviceTurn) {}
  func activity(at now: PXBTime) -> [String: JSONValue] { [:] }
}
