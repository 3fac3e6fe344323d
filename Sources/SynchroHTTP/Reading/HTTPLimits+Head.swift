// How the readers apply the limits of a head.

extension HTTPLimits {
  /// The same limits, none below zero and none so large that sums with it overflow.
  var bounded: HTTPLimits {
    var limits = self
    // Fields keep their place in a head in 32 bits.
    limits.startLineBytes = min(max(startLineBytes, 0), 1 << 30)
    limits.headBytes = min(max(headBytes, 0), 1 << 30)
    limits.trailerBytes = min(max(trailerBytes, 0), 1 << 30)
    limits.chunkLineBytes = min(max(chunkLineBytes, 0), 1 << 30)
    limits.chunkExtensionBytes = min(max(chunkExtensionBytes, 0), 1 << 60)
    limits.bodyBytes = min(max(bodyBytes, 0), 1 << 60)
    limits.decodedRatio = max(decodedRatio, 1)
    return limits
  }

  /// Where the line that begins at `start` must have ended, counted from the start of the head.
  @inline(__always)
  func lineLimit(from start: Int, isFirst: Bool) -> Int {
    // Two bytes more for the line end; the exact check follows when the line is there.
    isFirst ? min(headBytes, start + startLineBytes + 2) : headBytes
  }

  /// Reports the limit that `lineLimit` stands for.
  func refuseLength(isFirst: Bool, from start: Int, base: Int, log: inout WireLog) {
    if isFirst, start + startLineBytes + 2 <= headBytes {
      refuseStartLine(from: start, base: base, log: &log)
    } else {
      log.unrecoverable(.limitExceeded(.headBytes, limit: headBytes), at: base + headBytes)
    }
  }

  /// Checks a complete start line; reports it when it is too long.
  @inline(__always)
  func allowsStartLine(_ line: Line, base: Int, log: inout WireLog) -> Bool {
    guard line.end - line.start > startLineBytes else { return true }
    refuseStartLine(from: line.start, base: base, log: &log)
    return false
  }

  private func refuseStartLine(from start: Int, base: Int, log: inout WireLog) {
    log.unrecoverable(
      .limitExceeded(.startLineBytes, limit: startLineBytes), at: base + start + startLineBytes)
  }
}
