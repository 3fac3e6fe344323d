public import SynchroDigest

/// The beginning of what an exchange sent and received, out of the evidence.
public struct ExchangeExcerpt: Sendable, Equatable {
  /// The request as far as it was kept.
  public var request: [UInt8]
  /// The response as far as it was kept.
  public var response: [UInt8]
  /// Whether the request went on.
  public var isRequestCut: Bool
  /// Whether the response went on.
  public var isResponseCut: Bool

  /// An excerpt.
  public init(
    request: [UInt8], response: [UInt8], isRequestCut: Bool = false, isResponseCut: Bool = false
  ) {
    self.request = request
    self.response = response
    self.isRequestCut = isRequestCut
    self.isResponseCut = isResponseCut
  }

  /// The excerpt with a label for each secret: one that came to light late may stand in evidence
  /// that was written before.
  public func redacted(by redactor: some Redacting) -> ExchangeExcerpt {
    ExchangeExcerpt(
      request: redactor.redact(request), response: redactor.redact(response),
      isRequestCut: isRequestCut, isResponseCut: isResponseCut)
  }
}
