import SynchroDigest
import SynchroHTTP
import SynchroText
import SynchroTransport
import SynchroVerdict

/// A request that is to be made, held against requests that were made.
struct RecordedRequest {
  let order: ExchangeOrder
  /// As it would be sent; nil for one that nobody can send.
  let bytes: [UInt8]?

  init(_ order: ExchangeOrder) {
    self.order = order
    let message = HTTPRequest(
      order.method, order.url.requestTarget, fields: order.fields, body: order.body)
    bytes = order.url.origin.flatMap { origin in
      try? ExchangeRequest(message, to: Destination(origin)).bytes
    }
  }

  /// What stands where the recorded request has labels, when it is the same request; nil when it is
  /// another one.
  func fillings(
    of exchange: EvidenceIndex.Exchange, in evidence: EvidenceIndex
  ) -> [(secret: Secret.Label, bytes: ArraySlice<UInt8>)]? {
    let summary = exchange.summary
    guard summary.method == order.method.name,
      summary.url.hasPrefix(order.url.scheme + ":")
    else { return nil }
    guard let bytes, summary.sentCount > 0 else {
      // Nothing was sent, so nothing of it but its place had to do with the answer.
      let isSamePlace = HolePattern(labelsIn: summary.url).fillings(in: Array(order.url.text.utf8))
      return isSamePlace == nil ? nil : []
    }
    let isCut = summary.fault != nil
    if exchange.replay.requestMasks.isEmpty, !isCut, bytes.count != summary.sentCount {
      return nil
    }
    guard let recorded = evidence.request(of: exchange),
      let pattern = HolePattern(recorded.bytes, holes: Self.holes(in: recorded)),
      let fillings = pattern.fillings(in: bytes, isCut: isCut)
    else { return nil }
    return zip(pattern.holes, fillings).compactMap { hole, range in
      hole.secret.map { ($0, bytes[range]) }
    }
  }

  /// The labels, and the length of a content in which there are some: it may be another one.
  private static func holes(in request: MaskedBytes) -> [HolePattern.Hole] {
    var holes = request.masks.map {
      HolePattern.Hole(range: $0.range, count: $0.count, secret: $0.secret)
    }
    guard !holes.isEmpty, let length = contentLength(in: request.bytes) else { return holes }
    let place = holes.firstIndex { $0.range.lowerBound >= length.upperBound } ?? holes.count
    holes.insert(.init(range: length, count: 0, secret: nil), at: place)
    return holes
  }

  /// Where the digits of the last Content-Length in a head are.
  private static func contentLength(in bytes: [UInt8]) -> Range<Int>? {
    let head = ByteSearch.first("\r\n\r\n", in: bytes)?.lowerBound ?? bytes.count
    guard let line = bytes[..<head].ranges(of: Array("\r\nContent-Length: ".utf8)).last else {
      return nil
    }
    let digits = bytes[line.upperBound...].prefix { $0 != 0x0D }
    return digits.startIndex..<digits.endIndex
  }
}

extension EvidenceIndex.Exchange {
  /// Whether the target is the same with it and without it, so that a suite may leave it out: it
  /// only reads, or asks for a token as any client may at any time.
  func mayBeLeftOut(in evidence: EvidenceIndex) -> Bool {
    switch summary.method {
    case "GET", "HEAD", "OPTIONS": return true
    case "POST":
      guard let request = evidence.request(of: self)?.bytes else { return false }
      return ByteSearch.first("grant_type=client_credentials", in: request) != nil
    default: return false
    }
  }
}
