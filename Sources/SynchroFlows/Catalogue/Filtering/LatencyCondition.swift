/// A condition on a latency bound: `<1min`, `>= 4 hr`.
public struct LatencyCondition: Sendable, Equatable {
  /// How the bound is compared.
  public let comparison: Comparison
  /// With what.
  public let limit: Duration

  /// A condition as it is written; nil when it is none.
  public init?(_ text: String) {
    let cell = CellText(text)
    var scanner = CellScanner(cell, 0..<cell.scalars.count)
    guard let comparison = Comparison.allCases.first(where: { scanner.take($0.rawValue) }),
      let limit = try? scanner.timeSpan(), scanner.isAtEnd
    else { return nil }
    self.comparison = comparison
    self.limit = limit
  }

  /// Whether one of a row's bounds is like this.
  public func holds(for row: FlowRow) -> Bool {
    row.latency.alternatives.contains { comparison.holds($0.limit, limit) }
  }
}
