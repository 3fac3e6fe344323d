import SynchroTiming

/// How fast a peer may be read: so many lines and octets a second, and more for a moment.
struct RateMeter {
  private var lines: Bucket
  private var octets: Bucket
  /// Since when the peer has been at the limit: it has had to wait, and has not been quiet since.
  private var since: MonotonicInstant?

  init(_ limits: LinkLimits, at now: MonotonicInstant) {
    lines = Bucket(
      perSecond: limits.linesPerSecond, room: max(limits.burstLines, limits.linesPerSecond), at: now
    )
    octets = Bucket(
      perSecond: limits.octetsPerSecond, room: limits.octetsPerSecond.multiplied(by: 4), at: now)
  }

  /// Counts what was read, and tells how long to wait before more is.
  mutating func wait(lines lineCount: Int, octets octetCount: Int, at now: MonotonicInstant)
    -> Duration
  {
    let wait = max(lines.take(lineCount, at: now), octets.take(octetCount, at: now))
    if wait > .zero {
      since = since ?? now
    } else if lines.isAtEase, octets.isAtEase {
      since = nil
    }
    return wait
  }

  /// How long the peer has been at the limit.
  func strain(at now: MonotonicInstant) -> Duration {
    since.map { $0.duration(to: now) } ?? .zero
  }

  /// Tokens that come back with time; may be overdrawn once, and then has to recover.
  private struct Bucket {
    let perSecond: Double
    let room: Double
    var held: Double
    var last: MonotonicInstant

    init(perSecond: Int, room: Int, at now: MonotonicInstant) {
      self.perSecond = Double(max(1, perSecond))
      self.room = Double(max(1, room))
      held = self.room
      last = now
    }

    /// Whether more has come back than a wait brings: a flood that is read in small pieces never gets there.
    var isAtEase: Bool { held >= min(room, perSecond) / 4 }

    mutating func take(_ count: Int, at now: MonotonicInstant) -> Duration {
      let elapsed = Double(now.nanoseconds - last.nanoseconds) / 1e9
      last = now
      held = min(room, held + elapsed * perSecond) - Double(count)
      guard held < 0 else { return .zero }
      // A tenth of a second of tokens at least, or a flood would be read line by line.
      let missing = -held + perSecond / 10
      return .nanoseconds(Int64(missing / perSecond * 1e9))
    }
  }
}

extension Int {
  fileprivate func multiplied(by factor: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
