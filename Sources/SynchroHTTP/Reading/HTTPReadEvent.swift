/// What a request reader saw.
public enum HTTPRequestEvent: Sendable, Equatable {
  /// Nothing new until more bytes come; what was not consumed must be given again.
  case needMore
  /// A complete head, and how the content will be delimited.
  case head(HTTPRequestHead, HTTPFraming)
  /// Content bytes: a range of the window that was given, not a copy.
  case body(Range<Int>)
  /// The trailer section of a chunked message; only when it holds fields.
  case trailers(HTTPFields)
  /// The message is complete. The next read begins the next one.
  case end(isPersistent: Bool)
  /// The stream ended between two messages.
  case closed
  /// Reading stopped for good; the finding is also the last one of `findings`.
  case failed(WireFinding)
}

/// What a response reader saw.
public enum HTTPResponseEvent: Sendable, Equatable {
  /// Nothing new until more bytes come; what was not consumed must be given again.
  case needMore
  /// The complete head of a 1xx response; the final one is still to come. 101 is not among them.
  case interim(HTTPResponseHead)
  /// A complete final head (or 101), and how the content will be delimited.
  case head(HTTPResponseHead, HTTPFraming)
  /// Content bytes, or bytes of a tunnel: a range of the window that was given, not a copy.
  case body(Range<Int>)
  /// The trailer section of a chunked message; only when it holds fields.
  case trailers(HTTPFields)
  /// The message is complete. Announce the next with `expectResponse(to:)`.
  case end(isPersistent: Bool)
  /// The stream ended while no response was expected, or behind a tunnel.
  case closed
  /// Reading stopped for good; the finding is also the last one of `findings`.
  case failed(WireFinding)
}

/// One step of a reader: what it saw, and how many bytes at the front of the window it is done
/// with.
public struct HTTPReadStep<Event: Sendable & Equatable>: Sendable, Equatable {
  /// What was seen.
  public let event: Event
  /// How many bytes to drop from the front of the window before the next read.
  public let consumed: Int

  init(_ event: Event, consumed: Int) {
    self.event = event
    self.consumed = consumed
  }
}

/// What a reader does after a deviation that leaves the framing determinable.
public enum HTTPDeviationPolicy: Sendable, Equatable {
  /// Note the finding and go on: a client that judges a target.
  case report
  /// Stop at the first finding that `isRefusedByServer`: what a strict server does.
  case refuse
}
