/// One exchange with its bytes: the evidence.
public struct ExchangeRecord: Sendable, Equatable {
  /// Everything but the bytes.
  public private(set) var summary: ExchangeSummary
  /// The request as sent.
  public let request: [UInt8]
  /// The response as received.
  public let response: [UInt8]

  /// A record; the summary's byte counts are taken from the bytes.
  public init(_ summary: ExchangeSummary, request: [UInt8], response: [UInt8]) {
    self.summary = summary
    self.summary.sentCount = request.count
    self.summary.receivedCount = response.count
    self.request = request
    self.response = response
  }

  /// Counts the exchanges of a run, from 1.
  public var number: Int { summary.number }
}
