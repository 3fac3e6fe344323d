public import SynchroFlows

/// A payload as devices know it: of a requirement row, or of an exchange that we named ourselves.
public struct DevicePayload: Sendable, Equatable {
  /// One way it goes, with the bounds that hold there.
  public struct Route: Sendable, Equatable {
    /// The requirement: the id of a row, or the step of a use case.
    public let requirement: String
    /// Who sends.
    public let from: [String]
    /// Who receives.
    public let to: [String]
    /// How soon it has to be consumed.
    public let limit: Duration
    /// How many octets it has; of a range, the fewest.
    public let size: Int
    /// How many octets it may have.
    public let largest: Int
    /// When it is counted for the last time, where its row counts shares at an age.
    public var lastCount: Duration?
  }

  /// Its name, byte for byte.
  public let name: String
  /// What it is for.
  public let kind: PayloadKind
  /// What it carries, in order.
  public let keys: [AttributeKey]
  /// Where it goes.
  public let routes: [Route]
  /// Who carries it between its ends, where that is laid down.
  public let via: [String]

  /// The route between two actors; where the rows pair the one with others, that of either.
  public func route(from sender: String, to receiver: String) -> Route? {
    routes.first { $0.from.contains(sender) && $0.to.contains(receiver) }
      ?? routes.first { $0.to.contains(receiver) } ?? routes.first { $0.from.contains(sender) }
  }

  /// Whether an actor may receive it from another. Rows pair senders with receivers only by our
  /// reading, so everybody who sends it may send it to everybody who receives it.
  public func goes(from sender: String, to receiver: String) -> Bool {
    isSent(by: sender) && isReceived(by: receiver)
  }

  /// Whether an actor sends it to anybody.
  public func isSent(by actor: String) -> Bool { routes.contains { $0.from.contains(actor) } }

  /// Whether an actor receives it from anybody.
  public func isReceived(by actor: String) -> Bool { routes.contains { $0.to.contains(actor) } }
}
