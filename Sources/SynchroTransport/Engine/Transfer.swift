internal import SynchroHTTP
internal import SynchroTiming
internal import SynchroWire

/// One exchange under way: what was sent, what came, and who waits for the result.
///
/// Unchecked: made by the caller's thread, then touched by the loop's thread alone.
final class Transfer: @unchecked Sendable {
  typealias Completion = @Sendable (Exchange) -> Void

  let request: ExchangeRequest
  let deadline: MonotonicInstant
  /// Called once; nil from then on.
  var completion: Completion?
  /// The caller gave up before the loop had seen the exchange.
  var isCancelled = false

  // MARK: Where it is

  var times: ExchangeTimes
  /// The stage in which a failure is reported while there is no byte of a response.
  var phase = ExchangePhase.queued
  var connection: ClientConnection?
  var isReused = false
  var earlierAttempts: [Exchange] = []
  /// Rings at the deadline while the exchange waits in a pool's queue.
  var queueAlarm: Alarm?

  /// What the second opinion knows in the place of a connection of ours.
  var facts: ConnectionFacts?
  var curlFacts: CurlFacts?
  var curlHandle: UnsafeMutableRawPointer?

  // MARK: Sending

  var sentCount = 0
  /// The content is held back until 100 (Continue), until then or for good.
  var holdsContent: Bool
  var continueDue = MonotonicInstant.never
  /// Why sending stopped; reading goes on, because the answer may be on its way.
  var sendFault: TransportFault?

  // MARK: Receiving

  /// The connection's reader, lent for the time of the exchange: it keeps its memory.
  var reader: HTTPResponseReader?
  /// Where this response begins in the reader's stream.
  var streamStart = 0
  var received: [UInt8] = []
  /// How many bytes of `received` the reader is done with.
  var parsed = 0
  var interims: [HTTPResponseHead] = []
  var head: HTTPResponseHead?
  var framing: HTTPFraming?
  var findings: [WireFinding] = []
  /// When the read that completed the response returned.
  var lastRead: MonotonicInstant?
  var body: [UInt8] = []
  var trailers = HTTPFields()
  var endedWithoutCloseNotify = false

  init(_ request: ExchangeRequest, completion: Completion?) {
    self.request = request
    self.completion = completion
    let now = MonotonicInstant.now()
    deadline = now + request.options.deadline
    times = ExchangeTimes(submitted: now)
    holdsContent = request.expectsContinue
  }

  /// Borrows a connection's reader, or makes one when there is none or its limits are others.
  func takeReader(_ lent: inout HTTPResponseReader?) {
    var reader: HTTPResponseReader
    if let known = lent.take(), known.limits == request.options.limits {
      reader = known
    } else {
      reader = HTTPResponseReader(limits: request.options.limits)
    }
    reader.expectResponse(to: request.method)
    streamStart = reader.offset
    self.reader = reader
  }

  /// How many bytes may be sent now.
  var sendLimit: Int { holdsContent ? request.headLength : request.bytes.count }

  /// The stage that is going on.
  var currentPhase: ExchangePhase {
    guard phase == .request else { return phase }
    if !received.isEmpty { return .response }
    return sentCount < request.bytes.count && !holdsContent ? .request : .waiting
  }

  /// Whether another attempt may follow this failure, RFC 9112, section 9.3.1.
  func mayRetry(after fault: TransportFault) -> Bool {
    guard isReused, received.isEmpty, earlierAttempts.isEmpty,
      request.options.retriesStaleConnection, request.method.isIdempotent
    else { return false }
    switch fault {
    case .reset, .closed: return true
    default: return false
    }
  }

  /// Keeps what happened as an earlier attempt and starts anew.
  func beginRetry(after fault: TransportFault) {
    findings = takeFindings()
    earlierAttempts = [exchange(.failed(fault), at: .now())]
    findings = []
    let submitted = times.submitted
    times = ExchangeTimes(submitted: submitted)
    phase = .queued
    connection = nil
    isReused = false
    sentCount = 0
    holdsContent = request.expectsContinue
    continueDue = .never
    sendFault = nil
    endedWithoutCloseNotify = false
  }

  /// What the reader found in this response, with offsets in `received`.
  func takeFindings() -> [WireFinding] {
    guard let found = reader?.takeFindings(), !found.isEmpty else { return [] }
    return found.map(rebased)
  }

  /// A finding of the reader's, with its offset in `received`.
  func rebased(_ finding: WireFinding) -> WireFinding {
    WireFinding(finding.kind, at: finding.offset - streamStart, severity: finding.severity)
  }

  /// Hands everything that is known to whoever waits for it. Only the first call does something.
  func finish(_ outcome: ExchangeOutcome) {
    guard let completion else { return }
    self.completion = nil
    findings += takeFindings()
    let exchange = exchange(outcome, at: lastRead ?? .now())
    connection = nil
    completion(exchange)
  }

  /// Moves the parts out of the transfer: it has no use for them any more.
  private func exchange(_ outcome: ExchangeOutcome, at end: MonotonicInstant) -> Exchange {
    times.ended = end
    return Exchange(
      request: request, sentCount: sentCount, connection: connection?.facts ?? facts,
      isReused: isReused,
      received: moveOut(&received), interims: moveOut(&interims),
      response: head.take().map { HTTPResponse($0, body: moveOut(&body), trailers: trailers) },
      findings: findings, endedWithoutCloseNotify: endedWithoutCloseNotify, times: times,
      outcome: outcome, earlierAttempts: earlierAttempts, curl: curlFacts)
  }
}

/// Leaves an empty array behind, so that nothing is copied and no reference counted.
private func moveOut<Element>(_ array: inout [Element]) -> [Element] {
  var result: [Element] = []
  swap(&array, &result)
  return result
}
