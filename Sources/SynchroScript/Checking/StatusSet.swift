import SynchroJSON
import SynchroText

extension StatusPattern {
  /// The codes that fit; nil when the pattern is none.
  var codes: ClosedRange<Int>? {
    switch self {
    case .code(let code): (100...599).contains(code) ? code...code : nil
    case .category(let hundreds):
      (1...5).contains(hundreds) ? hundreds * 100...hundreds * 100 + 99 : nil
    }
  }

  /// As a suite writes it.
  package var spelling: String {
    switch self {
    case .code(let code): String(code)
    case .category(let hundreds): "\(hundreds)xx"
    }
  }
}

/// Which statuses a gate or a claim lets through.
struct StatusSet: Equatable {
  private(set) var ranges: [ClosedRange<Int>]

  init(_ ranges: [ClosedRange<Int>]) {
    self.ranges = ranges
  }

  init(_ gate: GateStep) {
    ranges = gate.statuses.compactMap(\.value.codes)
  }

  /// What a claim about `status` lets through; nil when it speaks of something else or cannot be
  /// told.
  init?(_ claim: Claim) {
    guard claim.quantifier == nil, case .fact(.status) = claim.subject.kind else { return nil }
    let all = 100...599
    switch claim.predicate.value {
    case .compare(let comparison, let other):
      guard let code = other.integer, all.contains(code) else { return nil }
      switch comparison {
      case .equal: ranges = [code...code]
      case .notEqual: ranges = Self.codes(below: code) + Self.codes(above: code)
      case .less: ranges = Self.codes(below: code)
      case .lessOrEqual: ranges = [100...code]
      case .greater: ranges = Self.codes(above: code)
      case .greaterOrEqual: ranges = [code...599]
      }
    case .isOneOf(let choices, false):
      guard case .literal(let template) = choices.kind, case .array(let elements) = template.kind
      else { return nil }
      ranges = elements.compactMap(\.integer).filter(all.contains).map { $0...$0 }
    default: return nil
    }
  }

  private static func codes(below code: Int) -> [ClosedRange<Int>] {
    code > 100 ? [100...code - 1] : []
  }

  private static func codes(above code: Int) -> [ClosedRange<Int>] {
    code < 599 ? [code + 1...599] : []
  }

  /// Whether only refusals and errors fit.
  var isNegative: Bool { !ranges.isEmpty && ranges.allSatisfy { $0.lowerBound >= 400 } }

  /// Whether some status fits both.
  func overlaps(_ other: StatusSet) -> Bool {
    ranges.contains { range in other.ranges.contains { $0.overlaps(range) } }
  }
}

extension Expression {
  /// The whole number that it is.
  var integer: Int? {
    if case .literal(let template) = kind { template.integer } else { nil }
  }
}

extension JSONTemplate {
  /// The whole number that it is.
  var integer: Int? {
    if case .number(let number) = kind { number.int } else { nil }
  }
}
