import SynchroHTTP
import SynchroWire

extension ServerConnection {
  /// Reads what is there and serves the requests in it.
  func receive() {
    readWaitsToWrite = false
    while (phase == .reading || phase == .draining) && pendingOutput.isEmpty {
      isUnread = true
      guard readsLeft > 0 else {
        awaitTurn()
        return
      }
      readsLeft -= 1
      let outcome = stream.read(into: worker.input)
      switch outcome {
      case .bytes(let count):
        if phase == .draining {
          drain(count)
          continue
        }
        // Arrivals are reported once: remember where something can be left unread.
        isUnread = count == worker.input.count || hasHungUp
        take(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(worker.input)[..<count]))
        flush()
        guard isUnread || stream.hasBufferedInput else { return }
      case .wouldBlock(let direction):
        isUnread = false
        readWaitsToWrite = direction == .write
        return
      case .end, .truncated:
        if phase == .draining {
          close()
          return
        }
        sawEnd = true
        take(UnsafeRawBufferPointer(start: nil, count: 0))
        return
      case .reset:
        if phase == .reading, head != nil || !leftover.isEmpty { observePeerLeft() }
        drop()
        return
      case .tlsFault(let fault):
        worker.observe(.tlsFailed(fault, stream.tlsFacts))
        drop()
        return
      }
    }
  }

  /// Enough to let a client finish a write and read its refusal; more is abuse.
  private func drain(_ count: Int) {
    drained += count
    if drained > 1 << 20 { drop() }
  }

  /// Serves the requests in what was left over and what is fresh, and keeps what is not used.
  func take(_ fresh: UnsafeRawBufferPointer) {
    if leftover.isEmpty {
      let used = parse(fresh)
      if used < fresh.count, phase != .closed { leftover = Array(fresh[used...]) }
      return
    }
    // Moved out and back, so that nothing that happens meanwhile touches it.
    var window: [UInt8] = []
    swap(&window, &leftover)
    window.append(contentsOf: fresh)
    let used = window.withUnsafeBytes { parse($0) }
    guard phase != .closed else { return }
    if used > 0 { window.removeFirst(used) }
    swap(&window, &leftover)
  }

  /// Returns how many bytes at the front of the window are done with.
  private func parse(_ window: UnsafeRawBufferPointer) -> Int {
    var used = 0
    while phase == .reading && pendingOutput.isEmpty {
      let rest = UnsafeRawBufferPointer(rebasing: window[used...])
      let step = reader.read(rest, isEnd: sawEnd)
      used += step.consumed
      switch step.event {
      case .needMore: return used
      case .head(let head, let framing):
        self.head = head
        prepareBody(framing, of: head, isSilent: used == window.count)
      case .body(let range): hold(rest[range])
      case .trailers(let fields): trailers = fields
      case .end(let isPersistent): serve(isPersistent: isPersistent)
      case .closed: phase = .finishing
      case .failed(let finding):
        observeRefusal(finding)
        refuse(with: finding.refusalStatus, finding.description)
      }
    }
    return used
  }

  private func prepareBody(_ framing: HTTPFraming, of head: HTTPRequestHead, isSilent: Bool) {
    switch framing.body {
    case .none: return
    // A client may announce much and send little: what it announces is not what it gets.
    case .length(let count):
      bodyLimit = limit(for: head)
      guard count <= bodyLimit else { return refuseLength() }
      body.reserveCapacity(min(count, 64 << 10))
    case .chunked, .untilClose, .tunnel: bodyLimit = limit(for: head)
    }
    // RFC 9110, section 10.1.1: a server may omit 100 when content has come already.
    if framing.expectsContinue, isSilent {
      worker.output += continueLine
      flush()
    }
  }

  private func limit(for head: HTTPRequestHead) -> Int {
    let limit = worker.configuration.limits.bodyBytes
    return worker.configuration.bodyLimit.map { min($0(head), limit) } ?? limit
  }

  private func refuseLength() {
    refuse(
      with: .contentTooLarge, "the content is longer than the \(bodyLimit) bytes it may have here")
  }

  /// Keeps a piece of the content, as long as there is room for it.
  private func hold(_ piece: Slice<UnsafeRawBufferPointer>) {
    guard piece.count <= bodyLimit - body.count else { return refuseLength() }
    guard piece.count <= worker.configuration.heldBytes - worker.heldBytes else {
      return refuse(with: .serviceUnavailable, "too many long requests come in; try again later")
    }
    worker.heldBytes += piece.count
    body.append(contentsOf: piece)
  }

  /// Forgets the content so far.
  func dropBody() {
    worker.heldBytes -= body.count
    body = []
  }

  private func serve(isPersistent: Bool) {
    guard let head = head.take() else { preconditionFailure("a request ended without a head") }
    isRequestTimed = false
    exchange = Exchange(
      number: exchange.number &+ 1, method: head.method, version: head.version,
      isPersistent: isPersistent)
    let request = ServerRequest(
      head: head, body: body, trailers: trailers, connection: facts)
    if !body.isEmpty { dropBody() }
    if !trailers.isEmpty { trailers = [:] }
    answer(worker.handler(request))
    flushIfLarge()
  }
}

private let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
