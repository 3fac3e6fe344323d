public import SynchroWire

/// What is known about a connection, the same for every exchange that it carries.
public final class ConnectionFacts: Sendable {
  /// Counts the connections of one client, from 1.
  public let id: UInt64
  /// The address and port we reached: the target's, or the proxy's.
  public let peer: String
  /// Our own address and port.
  public let local: String
  /// What the proxy answered to CONNECT, byte for byte.
  public let proxyReply: [UInt8]
  /// What the handshake agreed on; also there when it failed, as far as it came.
  public let tls: TLSFacts?

  init(id: UInt64, peer: String, local: String, proxyReply: [UInt8], tls: TLSFacts?) {
    self.id = id
    self.peer = peer
    self.local = local
    self.proxyReply = proxyReply
    self.tls = tls
  }
}
