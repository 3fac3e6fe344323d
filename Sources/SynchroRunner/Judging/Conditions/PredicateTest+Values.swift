import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroTiming
import SynchroVerdict

/// Predicates on single values.
extension PredicateTest {
  func compare(_ subject: Evaluation, _ comparison: Predicate.Comparison) -> Judgement {
    guard let operand else { return .met }
    let left = subject.value
    let right = operand.value
    switch comparison {
    case .equal: return ValueOrder.areEqual(left, right) ? .met : .unmet(mismatch(subject))
    case .notEqual: return ValueOrder.areEqual(left, right) ? .unmet(mismatch(subject)) : .met
    case .less: return order(subject, right) { $0 < 0 }
    case .lessOrEqual: return order(subject, right) { $0 <= 0 }
    case .greater: return order(subject, right) { $0 > 0 }
    case .greaterOrEqual: return order(subject, right) { $0 >= 0 }
    }
  }

  private func order(
    _ subject: Evaluation, _ right: RuntimeValue, _ fits: (Int) -> Bool
  ) -> Judgement {
    guard let limit = ValueOrder.Orderable(right) else {
      return .undecided(
        Judgement.Undecided("\(ValueText.show(right)) has no place in an order of values"))
    }
    guard let value = ValueOrder.Orderable(subject.value),
      let order = ValueOrder.order(value, limit)
    else {
      return .unmet(mismatch(subject, because: "it cannot be compared with that"))
    }
    return fits(order) ? .met : .unmet(mismatch(subject))
  }

  func isListed(_ subject: Evaluation, negated: Bool) -> Judgement {
    guard let operand else { return .met }
    guard let elements = operand.elements else {
      return .undecided(Judgement.Undecided("\(ValueText.show(operand.value)) is no list"))
    }
    let value = subject.value
    let isListed = elements.contains { ValueOrder.areEqual($0.value, value) }
    return isListed != negated ? .met : .unmet(mismatch(subject))
  }

  func isEmpty(_ subject: Evaluation, negated: Bool) -> Judgement {
    switch subject.value {
    case .json(.string), .json(.array), .json(.object), .list, .secret:
      return TypeJudge.isEmpty(subject.value) != negated ? .met : .unmet(mismatch(subject))
    case .json, .duration, .size, .group, .absent:
      return .unmet(mismatch(subject, because: "only text, lists and objects can be empty or not"))
    }
  }

  func isWithin(_ subject: Evaluation) -> Judgement {
    guard let operand, let tolerance else { return .met }
    let left = ValueOrder.Orderable(subject.value)
    let right = ValueOrder.Orderable(operand.value)
    switch (left, right, ValueOrder.Orderable(tolerance)) {
    case (.moment(let left), .moment(let right), .duration(let tolerance)):
      return isWithin(subject, left.duration(to: right), tolerance)
    case (.duration(let left), .duration(let right), .duration(let tolerance)):
      return isWithin(subject, left - right, tolerance)
    case (.number(let left), .number(let right), .number(let tolerance)):
      guard let isNear = NumberDistance.isWithin(left, right, tolerance) else {
        return .undecided(
          Judgement.Undecided("the numbers have too many digits to subtract", cause: .limit))
      }
      return isNear ? .met : .unmet(mismatch(subject))
    case (_, nil, _), (_, _, nil):
      return .undecided(
        Judgement.Undecided("\(words) does not name a number, a duration or a date-time"))
    default:
      return .unmet(mismatch(subject, because: "it cannot be compared with that"))
    }
  }

  private func isWithin(
    _ subject: Evaluation, _ distance: Duration, _ tolerance: Duration
  ) -> Judgement {
    let size = distance < .zero ? .zero - distance : distance
    guard size > tolerance else { return .met }
    return .unmet(mismatch(subject, because: "that is \(ValueText.show(size)) away"))
  }

  func isSameMediaType(_ subject: Evaluation) -> Judgement {
    guard let operand else { return .met }
    guard case .json(.string(let expected)) = operand.value, let wanted = MediaType(expected) else {
      return .undecided(Judgement.Undecided("\(ValueText.show(operand.value)) is no media type"))
    }
    guard case .json(.string(let text)) = subject.value, let type = MediaType(text) else {
      return .unmet(mismatch(subject, because: "it is no media type"))
    }
    // Parameters tell how a thing is written, not what it is.
    let fits = Self.essence(of: type) == Self.essence(of: wanted)
    return fits ? .met : .unmet(mismatch(subject))
  }

  /// `image/jpg` was never registered, and everybody means `image/jpeg` by it.
  private static func essence(of type: MediaType) -> String {
    let essence = type.essence.lowercased()
    return essence == "image/jpg" ? "image/jpeg" : essence
  }
}
