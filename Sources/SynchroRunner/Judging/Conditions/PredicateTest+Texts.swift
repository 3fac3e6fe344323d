import SynchroDigest
import SynchroJSON
import SynchroScript
import SynchroVerdict

/// Predicates on text. Text is compared byte by byte: Swift would call two spellings of an accent
/// equal.
extension PredicateTest {
  func contains(_ subject: Evaluation, negated: Bool) -> Judgement {
    guard let operand else { return .met }
    if let elements = subject.elements {
      let contains = elements.contains { ValueOrder.areEqual($0.value, operand.value) }
      return contains != negated ? .met : .unmet(mismatch(subject))
    }
    guard let text = Self.text(subject.value) else {
      return .unmet(mismatch(subject, because: "it is neither text nor a list"))
    }
    guard let part = Self.text(operand.value) else {
      return .unmet(mismatch(subject, because: "text contains nothing but text"))
    }
    return Self.find(part, in: text) != negated ? .met : .unmet(mismatch(subject))
  }

  func hasAffix(_ subject: Evaluation, _ fits: ([UInt8], [UInt8]) -> Bool) -> Judgement {
    guard let operand else { return .met }
    guard let affix = Self.text(operand.value) else {
      return .undecided(Judgement.Undecided("\(ValueText.show(operand.value)) is no text"))
    }
    guard let text = Self.text(subject.value) else {
      return .unmet(mismatch(subject, because: "it is no text"))
    }
    return fits(text, affix) ? .met : .unmet(mismatch(subject))
  }

  func matches(_ subject: Evaluation, negated: Bool) -> Judgement {
    guard let pattern else { return .met }
    guard let bytes = Self.text(subject.value),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      return .unmet(mismatch(subject, because: "it is no text"))
    }
    do throws(PatternBudgetExceeded) {
      let matches = try pattern.firstMatch(anywhereIn: text)
      return matches != negated ? .met : .unmet(mismatch(subject))
    } catch {
      return .undecided(
        Judgement.Undecided("/\(pattern.text)/ on this text: \(error.description)", cause: .limit))
    }
  }

  private static func text(_ value: RuntimeValue) -> [UInt8]? {
    switch value {
    case .json(.string(let text)): Array(text.utf8)
    case .secret(let secret): secret.reveal(for: "a comparison")
    case .json, .list, .duration, .size, .group, .absent: nil
    }
  }

  /// Knuth, Morris and Pratt: a hostile text must not make the search slow.
  private static func find(_ part: [UInt8], in text: [UInt8]) -> Bool {
    guard !part.isEmpty else { return true }
    guard part.count <= text.count else { return false }
    var shifts = [Int](repeating: 0, count: part.count)
    var length = 0
    for index in part.indices.dropFirst() {
      while length > 0, part[index] != part[length] { length = shifts[length - 1] }
      if part[index] == part[length] { length += 1 }
      shifts[index] = length
    }
    var matched = 0
    for byte in text {
      while matched > 0, byte != part[matched] { matched = shifts[matched - 1] }
      if byte == part[matched] { matched += 1 }
      if matched == part.count { return true }
    }
    return false
  }
}
