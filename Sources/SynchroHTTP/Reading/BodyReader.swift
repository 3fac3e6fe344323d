/// Reads the content of a message and finds its end. Content bytes are never copied.
struct BodyReader: Sendable {
  enum Step {
    case needMore(consumed: Int)
    case bytes(Range<Int>)
    case trailers(HTTPFields, consumed: Int)
    /// The message is complete.
    case end(consumed: Int)
    /// The stream ended, and that was the end of the message or of a tunnel.
    case endOfStream
    case failed
  }

  private enum State: Sendable {
    case done
    case length
    case untilClose
    case tunnel
    case chunkLine
    case chunkData(Int)
    case chunkEnd
    case trailers
  }

  private var state = State.done
  /// What Content-Length declared.
  private var declared = 0
  private var received = 0
  private var extensionBytes = 0
  private var cutter = LineCutter()
  private var section = FieldSection()

  var isTunnel: Bool {
    if case .tunnel = state { true } else { false }
  }

  mutating func begin(_ body: HTTPFraming.Body) {
    received = 0
    extensionBytes = 0
    cutter.restart()
    switch body {
    case .none: state = .done
    case .length(let length):
      declared = length
      state = .length
    case .chunked: state = .chunkLine
    case .untilClose: state = .untilClose
    case .tunnel: state = .tunnel
    }
  }

  /// Takes the next step. `base` is the stream offset of the window's first byte.
  mutating func read(
    _ window: UnsafeRawBufferPointer, isEnd: Bool, base: Int, limits: HTTPLimits,
    log: inout WireLog
  ) -> Step {
    switch state {
    case .done: .end(consumed: 0)
    case .length: readLength(window, isEnd: isEnd, base: base, log: &log)
    case .untilClose: readUntilClose(window, isEnd: isEnd, base: base, limits: limits, log: &log)
    case .tunnel:
      window.isEmpty ? (isEnd ? .endOfStream : .needMore(consumed: 0)) : .bytes(0..<window.count)
    case .chunkLine, .chunkData, .chunkEnd, .trailers:
      readChunks(window, isEnd: isEnd, base: base, limits: limits, log: &log)
    }
  }

  private mutating func readLength(
    _ window: UnsafeRawBufferPointer, isEnd: Bool, base: Int, log: inout WireLog
  ) -> Step {
    if received == declared { return .end(consumed: 0) }
    guard !window.isEmpty else {
      guard isEnd else { return .needMore(consumed: 0) }
      log.unrecoverable(.endInBody(expected: declared, received: received), at: base)
      return .failed
    }
    let count = min(window.count, declared - received)
    received += count
    return .bytes(0..<count)
  }

  private mutating func readUntilClose(
    _ window: UnsafeRawBufferPointer, isEnd: Bool, base: Int, limits: HTTPLimits,
    log: inout WireLog
  ) -> Step {
    guard !window.isEmpty else { return isEnd ? .endOfStream : .needMore(consumed: 0) }
    let count = min(window.count, limits.bodyBytes - received)
    guard count > 0 else {
      log.unrecoverable(.limitExceeded(.bodyBytes, limit: limits.bodyBytes), at: base)
      return .failed
    }
    received += count
    return .bytes(0..<count)
  }

  // MARK: - Chunked, RFC 9112, section 7.1

  private mutating func readChunks(
    _ window: UnsafeRawBufferPointer, isEnd: Bool, base: Int, limits: HTTPLimits,
    log: inout WireLog
  ) -> Step {
    // Everything before `place` is done with.
    var place = 0
    while true {
      let rest = UnsafeRawBufferPointer(rebasing: window[place...])
      switch state {
      case .chunkData(let remaining):
        guard !rest.isEmpty else {
          return stop(
            at: place, of: window.count, isEnd: isEnd, .endInChunks, base: base, log: &log)
        }
        let count = min(rest.count, remaining)
        received += count
        state = count == remaining ? .chunkEnd : .chunkData(remaining - count)
        return .bytes(place..<place + count)
      case .chunkEnd:
        guard let length = lineEndLength(rest, base: base + place, log: &log) else {
          if log.hasFailed { return .failed }
          return stop(
            at: place, of: window.count, isEnd: isEnd, .endInChunks, base: base, log: &log)
        }
        place += length
        state = .chunkLine
      case .chunkLine:
        switch cutter.cut(rest, limit: limits.chunkLineBytes) {
        case .needMore:
          return stop(
            at: place, of: window.count, isEnd: isEnd, .endInChunks, base: base, log: &log)
        case .tooLong:
          log.unrecoverable(
            .limitExceeded(.chunkLineBytes, limit: limits.chunkLineBytes),
            at: base + place + limits.chunkLineBytes)
          return .failed
        case .line(let line):
          cutter.restart()
          readChunkLine(line, of: rest, base: base + place, limits: limits, log: &log)
          if log.hasFailed { return .failed }
          place += line.next
        }
      case .trailers:
        return readTrailers(
          rest, at: place, isEnd: isEnd, base: base, limits: limits, log: &log)
      case .done, .length, .untilClose, .tunnel: return .end(consumed: place)
      }
    }
  }

  /// Asks for more bytes; when there are none to come, that is the fault.
  private func stop(
    at place: Int, of count: Int, isEnd: Bool, _ fault: WireFault, base: Int, log: inout WireLog
  ) -> Step {
    guard isEnd else { return .needMore(consumed: place) }
    log.unrecoverable(fault, at: base + count)
    return .failed
  }

  /// The line end behind the data of a chunk; nil when it is incomplete or wrong.
  private func lineEndLength(
    _ rest: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> Int? {
    guard let first = rest.first else { return nil }
    if first == UInt8(ascii: "\n") {
      log.deviation(.bareLF, at: base)
      return log.hasFailed ? nil : 1
    }
    if first == UInt8(ascii: "\r") {
      if rest.count == 1 { return nil }
      if rest[1] == UInt8(ascii: "\n") { return 2 }
    }
    log.unrecoverable(.chunkEndMissing, at: base)
    return nil
  }

  private mutating func readChunkLine(
    _ line: Line, of window: UnsafeRawBufferPointer, base: Int, limits: HTTPLimits,
    log: inout WireLog
  ) {
    guard let chunk = ChunkLine.read(line, of: window, base: base, log: &log) else { return }
    if line.hasBareLF { log.deviation(.bareLF, at: base + line.end) }
    extensionBytes += chunk.extensionBytes
    if extensionBytes > limits.chunkExtensionBytes {
      log.unrecoverable(
        .limitExceeded(.chunkExtensionBytes, limit: limits.chunkExtensionBytes), at: base)
    }
    // Refused from the declaration: nobody waits for two gigabytes that will not be kept.
    if chunk.size > limits.bodyBytes - received {
      log.unrecoverable(.limitExceeded(.bodyBytes, limit: limits.bodyBytes), at: base)
    }
    if chunk.size == 0 {
      section.restart()
      state = .trailers
    } else {
      state = .chunkData(chunk.size)
    }
  }

  /// Reads as far as the section is there, which begins at `place` of the window.
  private mutating func readTrailers(
    _ rest: UnsafeRawBufferPointer, at place: Int, isEnd: Bool, base windowBase: Int,
    limits: HTTPLimits, log: inout WireLog
  ) -> Step {
    let base = windowBase + place
    while true {
      switch cutter.cut(rest, limit: limits.trailerBytes) {
      case .needMore:
        return stop(
          at: place, of: place + rest.count, isEnd: isEnd, .endInTrailers, base: windowBase,
          log: &log)
      case .tooLong:
        log.unrecoverable(
          .limitExceeded(.trailerBytes, limit: limits.trailerBytes),
          at: base + limits.trailerBytes)
        return .failed
      case .line(let line):
        if line.isEmpty {
          if line.hasBareLF { log.deviation(.bareLF, at: base + line.end) }
          TrailerRules.check(section, of: rest, base: base, log: &log)
          if log.hasFailed { return .failed }
          state = .done
          let consumed = place + line.next
          guard !section.entries.isEmpty else { return .end(consumed: consumed) }
          return .trailers(section.fields(copying: rest, count: line.next), consumed: consumed)
        }
        section.read(line, of: rest, base: base, limit: limits.fieldCount, log: &log)
        if line.hasBareLF { log.deviation(.bareLF, at: base + line.end) }
        if log.hasFailed { return .failed }
      }
    }
  }
}
