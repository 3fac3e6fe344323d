/// Reads requests from a stream of bytes, strictly and without any input of its own.
///
/// The caller owns a window of received bytes and calls `read` until the answer is `needMore`,
/// `closed` or `failed`, each time dropping `consumed` bytes from the front. Bytes that were not
/// consumed must be given again, with new ones behind them.
public struct HTTPRequestReader: Sendable {
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
  private var cutter = LineCutter()
  private var line: RequestLine?
  private var methodOfLongLine: HTTPMethod?
  private var section = FieldSection()
  private var body = BodyReader()
  private var isPersistent = true

  /// A reader at the start of a connection.
  public init(limits: HTTPLimits = .standard, policy: HTTPDeviationPolicy = .refuse) {
    self.limits = limits.bounded
    log = WireLog(policy: policy)
  }

  /// What it does after a deviation.
  public var policy: HTTPDeviationPolicy { log.policy }

  /// The method of a request whose line has been read and whose head has not been handed out: who
  /// refuses it must know whether the answer may have content.
  public var methodUnderWay: HTTPMethod? { line?.method ?? methodOfLongLine }

  /// What was found since `takeFindings()` was called last: of each message the first 64, 256 in
  /// all, and the one at which reading stopped.
  public var findings: [WireFinding] { log.findings }

  /// Hands over the findings so far and forgets them.
  public mutating func takeFindings() -> [WireFinding] { log.take() }

  /// Takes the next step. `isEnd` says that the peer sent nothing behind the window and never will.
  public mutating func read(
    _ window: UnsafeRawBufferPointer, isEnd: Bool = false
  ) -> HTTPReadStep<HTTPRequestEvent> {
    switch state {
    case .head: readHead(window, isEnd: isEnd)
    case .content: readContent(window, isEnd: isEnd)
    case .closed: HTTPReadStep(.closed, consumed: 0)
    case .failed: HTTPReadStep(.failed(log.failure), consumed: 0)
    }
  }

  // MARK: - Head

  private mutating func readHead(
    _ window: UnsafeRawBufferPointer, isEnd: Bool
  ) -> HTTPReadStep<HTTPRequestEvent> {
    while true {
      if line == nil, cutter.next < window.count, !canBegin(window[cutter.next]) {
        log.unrecoverable(.notHTTP, at: offset + cutter.next)
        return fail()
      }
      switch cutter.cut(window, limit: limits.lineLimit(from: cutter.next, isFirst: line == nil)) {
      case .needMore:
        return isEnd ? endOfStream(window) : HTTPReadStep(.needMore, consumed: 0)
      case .tooLong:
        // The answer to a HEAD has no content, however long its target is.
        if line == nil, window.prefix(5).elementsEqual("HEAD ".utf8) { methodOfLongLine = .head }
        limits.refuseLength(isFirst: line == nil, from: cutter.next, base: offset, log: &log)
        return fail()
      case .line(let next):
        if let line {
          if next.isEmpty {
            noteLineEnd(next)
            return finishHead(line, window, count: next.next)
          }
          section.read(next, of: window, base: offset, limit: limits.fieldCount, log: &log)
        } else if next.isEmpty {
          log.deviation(.emptyLineBeforeStart, at: offset + next.start)
        } else if limits.allowsStartLine(next, base: offset, log: &log) {
          line = RequestLine.read(next, of: window, base: offset, log: &log)
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
    _ line: RequestLine, _ window: UnsafeRawBufferPointer, count: Int
  ) -> HTTPReadStep<HTTPRequestEvent> {
    let framing = RequestRules(line: line, limits: limits)
      .framing(section, of: window, base: offset, log: &log)
    if log.hasFailed { return fail() }
    let fields = section.fields(copying: window, count: count)
    let head = HTTPRequestHead(
      method: line.method, targetBytes: fields.arena[line.target], version: line.version,
      fields: fields)
    body.begin(framing.body)
    isPersistent = framing.isPersistent
    state = .content
    self.line = nil
    cutter.restart()
    section.restart()
    offset += count
    return HTTPReadStep(.head(head, framing), consumed: count)
  }

  /// A token or the whitespace that is reported as such later. Anything else, such as the first
  /// byte of a TLS record, is refused before a line end comes that may never come.
  private func canBegin(_ byte: UInt8) -> Bool {
    ByteClass.has(byte, ByteClass.token) || byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private mutating func endOfStream(
    _ window: UnsafeRawBufferPointer
  ) -> HTTPReadStep<HTTPRequestEvent> {
    guard line == nil, cutter.next == window.count else {
      log.unrecoverable(.endInHead, at: offset + window.count)
      return fail()
    }
    state = .closed
    offset += window.count
    return HTTPReadStep(.closed, consumed: window.count)
  }

  // MARK: - Content

  private mutating func readContent(
    _ window: UnsafeRawBufferPointer, isEnd: Bool
  ) -> HTTPReadStep<HTTPRequestEvent> {
    switch body.read(window, isEnd: isEnd, base: offset, limits: limits, log: &log) {
    case .needMore(let consumed):
      offset += consumed
      return HTTPReadStep(.needMore, consumed: consumed)
    case .bytes(let range):
      offset += range.upperBound
      return HTTPReadStep(.body(range), consumed: range.upperBound)
    case .trailers(let fields, let consumed):
      offset += consumed
      return HTTPReadStep(.trailers(fields), consumed: consumed)
    case .end(let consumed):
      offset += consumed
      state = .head
      log.endMessage()
      return HTTPReadStep(.end(isPersistent: isPersistent), consumed: consumed)
    case .endOfStream:
      state = .closed
      return HTTPReadStep(.closed, consumed: 0)
    case .failed: return fail()
    }
  }

  private mutating func fail() -> HTTPReadStep<HTTPRequestEvent> {
    state = .failed
    return HTTPReadStep(.failed(log.failure), consumed: 0)
  }
}
