import SynchroJSON
import SynchroText

extension Condition {
  /// What the condition is whatever the target does; nil when that depends.
  var constant: Bool? {
    switch self {
    case .claim(let claim): return claim.constant
    case .all(let parts):
      let values = parts.map(\.constant)
      if values.contains(false) { return false }
      return values.contains(nil) ? nil : true
    case .any(let parts):
      let values = parts.map(\.constant)
      if values.contains(true) { return true }
      return values.contains(nil) ? nil : false
    }
  }

  /// Where the condition is written.
  var range: SourceRange {
    let ranges = claims.map(\.range)
    guard let first = ranges.first else { return SourceRange(at: 0) }
    return ranges.reduce(first) { $0.union($1) }
  }
}

extension Claim {
  /// What the claim is whatever the target does; nil when that depends.
  var constant: Bool? {
    guard quantifier == nil, let left = subject.constant else { return nil }
    switch predicate.value {
    case .compare(let comparison, let other):
      guard let right = other.constant else { return nil }
      return comparison.holds(left, right)
    case .isOneOf(let choices, let negated):
      guard case .literal(let template) = choices.kind, case .array(let elements) = template.kind
      else { return nil }
      let values = elements.map(\.constant)
      guard !values.contains(nil) else { return nil }
      return values.contains(left) != negated
    default: return nil
    }
  }
}

/// A scalar that stands in a suite as it is.
enum ConstantValue: Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case text(String)
}

extension Expression {
  fileprivate var constant: ConstantValue? {
    if case .literal(let template) = kind { template.constant } else { nil }
  }
}

extension JSONTemplate {
  fileprivate var constant: ConstantValue? {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let number): .number(number)
    case .string(let text): text.constant.map(ConstantValue.text)
    case .reference, .spread, .array, .object: nil
    }
  }
}

extension Predicate.Comparison {
  /// Nil for texts that may be date-times, and for what has no order.
  fileprivate func holds(_ left: ConstantValue, _ right: ConstantValue) -> Bool? {
    switch self {
    case .equal: return left == right
    case .notEqual: return left != right
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard case .number(let left) = left, case .number(let right) = right else { return nil }
      switch self {
      case .less: return left < right
      case .lessOrEqual: return !(right < left)
      case .greater: return right < left
      default: return !(left < right)
      }
    }
  }
}
