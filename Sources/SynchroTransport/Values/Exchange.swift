public import SynchroHTTP

/// How an exchange ended.
public enum ExchangeOutcome: Sendable, Equatable {
  /// The response came to its end. It may still carry findings.
  case completed
  /// It did not, and this is why.
  case failed(TransportFault)
}

/// Everything that is known about one request and what came of it: the evidence.
public struct Exchange: Sendable {
  /// What was to be sent, and how.
  public let request: ExchangeRequest
  /// How many of the request's bytes were handed to the system.
  public let sentCount: Int
  /// The connection, when there was one.
  public let connection: ConnectionFacts?
  /// Whether the connection had carried exchanges before this one.
  public let isReused: Bool
  /// What came, byte for byte, up to the limit. The offsets of the findings count in it.
  public let received: [UInt8]
  /// Interim responses, in order.
  public let interims: [HTTPResponseHead]
  /// The final response; its content is incomplete when the exchange failed later.
  public let response: HTTPResponse?
  /// Every deviation from the protocol that the codec saw.
  public let findings: [WireFinding]
  /// Whether the end of a TLS stream came without a close_notify alert.
  public let endedWithoutCloseNotify: Bool
  /// When what happened.
  public let times: ExchangeTimes
  /// How it ended.
  public let outcome: ExchangeOutcome
  /// Earlier attempts of the same request on connections that had gone stale.
  public let earlierAttempts: [Exchange]
  /// What libcurl says, when its engine carried the exchange (`CurlClient`); then `received` is
  /// what it showed and there are no findings.
  public let curl: CurlFacts?

  /// The status of the final response.
  public var status: HTTPStatus? { response?.head.status }
  /// Why it failed, if it did.
  public var fault: TransportFault? {
    if case .failed(let fault) = outcome { return fault }
    return nil
  }

  /// The request's bytes that were handed to the system.
  public var sent: ArraySlice<UInt8> { request.bytes.prefix(sentCount) }

  /// The same as an array: that of the request, no copy, when all of it was sent.
  public var sentBytes: [UInt8] {
    sentCount == request.bytes.count ? request.bytes : Array(sent)
  }
}
