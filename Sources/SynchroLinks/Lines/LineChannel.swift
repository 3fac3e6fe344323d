import Glibc
import SynchroSystem
import SynchroTiming
import SynchroWire

/// Lines in both directions over one endpoint, within limits. Belongs to its loop's thread.
final class LineChannel {
  /// What a channel tells its owner; nothing follows `ended`.
  enum Happening {
    /// The handshake is over.
    case ready
    case line([UInt8], MonotonicInstant)
    case tooLong(MonotonicInstant)
    case throttled
    /// So many octets need not be held any more.
    case released(Int)
    case ended(LinkEnd.Reason)
  }

  let endpoint: any ByteEndpoint
  private let reactor: Reactor
  private let limits: LinkLimits
  private let input: UnsafeMutableRawBufferPointer
  private let report: (Happening) -> Void

  private var splitter: LineSplitter
  private var meter: RateMeter
  private var output = SendBuffer()
  private var isHandshaking = true
  private var isFinishing = false
  private var hasFinishedWriting = false
  private(set) var isOver = false
  private var isPaused = false
  /// Whether the peer's last octet was read.
  private var hasEnded = false
  /// Whether the peer is gone, and only what it wrote before is there to be read.
  private var isPeerOver = false
  private var readWatch: Watch?
  private var writeWatch: Watch?
  /// What the last attempt to write waits for.
  private var blocked: Direction?
  private var opening: Alarm?
  private var stall: Alarm?
  private var closing: Alarm?
  private var pause: Alarm?

  /// `input` is where it reads into; it holds nothing between two events.
  init(
    _ endpoint: any ByteEndpoint, reactor: Reactor, limits: LinkLimits, lineLimit: Int,
    input: UnsafeMutableRawBufferPointer, report: @escaping (Happening) -> Void
  ) {
    self.endpoint = endpoint
    self.reactor = reactor
    self.limits = limits
    self.input = input
    self.report = report
    splitter = LineSplitter(limit: lineLimit)
    meter = RateMeter(limits, at: reactor.now)
  }

  // MARK: - Called by the owner

  func start() {
    opening = reactor.setAlarm(at: reactor.now + limits.openingPatience) { [weak self] in
      self?.end(.handshakeTimeout)
    }
    turn()
  }

  func send(_ line: [UInt8]) {
    output.append(line: line)
  }

  func flush() {
    guard !isOver, !isHandshaking else { return }
    write()
    watch()
  }

  /// Sends what waits, tells the peer that nothing more comes, and waits a while for it to close as well.
  func finish() {
    guard !isOver, !isFinishing else { return }
    isFinishing = true
    closing = reactor.setAlarm(at: reactor.now + limits.closingPatience) { [weak self] in
      guard let self else { return }
      end(output.isEmpty ? .finished : .stalled(octets: output.count))
    }
    if !isHandshaking { flush() }
  }

  /// Reads what is there, at most as much as a pipe holds: the peer is over and writes no more.
  func readToTheEnd() {
    // Nobody is slowed down by waiting any more: what had to wait is read as well.
    isPeerOver = true
    if !hasEnded {
      if let alarm = pause.take() { reactor.cancel(alarm) }
      isPaused = false
    }
    for _ in 0..<64 where !isOver { read() }
  }

  func end(_ reason: LinkEnd.Reason) {
    guard !isOver else { return }
    isOver = true
    for alarm in [opening, stall, closing, pause].compactMap({ $0 }) { reactor.cancel(alarm) }
    forgetWatches()
    let dropped = output.count
    output.dropAll()
    endpoint.close()
    if dropped > 0 { report(.released(dropped)) }
    report(.ended(reason))
  }

  // MARK: - Events

  /// Does whatever can be done without waiting.
  private func turn() {
    guard !isOver else { return }
    if isHandshaking {
      switch endpoint.handshake() {
      case .done:
        isHandshaking = false
        if let alarm = opening.take() { reactor.cancel(alarm) }
        report(.ready)
      case .wouldBlock(let direction): blocked = direction
      case .truncated: end(.tls(nil))
      case .reset(let error): end(.reset(error))
      case .tlsFault(let fault): end(.tls(fault))
      }
    }
    if !isOver, !isHandshaking {
      write()
      if !isPaused { read() }
    }
    if !isOver { watch() }
  }

  private func write() {
    blocked = nil
    while !isOver, !output.isEmpty {
      switch output.withOctets({ endpoint.write($0) }) {
      case .bytes(let count):
        output.drop(count)
        if let alarm = stall.take() { reactor.cancel(alarm) }
        report(.released(count))
      case .wouldBlock(let direction):
        blocked = direction
        guard stall == nil else { return }
        stall = reactor.setAlarm(at: reactor.now + limits.stallPatience) { [weak self] in
          guard let self else { return }
          end(.stalled(octets: output.count))
        }
        return
      case .reset(let error): return brokenWhileWriting(error)
      case .tlsFault(let fault): return end(.tls(fault))
      case .end, .truncated: return end(.tls(nil))
      }
    }
    guard !isOver, isFinishing, !hasFinishedWriting else { return }
    hasFinishedWriting = true
    if endpoint.writingEnd != endpoint.readingEnd, let watch = writeWatch.take() {
      reactor.forget(watch)
    }
    endpoint.finishWriting()
  }

  /// A peer that closed may have said something before; that is read first.
  private func brokenWhileWriting(_ error: SystemError) {
    read()
    end(error.code == EPIPE ? .closedByPeer : .reset(error))
  }

  private func read() {
    // A peer that never stops sending must leave time for others: the rest is read in the next turn.
    let enough = MonotonicInstant.now() + .milliseconds(1)
    repeat {
      guard !isOver, !isPaused else { return }
      switch endpoint.read(into: input) {
      case .bytes(let count): take(UnsafeRawBufferPointer(rebasing: input[..<count]))
      case .wouldBlock(let direction):
        if direction == .write { blocked = .write }
        return
      case .end: return ended()
      case .truncated: return end(isFinishing ? .finished : .tls(nil))
      case .reset(let error): return end(.reset(error))
      case .tlsFault(let fault): return end(.tls(fault))
      }
    } while .now() < enough
    // No readiness tells of what TLS has read already.
    if !isOver, endpoint.hasBufferedInput { resume(after: .zero) }
  }

  private func ended() {
    if splitter.unfinished > 0 { return end(.cutOff(octets: splitter.unfinished)) }
    hasEnded = true
    // What was said last may still be answered: the answer is written before the end.
    isPaused = true
    pause = reactor.setAlarm(at: .now()) { [weak self] in
      guard let self, !isOver else { return }
      let reason = isFinishing ? LinkEnd.Reason.finished : .closedByPeer
      write()
      end(reason)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    let now = MonotonicInstant.now()
    let pieces = splitter.take(bytes)
    let wait = meter.wait(lines: pieces.count, octets: bytes.count, at: now)
    for piece in pieces {
      guard !isOver else { return }
      switch piece {
      case .line(let line): report(.line(line, now))
      case .tooLong: report(.tooLong(now))
      }
    }
    guard !isOver else { return }
    if splitter.unfinished > limits.passedOverOctets + limits.lineOctets {
      return end(.endlessLine(octets: splitter.unfinished))
    }
    guard wait > .zero, !isPeerOver else { return }
    let strain = meter.strain(at: now)
    if strain > limits.floodPatience {
      return end(.flooded(linesPerSecond: limits.linesPerSecond))
    }
    report(.throttled)
    // When patience is over, another look tells whether it still sends.
    let patience = limits.floodPatience - strain + .milliseconds(1)
    if !isOver { resume(after: min(wait, patience)) }
  }

  private func resume(after wait: Duration) {
    guard !isPaused else { return }
    isPaused = true
    pause = reactor.setAlarm(at: .now() + wait) { [weak self] in
      guard let self, !isOver else { return }
      pause = nil
      isPaused = false
      turn()
    }
  }

  // MARK: - Watching

  /// Watches for what is waited for, and for nothing else: a hang-up is reported to whoever watches at all,
  /// again and again.
  private func watch() {
    guard !isOver else { return }
    let wantsRead = isHandshaking ? blocked != .write : !isPaused
    let wantsWrite = blocked == .write
    do throws(SystemError) {
      if endpoint.readingEnd == endpoint.writingEnd {
        var interest: Interest = wantsRead ? .read : []
        if wantsWrite { interest.insert(.write) }
        try set(&readWatch, endpoint.readingEnd, interest)
      } else {
        try set(&readWatch, endpoint.readingEnd, wantsRead ? .read : [])
        if endpoint.writingEnd >= 0 {
          try set(&writeWatch, endpoint.writingEnd, wantsWrite ? .write : [])
        }
      }
    } catch {
      end(.reset(error))
    }
  }

  private func set(
    _ watch: inout Watch?, _ raw: Int32, _ interest: Interest
  ) throws(SystemError) {
    if interest.isEmpty {
      if let old = watch.take() { reactor.forget(old) }
    } else if let watch {
      try reactor.change(watch, to: interest)
    } else {
      watch = try reactor.watch(raw, for: interest) { [weak self] _ in self?.turn() }
    }
  }

  private func forgetWatches() {
    if let watch = readWatch.take() { reactor.forget(watch) }
    if let watch = writeWatch.take() { reactor.forget(watch) }
  }
}
