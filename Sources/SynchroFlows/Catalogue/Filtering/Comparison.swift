/// How two values are compared.
public enum Comparison: String, Sendable, CaseIterable {
  // The longer signs first: a reader takes the first that fits.
  /// At most.
  case atMost = "<="
  /// At least.
  case atLeast = ">="
  /// Less.
  case less = "<"
  /// More.
  case more = ">"
  /// Equal.
  case equal = "="

  /// Whether the comparison holds.
  public func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .atMost: left <= right
    case .atLeast: left >= right
    case .less: left < right
    case .more: left > right
    case .equal: left == right
    }
  }
}
