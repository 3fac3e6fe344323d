import SynchroDigest
import SynchroJSON
import SynchroTiming

/// Which values are equal, and which can be ordered.
enum ValueOrder {
  /// Numbers by value, date-times as instants, secrets by content, everything else as JSON.
  static func areEqual(_ left: RuntimeValue, _ right: RuntimeValue) -> Bool {
    switch (left, right) {
    case (.duration(let left), .duration(let right)): return left == right
    case (.secret(let left), .secret(let right)): return left == right
    case (.secret(let secret), .json(.string(let text))),
      (.json(.string(let text)), .secret(let secret)):
      return secret == Secret(text, label: secret.label)
    default:
      if let left = Moment.of(left), let right = Moment.of(right) { return left == right }
      guard let left = left.json, let right = right.json else { return false }
      return left == right
    }
  }

  /// A value that has a place in an order.
  enum Orderable {
    case number(JSONNumber)
    case duration(Duration)
    case moment(Timestamp)
    case tlsVersion(Int)

    init?(_ value: RuntimeValue) {
      switch value {
      case .json(.number(let number)): self = .number(number)
      case .size(let bytes): self = .number(JSONNumber(bytes))
      case .duration(let duration): self = .duration(duration)
      case .json(.string(let text)):
        if let moment = Moment.of(text) {
          self = .moment(moment)
        } else if let version = Self.tlsVersion(text) {
          self = .tlsVersion(version)
        } else {
          return nil
        }
      case .json, .list, .secret, .group, .absent: return nil
      }
    }

    /// `TLS 1.2` is 12.
    private static func tlsVersion(_ text: String) -> Int? {
      guard text.utf8.count == 7, text.hasPrefix("TLS 1.") else { return nil }
      return text.last?.wholeNumberValue.map { 10 + $0 }
    }
  }

  /// Negative, zero or positive as the left one comes before, with or after the right; nil when the
  /// two cannot be ordered.
  static func order(_ left: Orderable, _ right: Orderable) -> Int? {
    switch (left, right) {
    case (.number(let left), .number(let right)): compare(left, right)
    case (.duration(let left), .duration(let right)): compare(left, right)
    case (.moment(let left), .moment(let right)): compare(left, right)
    case (.tlsVersion(let left), .tlsVersion(let right)): compare(left, right)
    default: nil
    }
  }

  static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }
}
