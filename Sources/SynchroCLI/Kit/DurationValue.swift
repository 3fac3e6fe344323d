import SynchroText

extension ValueKind<Duration> {
  /// A whole number with a unit: `250ms`, `60s`, `5m`, `1h`.
  static func duration(_ name: String) -> ValueKind {
    ValueKind(name, wanted: "a number with a unit, such as 250ms, 60s, 5m or 1h") { text in
      Duration(spelling: text).flatMap { $0 > .zero ? $0 : nil }
    }
  }
}
