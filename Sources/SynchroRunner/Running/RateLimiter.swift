import SynchroTiming

/// Spaces requests so that no more are sent in a time than the target allows.
actor RateLimiter {
  private let gap: Duration
  private let time: any TimeSource
  private var next: MonotonicInstant

  init(_ limit: TargetFile.RateLimit, time: any TimeSource) {
    gap = limit.period / limit.count
    self.time = time
    next = time.now
  }

  /// Waits for this request's turn; returns at once when the task is cancelled.
  func turn() async {
    let mine = max(next, time.now)
    next = mine.advanced(by: gap)
    // Cancelled tasks find out at their exchange.
    if mine > time.now { try? await time.sleep(until: mine, tolerance: nil) }
  }
}
