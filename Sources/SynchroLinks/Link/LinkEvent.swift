public import SynchroPXB
public import SynchroTiming

/// One end of a link's conversations: a process, a connection, or a client that asks for its messages.
public struct LinkPeer: Sendable, Hashable {
  /// Counts the peers of one link.
  public let number: UInt64

  /// A peer by its number.
  public init(number: UInt64) {
    self.number = number
  }
}

/// What is known about a peer when it comes.
public struct PeerFacts: Sendable, Hashable {
  /// Where it is, or which process it is.
  public var place: String
  /// The subject of its certificate, when it showed one that holds.
  public var certificate: String?

  /// Facts by their parts.
  public init(place: String, certificate: String? = nil) {
    self.place = place
    self.certificate = certificate
  }
}

/// Something that came from a peer, and when.
public struct Arrival: Sendable {
  /// Who sent it.
  public let peer: LinkPeer
  /// When it had been read.
  public let instant: MonotonicInstant
  /// The octets of the message, without line feed and seal where they could be told apart.
  public let octets: [UInt8]
  /// The message, or why it is none that may come in.
  public let outcome: Result<Message, PXBFault>
  /// Whether it came as the answer to a message of ours, and so out of the order of all others.
  public var isAside = false
}

/// What happens at a link.
public enum LinkEvent: Sendable {
  /// A peer is there.
  case opened(LinkPeer, PeerFacts)
  /// A peer has sent something.
  case received(Arrival)
  /// A peer sends more than the limits allow, and is read no faster than that.
  case throttled(LinkPeer)
  /// Messages could not be sent to a peer, for the reason given.
  case lost(LinkPeer?, count: Int, LinkEnd)
  /// A peer is gone.
  case closed(LinkPeer, LinkEnd)
  /// The link is over; nothing follows.
  case ended(LinkEnd)
}
