import SynchroPXB

/// How much a peer may make a link hold or do.
public struct LinkLimits: Sendable, Hashable {
  /// The longest line; what is longer is refused by PXB-103 and passed over.
  public var lineOctets = MessageCodec.maximumLength
  /// How many octets of a line that is too long are passed over before the link ends.
  public var passedOverOctets = 16 << 20
  /// How many lines a second are read in the long run.
  public var linesPerSecond = 10_000
  /// How many lines may come at once: ten thousand devices that wake up together are no flood.
  public var burstLines = 40_000
  /// How many octets a second are read in the long run; four seconds of it may come at once.
  public var octetsPerSecond = 32 << 20
  /// How long a peer may keep sending at the limit before the link ends.
  public var floodPatience = Duration.seconds(10)
  /// How many octets may wait to be sent; until they are asked for over HTTP, half as many.
  public var queuedOctets = 64 << 20
  /// How long a peer may take none of what waits.
  public var stallPatience = Duration.seconds(30)
  /// How long a TLS handshake, or an attempt to connect, may take.
  public var openingPatience = Duration.seconds(10)
  /// How long a peer may take to close after we did.
  public var closingPatience = Duration.seconds(5)
  /// How many connections or asking clients there may be at a time.
  public var peers = 4_096
  /// How many orders that came over HTTP may wait for their results at a time.
  public var heldOrders = 4_096
  /// How long a client that asks for its messages may stay away before it makes room for another.
  public var absencePatience = Duration.seconds(600)

  /// The limits that suit a run.
  public init() {}
}
