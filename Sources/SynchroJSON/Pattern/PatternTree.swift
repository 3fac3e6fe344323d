/// A pattern as it was parsed, the same for every dialect.
struct PatternTree {
  var root: PatternNode
  /// How many capturing groups there are; the first is group 1.
  var groupCount = 0
  /// The numbers of the groups that share a name, by the name's scalars: `String` would take two
  /// spellings of one letter for the same.
  var groupsByName: [[Unicode.Scalar]: [Int]] = [:]
}

/// A part of a pattern.
indirect enum PatternNode {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  case capture(PatternNode, number: Int)
  case repetition(PatternNode, PatternRepetition)
  case look(PatternNode, PatternLook)
  case backreference(PatternReference)
}

/// A claim about a place in the text that consumes nothing.
enum PatternAssertion: Sendable {
  case start
  case end
  case wordBoundary
  case noWordBoundary
}

/// How often something is repeated.
struct PatternRepetition {
  var minimum: Int
  /// Nil when there is no end.
  var maximum: Int?
  var isLazy = false
  /// The groups inside, which each round forgets (ECMA-262, RepeatMatcher).
  var groups: Range<Int> = 0..<0
}

/// A claim about the text before or behind a place.
struct PatternLook: Sendable {
  var isBehind: Bool
  var isNegative: Bool
}

/// Names an earlier or later group.
enum PatternReference {
  case number(Int)
  case name([Unicode.Scalar])
}

// MARK: - Properties

extension PatternNode {
  /// Whether it may match without consuming anything.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion, .look, .backreference: true
    case .scalar, .set: false
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .choice(let parts): parts.contains(where: \.isNullable)
    case .capture(let body, _): body.isNullable
    case .repetition(let body, let repetition): repetition.minimum == 0 || body.isNullable
    }
  }

  /// Whether it can match at the start of the text only.
  var isAnchored: Bool {
    switch self {
    case .assertion(.start): true
    case .sequence(let parts): parts.first?.isAnchored ?? false
    case .choice(let parts): parts.allSatisfy(\.isAnchored)
    case .capture(let body, _): body.isAnchored
    case .repetition(let body, let repetition): repetition.minimum > 0 && body.isAnchored
    case .empty, .scalar, .set, .assertion, .look, .backreference: false
    }
  }

  /// Whether a finite automaton cannot decide it.
  var hasBackreference: Bool {
    switch self {
    case .backreference: true
    case .sequence(let parts), .choice(let parts): parts.contains(where: \.hasBackreference)
    case .capture(let body, _), .repetition(let body, _), .look(let body, _):
      body.hasBackreference
    case .empty, .scalar, .set, .assertion: false
    }
  }

  /// How many instructions it takes when every counted repetition is written out, or `Int.max`.
  var expandedSize: Int {
    switch self {
    case .empty: 0
    case .scalar, .set, .assertion, .backreference: 1
    case .sequence(let parts): parts.reduce(0) { $0.saturatingSum($1.expandedSize) }
    case .choice(let parts): parts.reduce(0) { $0.saturatingSum($1.expandedSize.saturatingSum(2)) }
    case .capture(let body, _): body.expandedSize
    case .look(let body, _): body.expandedSize.saturatingSum(2)
    case .repetition(let body, let repetition):
      body.expandedSize.saturatingSum(2)
        .saturatingProduct(max(repetition.maximum ?? repetition.minimum, 1))
    }
  }
}

extension Int {
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
