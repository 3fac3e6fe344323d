public import SynchroHTTP

/// How long one exchange may take, how much it may bring, and what becomes of its connection.
public struct ExchangeOptions: Sendable, Equatable {
  /// The time for everything, from submission to the last byte; a body that trickles does not
  /// extend it.
  public var deadline: Duration = .seconds(30)
  /// The time for name, TCP, tunnel and handshake together.
  public var connectTimeout: Duration = .seconds(10)
  /// What the codec accepts, content length included.
  public var limits: HTTPLimits = .standard
  /// Bytes of the whole response as received: framing can be far longer than the content.
  public var receivedBytes = 128 << 20
  /// Whether the connection is kept for the next exchange. No field is sent about it: say
  /// `Connection: close` in the request to tell the server.
  public var keepsConnection = true
  /// Whether an idle connection may be used.
  public var usesIdleConnection = true
  /// Whether a safe or idempotent request is sent once more when a reused connection ends before
  /// any byte of the response. A server may close an idle connection at any time, RFC 9112,
  /// section 9.3.1, and that says nothing about this request.
  public var retriesStaleConnection = true
  /// How long content waits for 100 (Continue) when the request expects it, RFC 9110,
  /// section 10.1.1.
  public var continueWait: Duration = .seconds(1)

  /// The options that suit a conformance check.
  public init() {}

  /// The options that suit a conformance check.
  public static let standard = ExchangeOptions()
  /// A connection of its own, used once: what bytes that are malformed on purpose need.
  public static var alone: ExchangeOptions {
    var options = ExchangeOptions()
    options.keepsConnection = false
    options.usesIdleConnection = false
    return options
  }
}
