/// What reference devices know of the world: payloads, who reacts to them and how.
public struct DeviceModel: Sendable {
  /// The payloads by name.
  public let payloads: [String: DevicePayload]
  /// What follows from receiving a payload, by its name.
  public let reactions: [String: Reaction]
  /// The class of each actor that can be played.
  public let roles: [String: DeviceRole]
  /// What can be wrong with a device, in the order of the file.
  public let defects: [DeviceDefect]

  /// The actors that can be played, by name.
  public var actors: [String] { roles.keys.sorted() }

  /// The payloads that an actor receives, by name.
  public func received(by actor: String) -> [DevicePayload] {
    payloads.values.filter { $0.isReceived(by: actor) }.sorted { $0.name < $1.name }
  }

  /// The payloads that an actor sends, by name.
  public func sent(by actor: String) -> [DevicePayload] {
    payloads.values.filter { $0.isSent(by: actor) }.sorted { $0.name < $1.name }
  }

  /// The defect with an id.
  public func defect(_ id: String) -> DeviceDefect? { defects.first { $0.id == id } }
}
