public import SynchroHTTP
public import SynchroWire

/// A complete request without deviations, and who sent it.
public struct ServerRequest: Sendable {
  /// The request line and the fields.
  public let head: HTTPRequestHead
  /// The content, chunks joined, content codings untouched.
  public let body: [UInt8]
  /// The trailer fields of a chunked request.
  public let trailers: HTTPFields
  /// The connection it came on.
  public let connection: Connection

  /// What is known about a connection; one value for all its requests.
  public final class Connection: Sendable {
    /// Counts the connections of one worker; unique together with `worker`.
    public let number: UInt64
    /// Which worker serves it.
    public let worker: Int
    /// Where the client is; nil when it has gone already.
    public let peer: SocketAddress?
    /// What TLS agreed on, with the client's certificates; nil on plain HTTP.
    public let tls: TLSFacts?

    init(number: UInt64, worker: Int, peer: SocketAddress?, tls: TLSFacts?) {
      self.number = number
      self.worker = worker
      self.peer = peer
      self.tls = tls
    }
  }
}
