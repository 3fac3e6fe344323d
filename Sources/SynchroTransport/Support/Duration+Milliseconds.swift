extension Duration {
  /// Whole milliseconds, rounded up, held at the ends of what libcurl takes.
  var inMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    guard seconds >= 0 else { return 0 }
    let part = attoseconds / 1_000_000_000_000_000
    let isWhole = attoseconds % 1_000_000_000_000_000 == 0
    return Int(seconds * 1000 + part + (isWhole ? 0 : 1))
  }
}
