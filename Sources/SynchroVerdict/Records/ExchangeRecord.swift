/// One exchange with its bytes: the evidence.
public struct ExchangeRecord: Sendable, Equatable {
  /// Everything but the bytes.
  public let summary: ExchangeSummary
  /// The request as sent.
  public let request: [UInt8]
  /// The response as received.
  public let response: [UInt8]
  /// What else must be known to judge it again; nil in the records of those who do not care.
  public var replay: ReplayFacts?

  /// Of a response that was given up at a limit of ours, so much is kept: the rest of ten gigabytes
  /// proves nothing.
  public static let keptAtLimit = 1 << 20

  /// A record; the summary's byte counts are taken from the bytes.
  public init(
    _ summary: ExchangeSummary, request: [UInt8], response: [UInt8], replay: ReplayFacts? = nil
  ) {
    var summary = summary
    summary.sentCount = request.count
    summary.receivedCount = response.count
    let isCut = summary.fault?.blame == .limit && response.count > Self.keptAtLimit
    self.init(
      kept: summary, request: request,
      response: isCut ? Array(response.prefix(Self.keptAtLimit)) : response, replay: replay)
  }

  /// A record whose bytes are no longer those that were counted.
  package init(
    kept summary: ExchangeSummary, request: [UInt8], response: [UInt8],
    replay: ReplayFacts? = nil
  ) {
    self.replay = replay
    self.summary = summary
    self.request = request
    self.response = response
  }

  /// Which test's it is and which of them.
  public var number: Int { summary.number }
}
