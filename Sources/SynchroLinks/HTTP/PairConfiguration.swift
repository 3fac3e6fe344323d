public import SynchroServer
public import SynchroTransport

/// How the two sides of an HTTP pair find each other (T3): each serves, calls, or does both.
public struct PairConfiguration: Sendable {
  /// Where we serve messages, orders and the inbox; nil when we cannot be called.
  public var serving: ServerConfiguration?
  /// Whom we post to; nil lets the other side ask for its messages.
  public var calling: Destination?
  /// Whether we ask the called side for our messages; what a side that does not serve has to do.
  public var asks: Bool
  /// The instance in whose name we ask; nil asks for everything.
  public var instance: String?
  /// How long a request for messages may be held when there are none.
  public var wait = Duration.seconds(25)
  /// How long the called side may fail to answer before the link ends.
  public var patience = Duration.seconds(10)
  /// What `GET /pxb/v1/capability` answers before a capability statement was sent.
  public var capability: [UInt8]?

  /// A side that serves, calls, or both; one that does neither has no link.
  public init(serving: ServerConfiguration? = nil, calling: Destination? = nil) {
    self.serving = serving
    self.calling = calling
    asks = serving == nil
  }

  /// The longest content of a request or an answer.
  static let contentOctets = 16 << 20
  /// How many messages go into one request.
  static let batch = 1_000
}
