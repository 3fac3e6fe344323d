public import SynchroHTTP
public import SynchroWire

/// Why an exchange did not complete. A target's misbehaviour is data: nothing here is thrown at the
/// caller of an exchange.
public enum TransportFault: Error, Sendable, Equatable {
  /// The request cannot be put on the wire; nothing was sent.
  case unusable(UnusableRequest)
  /// The name has no address.
  case unresolved(host: String)
  /// Nothing listens there.
  case refused(endpoint: String)
  /// The endpoint could not be reached, for the reason the system gave.
  case unreachable(endpoint: String, reason: String)
  /// No connection within the connect timeout; the phase tells what was slow.
  case connectTimeout(ExchangePhase)
  /// The proxy, not the target, stood in the way.
  case proxy(ProxyFault)
  /// The handshake failed, or the session broke later.
  case tls(TLSFault, ExchangePhase)
  /// The peer reset the connection (RST).
  case reset(ExchangePhase)
  /// The peer closed the connection before it had answered.
  case closed(ExchangePhase)
  /// The response ended before its own framing said so.
  case truncated
  /// The response cannot be framed; the finding tells where and why.
  case unreadable(WireFinding)
  /// The exchange was not over when its time was.
  case deadline(ExchangePhase)
  /// The response's content is longer than the limit, in bytes.
  case bodyLimit(Int)
  /// The response's head is larger than a limit; the finding names it.
  case headLimit(WireFinding)
  /// All of the response, interim responses and framing included, is longer than the limit.
  case receiveLimit(Int)
  /// The caller gave up.
  case cancelled(ExchangePhase)
  /// The client was stopped.
  case stopped(ExchangePhase)
  /// libcurl's own engine failed, in its number and words (second opinion only).
  case libcurl(code: Int, words: String, ExchangePhase)
  /// Our own side failed: descriptors, memory, a library that refused to start.
  case harness(String)
}

/// What makes a request impossible to send.
public enum UnusableRequest: Sendable, Equatable {
  /// The scheme is neither `http` nor `https`.
  case scheme(String)
  /// The port is none.
  case port(Int)
  /// The host is no name and no address.
  case host(String)
  /// A pinned address is none.
  case pin(String)
  /// The proxy's host is no name and no address, or its port is 0.
  case proxy(String)
  /// The codec refuses to write the message; send raw bytes to send it all the same.
  case message(String)
  /// The TLS configuration cannot be used.
  case tls(String)
}

/// How a proxy stood in the way.
public enum ProxyFault: Sendable, Equatable {
  /// The proxy's name has no address.
  case unresolved(host: String)
  /// The proxy could not be reached.
  case unreachable(endpoint: String, reason: String)
  /// The proxy answered CONNECT with this status.
  case refusedTunnel(status: Int)
  /// The proxy broke off or answered something else.
  case brokenTunnel(String)
}
