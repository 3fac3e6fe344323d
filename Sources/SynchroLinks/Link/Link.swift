public import SynchroPXB

/// Carries messages of the binding to and from peers, whatever lies below.
///
/// A link is started once, on a ``LinkLoop``; its events come on the loop's thread. Everything else may be
/// called from any thread. Nothing that a peer does makes a link wait, trap or hold more than its
/// ``LinkLimits`` say.
public protocol Link: AnyObject, Sendable {
  /// What it is, for reports: `exec python3 device.py`, `tcp 127.0.0.1:4711`.
  var name: String { get }

  /// Begins. The events come until `ended`, which is the last.
  func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void)

  /// Queues a message. Without a peer it goes to the one that is there first, or that comes first.
  @discardableResult
  func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome

  /// Ends in order: sends what is queued, and tells the peers that nothing more comes.
  func close()
}

/// A message on its way out.
public struct OutgoingMessage: Sendable {
  /// The message as it will be recorded: one object, no line feed, not sealed.
  public var octets: [UInt8]
  /// What it is; nil when the octets are wrong on purpose.
  public var kind: MessageKind?
  /// The id of the message that it answers.
  public var correlation: String?
  /// The instance that it is for; nil when it is for several or for none in particular.
  public var instance: String?
  /// Whether the link puts its authentication code on, when it has a key.
  public var isSealed = true

  /// A message of the binding.
  public init(_ message: Message) {
    octets = MessageCodec.encode(message)
    kind = message.kind
    correlation = message.correlation
    if case .payload(let payload) = message, case .instance(let name) = payload.to.scope {
      instance = name
    }
  }

  /// Octets that are sent as they are, right or wrong; a line feed in them ends a line.
  public init(raw octets: [UInt8], isSealed: Bool = false) {
    self.octets = octets
    self.isSealed = isSealed
  }
}

/// What became of a message that was handed to a link.
public enum SendOutcome: Sendable, Hashable {
  /// It is queued, and goes out unless the link ends before.
  case queued
  /// The queue is full; it was dropped.
  case full
  /// The link or the peer is gone; it was dropped.
  case closed
}
