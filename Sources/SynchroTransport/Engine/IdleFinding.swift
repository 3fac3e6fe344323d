public import SynchroHTTP

/// Bytes that came while no response was due: what a later request would take for its answer.
public struct IdleFinding: Sendable {
  /// The connection, which was closed because of it.
  public let connection: ConnectionFacts
  /// Whose connection it was.
  public let origin: Origin
  /// How many exchanges it had carried.
  public let exchangeCount: Int
  /// What came, at most 4 KB of it.
  public let bytes: [UInt8]
  /// The deviation, at offset 0 of `bytes`.
  public var finding: WireFinding {
    WireFinding(.bytesAfterMessage, at: 0, severity: .unrecoverable)
  }
}
