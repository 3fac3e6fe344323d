/// Reads requests from a stream of bytes, strictly and without any input of its own.
///
/// The caller owns a window of received bytes and calls `read` until the answer is `needMore`,
/// `closed` or `failed`, each time dropping `consumed` bytes from the front. Bytes that were not
/// consumed must be given again, with new ones behind them.
public struct HTTPRequestReader: Sendable {
  /// The limits that this reader keeps.
  public let limits: HTTPLimits
  /// What it does after a deviation.
  public let policy: HTTPDeviationPolicy
  /// What was found since `takeFindings()` was called last, at most `maximumFindings`.
  public private(set) var findings: [WireFinding] = []
  /// How many bytes of the stream were consumed.
  public private(set) var offset = 0

  /// A reader at the start of a connection.
  public init(limits: HTTPLimits = .standard, policy: HTTPDeviationPolicy = .refuse) {
    self.limits = limits
    self.policy = policy
  }

  /// Takes the next step. `isEnd` says that the peer sent nothing behind the window and never will.
  public mutating func read(
    _ window: UnsafeRawBufferPointer, isEnd: Bool = false
  ) -> HTTPReadStep<HTTPRequestEvent> {
    HTTPReadStep(.needMore, consumed: 0)
  }

  /// Hands over the findings so far and forgets them.
  public mutating func takeFindings() -> [WireFinding] {
    let taken = findings
    findings = []
    return taken
  }
}
