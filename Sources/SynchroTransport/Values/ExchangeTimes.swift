public import SynchroTiming

/// When each stage of an exchange was over, on the machine's monotonic clock; nil for a stage that
/// was not reached, or that a reused connection had behind it.
public struct ExchangeTimes: Sendable, Equatable {
  /// The caller handed the exchange over.
  public var submitted: MonotonicInstant
  /// A connection was there, or began to be opened.
  public var started: MonotonicInstant?
  /// The name had an address.
  public var resolved: MonotonicInstant?
  /// TCP stood, to the target or to the proxy.
  public var connected: MonotonicInstant?
  /// The proxy's tunnel stood.
  public var tunnelled: MonotonicInstant?
  /// The handshake was over.
  public var secured: MonotonicInstant?
  /// The first byte of the request was handed to the system.
  public var requestBegun: MonotonicInstant?
  /// The last byte of the request was handed to the system.
  public var requestSent: MonotonicInstant?
  /// The first byte of a response was read.
  public var firstByte: MonotonicInstant?
  /// The exchange was over, one way or the other.
  public var ended: MonotonicInstant

  init(submitted: MonotonicInstant) {
    self.submitted = submitted
    ended = submitted
  }

  /// From submission to the end.
  public var total: Duration { submitted.duration(to: ended) }
  /// From the last byte of the request to the first of the response.
  public var wait: Duration? {
    guard let requestSent, let firstByte else { return nil }
    return requestSent.duration(to: firstByte)
  }
}
