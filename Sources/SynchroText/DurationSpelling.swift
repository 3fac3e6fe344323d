extension Duration {
  /// Reads `250ms`, `5s`, `2m` or `1h`, as files and command lines write it; nil when it is none of
  /// them, or longer than a day.
  public init?(spelling text: some StringProtocol) {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard digits.utf8.count <= 8, let count = Int(digits) else { return nil }
    let duration: Duration
    switch text.dropFirst(digits.count) {
    case "ms": duration = .milliseconds(count)
    case "s": duration = .seconds(count)
    case "m": duration = .seconds(count * 60)
    case "h": duration = .seconds(count * 3600)
    default: return nil
    }
    guard duration <= .seconds(86_400) else { return nil }
    self = duration
  }
}
