/// Reads responses from a stream of bytes, strictly and without any input of its own.
///
/// The caller announces each request that it sends with `expectResponse(to:)`, in order; then it
/// reads as with `HTTPRequestReader`. Bytes that come while no response is expected are a finding.
public struct HTTPResponseReader: Sendable {
  /// The limits that this reader keeps.
  public let limits: HTTPLimits
  /// What it does after a deviation.
  public let policy: HTTPDeviationPolicy
  /// What was found since `takeFindings()` was called last, at most `maximumFindings`.
  public private(set) var findings: [WireFinding] = []
  /// How many bytes of the stream were consumed.
  public private(set) var offset = 0

  /// A reader at the start of a connection.
  public init(limits: HTTPLimits = .standard, policy: HTTPDeviationPolicy = .report) {
    self.limits = limits
    self.policy = policy
  }

  /// Announces that a request with this method was sent: its response decides by it whether there is
  /// content. May be called several times ahead when requests are pipelined.
  public mutating func expectResponse(to method: HTTPMethod) {
  }

  /// Takes the next step. `isEnd` says that the peer sent nothing behind the window and never will.
  public mutating func read(
    _ window: UnsafeRawBufferPointer, isEnd: Bool = false
  ) -> HTTPReadStep<HTTPResponseEvent> {
    HTTPReadStep(.needMore, consumed: 0)
  }

  /// Hands over the findings so far and forgets them.
  public mutating func takeFindings() -> [WireFinding] {
    let taken = findings
    findings = []
    return taken
  }
}
