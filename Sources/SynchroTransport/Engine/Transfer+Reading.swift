internal import SynchroHTTP
internal import SynchroWire

/// What reading the bytes received so far came to.
enum ReadingResult {
  /// The response goes on.
  case goesOn
  /// A 100 (Continue) came while the content was held back.
  case contentWanted
  /// The response is complete; the connection may carry another one or not.
  case complete(isPersistent: Bool)
  case failed(TransportFault)
}

extension Transfer {
  /// Keeps received bytes as evidence and reads on.
  func receive(_ bytes: UnsafeRawBufferPointer) -> ReadingResult {
    let limit = request.options.receivedBytes
    guard bytes.count <= limit - received.count else {
      received.append(contentsOf: bytes.prefix(max(0, limit - received.count)))
      return .failed(.receiveLimit(limit))
    }
    // Most responses come in one piece: an array of just that size.
    if received.isEmpty {
      received = Array(bytes)
    } else {
      received.append(contentsOf: bytes)
    }
    return read(isEnd: false)
  }

  /// Reads what the peer's end leaves behind.
  func receiveEnd() -> ReadingResult {
    if let sendFault, received.isEmpty { return .failed(sendFault) }
    let result = read(isEnd: true)
    if case .complete = result, endedWithoutCloseNotify, framing?.body == .untilClose {
      // RFC 9112, section 9.8: such a response "is complete only if a valid closure alert has been
      // received".
      return .failed(.truncated)
    }
    return result
  }

  /// Says of bytes behind a complete response that they are too many. False when there are none.
  func noteBytesAfterResponse() -> Bool {
    guard parsed < received.count else { return false }
    _ = step(isEnd: false)
    return true
  }

  private func read(isEnd: Bool) -> ReadingResult {
    var contentWanted = false
    while true {
      let start = parsed
      switch step(isEnd: isEnd) {
      case .needMore:
        return contentWanted ? .contentWanted : .goesOn
      case .interim(let head):
        interims.append(head)
        if head.status == .continue, holdsContent { contentWanted = true }
      case .head(let head, let framing):
        self.head = head
        self.framing = framing
        // Bytes of another protocol are no business of this client.
        if framing.body == .tunnel { return .complete(isPersistent: false) }
      case .body(let range):
        keep(start + range.lowerBound..<start + range.upperBound)
      case .trailers(let fields):
        trailers = fields
      case .end(let isPersistent):
        return .complete(isPersistent: isPersistent)
      case .closed:
        return .failed(.closed(currentPhase))
      case .failed(let finding):
        return .failed(fault(for: finding))
      }
    }
  }

  private func keep(_ range: Range<Int>) {
    received.withUnsafeBytes { bytes in
      let content = UnsafeRawBufferPointer(rebasing: bytes[range])
      if body.isEmpty, framing?.body == .length(range.count) {
        body = Array(content)
      } else {
        if body.isEmpty, case .length(let count) = framing?.body {
          body.reserveCapacity(min(count, 1 << 20))
        }
        body.append(contentsOf: content)
      }
    }
  }

  private func step(isEnd: Bool) -> HTTPResponseEvent {
    let step = received.withUnsafeBytes { bytes in
      reader?.read(UnsafeRawBufferPointer(rebasing: bytes[parsed...]), isEnd: isEnd)
    }
    guard let step else { return .closed }
    parsed += step.consumed
    return step.event
  }

  private func fault(for finding: WireFinding) -> TransportFault {
    switch finding.kind {
    case .emptyReply: .closed(currentPhase)
    case .endInHead, .endInBody, .endInChunks, .endInTrailers: .truncated
    case .limitExceeded(.bodyBytes, let limit): .bodyLimit(limit)
    case .limitExceeded: .headLimit(rebased(finding))
    default: .unreadable(rebased(finding))
    }
  }
}
