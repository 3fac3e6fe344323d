/// Reads responses from a stream of bytes, strictly and without any input of its own.
///
/// The caller announces each request that it sends with `expectResponse(to:)`, in order; then it
/// reads as with `HTTPRequestReader`. Bytes that come while no response is expected are a finding.
public struct HTTPResponseReader: Sendable {
  /// The limits that this reader keeps.
  public let limits: HTTPLimits
  /// How many bytes of the stream were consumed.
  public private(set) var offset = 0

  private enum State: Sendable {
    case head
    case content
    case closed
    case failed
  }

  private var state = State.head
  private var log: WireLog
  /// The request that the next response answers, and those behind it.
  private var awaited: ResponseContext?
  private var pipelined: [ResponseContext] = []
  private var interimCount = 0
  private var cutter = LineCutter()
  private var line: StatusLine?
  private var section = FieldSection()
  private var body = BodyReader()
  private var isPersistent = true
  /// Set while a 205 is read, whose content must be empty.
  private var emptyContentStatus: HTTPStatus?

  /// A reader at the start of a connection.
  public init(limits: HTTPLimits = .standard, policy: HTTPDeviationPolicy = .report) {
    self.limits = limits.bounded
    log = WireLog(policy: policy)
  }

  /// What it does after a deviation.
  public var policy: HTTPDeviationPolicy { log.policy }

  /// What was found since `takeFindings()` was called last: of each message the first 64, 256 in
  /// all, and the one at which reading stopped.
  public var findings: [WireFinding] { log.findings }

  /// Hands over the findings so far and forgets them.
  public mutating func takeFindings() -> [WireFinding] { log.take() }

  /// Announces that a request with this method was sent: its response decides by it whether there
  /// is content. May be called several times ahead when requests are pipelined.
  public mutating func expectResponse(to method: HTTPMethod) {
    if awaited == nil {
      awaited = ResponseContext(method)
    } else {
      pipelined.append(ResponseContext(method))
    }
  }

  /// Takes the next step. `isEnd` says that the peer sent nothing behind the window and never will.
  public mutating func read(
    _ window: UnsafeRawBufferPointer, isEnd: Bool = false
  ) -> HTTPReadStep<HTTPResponseEvent> {
    switch state {
    case .head:
      if let awaited {
        readHead(window, isEnd: isEnd, answering: awaited)
      } else {
        readNothing(window, isEnd: isEnd)
      }
    case .content: readContent(window, isEnd: isEnd)
    case .closed: HTTPReadStep(.closed, consumed: 0)
    case .failed: HTTPReadStep(.failed(log.failure), consumed: 0)
    }
  }

  private mutating func readNothing(
    _ window: UnsafeRawBufferPointer, isEnd: Bool
  ) -> HTTPReadStep<HTTPResponseEvent> {
    guard window.isEmpty else {
      log.unrecoverable(.bytesAfterMessage, at: offset)
      return fail()
    }
    if isEnd { state = .closed }
    return HTTPReadStep(isEnd ? .closed : .needMore, consumed: 0)
  }

  // MARK: - Head

  private mutating func readHead(
    _ window: UnsafeRawBufferPointer, isEnd: Bool, answering request: ResponseContext
  ) -> HTTPReadStep<HTTPResponseEvent> {
    while true {
      if line == nil, let wrong = firstForeignByte(window) {
        log.unrecoverable(.notHTTP, at: offset + wrong)
        return fail()
      }
      switch cutter.cut(window, limit: limits.lineLimit(from: cutter.next, isFirst: line == nil)) {
      case .needMore:
        guard isEnd else { return HTTPReadStep(.needMore, consumed: 0) }
        log.unrecoverable(
          window.isEmpty ? .emptyReply : .endInHead, at: offset + window.count)
        return fail()
      case .tooLong:
        limits.refuseLength(isFirst: line == nil, from: cutter.next, base: offset, log: &log)
        return fail()
      case .line(let next):
        if let line {
          if next.isEmpty {
            noteLineEnd(next)
            return finishHead(line, window, count: next.next, answering: request)
          }
          section.read(next, of: window, base: offset, limit: limits.fieldCount, log: &log)
        } else if next.isEmpty {
          log.deviation(.emptyLineBeforeStart, at: offset + next.start)
        } else if limits.allowsStartLine(next, base: offset, log: &log) {
          line = StatusLine.read(next, of: window, base: offset, log: &log)
        }
        noteLineEnd(next)
        if log.hasFailed { return fail() }
      }
    }
  }

  /// Said behind what is wrong inside the line, so that findings stand in the order of the bytes.
  private mutating func noteLineEnd(_ line: Line) {
    if line.hasBareLF { log.deviation(.bareLF, at: offset + line.end) }
  }

  private mutating func finishHead(
    _ line: StatusLine, _ window: UnsafeRawBufferPointer, count: Int,
    answering request: ResponseContext
  ) -> HTTPReadStep<HTTPResponseEvent> {
    let framing = ResponseRules(line: line, request: request, limits: limits)
      .framing(section, of: window, base: offset, log: &log)
    let isInterim = line.status.isInterim && line.status != .switchingProtocols
    if isInterim {
      interimCount += 1
      if interimCount > limits.interimResponses {
        log.unrecoverable(
          .limitExceeded(.interimResponses, limit: limits.interimResponses), at: offset)
      }
    }
    if log.hasFailed { return fail() }
    let fields = section.fields(copying: window, count: count)
    let head = HTTPResponseHead(
      status: line.status, reasonBytes: fields.arena[line.reason], version: line.version,
      fields: fields)
    self.line = nil
    cutter.restart()
    section.restart()
    offset += count
    if isInterim { return HTTPReadStep(.interim(head), consumed: count) }
    body.begin(framing.body)
    isPersistent = framing.isPersistent
    // A declared length was judged with the head.
    let mayHideContent = framing.body == .chunked || framing.body == .untilClose
    emptyContentStatus = line.status == .resetContent && mayHideContent ? line.status : nil
    state = .content
    return HTTPReadStep(.head(head, framing), consumed: count)
  }

  /// The first byte of the start line that does not fit `HTTP/`. Line ends are for the line reader.
  private func firstForeignByte(_ window: UnsafeRawBufferPointer) -> Int? {
    let start = cutter.next
    guard start < window.count, window[start] != 0x0D, window[start] != 0x0A else { return nil }
    var place = start
    for byte in "HTTP/".utf8 where place < window.count {
      if window[place] != byte { return place }
      place += 1
    }
    return nil
  }

  // MARK: - Content

  private mutating func readContent(
    _ window: UnsafeRawBufferPointer, isEnd: Bool
  ) -> HTTPReadStep<HTTPResponseEvent> {
    switch body.read(window, isEnd: isEnd, base: offset, limits: limits, log: &log) {
    case .needMore(let consumed):
      offset += consumed
      return HTTPReadStep(.needMore, consumed: consumed)
    case .bytes(let range):
      if let status = emptyContentStatus {
        emptyContentStatus = nil
        log.deviation(.contentNotAllowed(status), at: offset + range.lowerBound)
        if log.hasFailed { return fail() }
      }
      offset += range.upperBound
      return HTTPReadStep(.body(range), consumed: range.upperBound)
    case .trailers(let fields, let consumed):
      offset += consumed
      return HTTPReadStep(.trailers(fields), consumed: consumed)
    case .end(let consumed):
      offset += consumed
      return end(consumed: consumed)
    case .endOfStream:
      if body.isTunnel {
        state = .closed
        return HTTPReadStep(.closed, consumed: 0)
      }
      return end(consumed: 0)
    case .failed: return fail()
    }
  }

  private mutating func end(consumed: Int) -> HTTPReadStep<HTTPResponseEvent> {
    state = .head
    log.endMessage()
    interimCount = 0
    awaited = pipelined.isEmpty ? nil : pipelined.removeFirst()
    return HTTPReadStep(.end(isPersistent: isPersistent), consumed: consumed)
  }

  private mutating func fail() -> HTTPReadStep<HTTPResponseEvent> {
    state = .failed
    return HTTPReadStep(.failed(log.failure), consumed: 0)
  }
}
