import SynchroHTTP
import SynchroTransport
import SynchroVerdict

extension ExchangeAnswer {
  /// The answer to a recorded request, whose response is these bytes.
  init(_ exchange: EvidenceIndex.Exchange, received: [UInt8], to order: ExchangeOrder) {
    let summary = exchange.summary
    let replay = exchange.replay
    self.init(times: summary.times, start: summary.start)
    self.received = received
    past = PastExchange(summary: summary, elapsed: replay.elapsed)
    status = summary.status.flatMap { HTTPStatus(code: $0) }
    findings = summary.findings
    fault = summary.fault
    isLost = replay.isLost
    firstByte = replay.firstByte
    tlsFacts = summary.tls
    peer = summary.peer
    isReused = summary.isReused
    contentCount = replay.contentCount
    guard fault == nil, status != nil else { return }
    var limits = HTTPLimits.standard
    limits.bodyBytes = order.bodyLimit
    limits.decodedBytes = order.decodedLimit
    let read =
      if let contentCount {
        RecordedResponse(shown: received, contentCount: contentCount)
      } else {
        RecordedResponse(received, answering: order.method, limits: limits)
      }
    guard let read, read.head.status == status else {
      past = nil
      gap = "the recorded response to \(summary.method) \(summary.url) cannot be read"
      return
    }
    fields = read.head.fields
    body = read.body
  }
}

/// A response by the bytes that came.
struct RecordedResponse {
  let head: HTTPResponseHead
  let body: [UInt8]

  /// Bytes as they were on the wire, read as when they came; nil when they are no whole response.
  init?(_ received: [UInt8], answering method: HTTPMethod, limits: HTTPLimits) {
    var reader = HTTPResponseReader(limits: limits)
    reader.expectResponse(to: method)
    var head: HTTPResponseHead?
    var body: [UInt8] = []
    let isWhole = received.withUnsafeBytes { bytes in
      var place = 0
      while true {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[place...])
        let step = reader.read(rest, isEnd: true)
        switch step.event {
        case .head(let found, let framing):
          head = found
          if framing.body == .tunnel { return true }
        case .body(let range): body.append(contentsOf: rest[range])
        case .interim, .trailers: break
        case .end: return true
        case .needMore, .closed, .failed: return false
        }
        place += step.consumed
      }
    }
    guard isWhole, let head else { return nil }
    self.head = head
    self.body = body
  }

  /// Bytes as libcurl showed them: heads as they came, and content without transfer codings.
  init?(shown received: [UInt8], contentCount: Int) {
    guard let (head, end) = ShownHead.read(received), end + contentCount <= received.count else {
      return nil
    }
    self.head = head
    body = Array(received[end..<(end + contentCount)])
  }
}
