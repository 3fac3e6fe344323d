/// What follows from receiving a payload.
public struct Reaction: Sendable, Equatable {
  /// What the receiver does.
  public let action: DeviceAction
  /// The payloads that it answers with when that went well.
  public let answers: [String]
  /// The payload that says that it did not.
  public let fails: String?
  /// The payload with which whoever should have carried it says that it could not.
  public let unreachable: String?
  /// The payloads that follow once the device has acted.
  public let follows: [String]
}
