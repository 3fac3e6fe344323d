/// The stages of an exchange, in the order in which they are passed.
public enum ExchangePhase: Int, Sendable, Comparable, CaseIterable {
  /// Waiting for a connection, or for the loop to look at it.
  case queued
  /// Asking for the target's addresses.
  case lookup
  /// Waiting for TCP.
  case connect
  /// Waiting for the proxy's tunnel.
  case proxy
  /// Shaking hands.
  case tls
  /// Writing the request.
  case request
  /// Waiting for the first byte of the response.
  case waiting
  /// Reading the response.
  case response

  /// Passed earlier.
  public static func < (left: ExchangePhase, right: ExchangePhase) -> Bool {
    left.rawValue < right.rawValue
  }

  /// What was being done, to stand after "while".
  public var activity: String {
    switch self {
    case .queued: "waiting for a connection"
    case .lookup: "resolving the name"
    case .connect: "connecting"
    case .proxy: "opening the proxy tunnel"
    case .tls: "shaking hands"
    case .request: "sending the request"
    case .waiting: "waiting for the response"
    case .response: "reading the response"
    }
  }
}
