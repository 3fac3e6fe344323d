import Glibc
public import SynchroHTTP
public import SynchroWire
public import SynchroSystem

/// Where a server listens, whom it serves for how long, and what it accepts.
public struct ServerConfiguration: Sendable {
  /// Where to listen; the default is this machine alone, on a port that the kernel chooses.
  public var address = SocketAddress.loopback()
  /// Threads that serve; each has its own listener on the shared port.
  ///
  /// One core is left to the client, which nearly always runs on the same machine: on two cores one
  /// worker answers more requests than two that compete with the client, and far more evenly.
  public var workers = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1)
  /// How much of each thing a request may bring.
  public var limits: HTTPLimits = {
    var limits = HTTPLimits.standard
    limits.bodyBytes = 8 << 20
    return limits
  }()
  /// How many bytes of content a request may bring, told from its head; never more than `limits` say.
  /// What is longer gets 413 while it is being read, before any of it is asked for.
  public var bodyLimit: (@Sendable (HTTPRequestHead) -> Int)?
  /// How many bytes of unfinished requests a worker holds; who would exceed it gets 503.
  public var heldBytes = 256 << 20
  /// Connections at a time; more are answered with 503 and closed.
  public var maximumConnections = 4_096
  /// How long a connection may be silent between requests, or take none of our bytes.
  public var idleTimeout = Duration.seconds(60)
  /// How long a request may take from its first byte to its last; then 408 and close.
  public var requestTimeout = Duration.seconds(30)
  /// How long a TLS handshake may take.
  public var handshakeTimeout = Duration.seconds(10)
  /// After this time the server stops by itself; nil lets it serve until it is stopped.
  public var lifetime: Duration?
  /// TLS; nil serves plain HTTP.
  public var tls: TLSServerConfiguration?
  /// Told about everything that no handler sees, on the worker's thread: be quick.
  public var observer: (@Sendable (ServerEvent) -> Void)?

  /// The defaults: plain HTTP on a free loopback port.
  public init() {}
}

/// What happened at a server without a handler taking part.
public enum ServerEvent: Sendable {
  /// A request was refused because of this deviation; the connection closes.
  case refused(WireFinding, SocketAddress?)
  /// A request took too long; 408 was sent and the connection closes.
  case requestTimedOut(SocketAddress?)
  /// A connection was silent, or took none of our bytes, for too long.
  case idleTimedOut(SocketAddress?)
  /// A TLS handshake took too long.
  case handshakeTimedOut(SocketAddress?)
  /// TLS failed; the facts tell how far it came.
  case tlsFailed(TLSFault, TLSFacts?)
  /// The far end left in the middle of a handshake, a request or a response.
  case peerLeft(SocketAddress?)
  /// There were `maximumConnections` already.
  case turnedAway
  /// No descriptor or memory was left for a connection; accepting pauses for a moment.
  case exhausted(SystemError)
  /// A handler's response could not be written; 500 was sent in its place.
  case unwritable(HTTPWriteError)
}

/// Why a server did not start.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The address cannot be listened at, or a thread cannot be started.
  case system(SystemError)
  /// The certificate, the key or the authorities cannot be used.
  case tls(TLSFault)

  /// The cause in its own words.
  public var description: String {
    switch self {
    case .system(let error): "the server cannot start: \(error)"
    case .tls(let fault): "the server cannot start: \(fault)"
    }
  }
}
