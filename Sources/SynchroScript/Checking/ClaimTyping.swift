import SynchroText

/// Tells whether a claim can be true of its subject at all.
struct ClaimTyping {
  private let claim: Claim
  /// What the predicate is said of: the subject, or each of its elements.
  private let kind: ValueKind
  private let isQuantified: Bool

  init(_ claim: Claim) {
    self.claim = claim
    isQuantified = claim.quantifier != nil
    kind = isQuantified ? claim.subject.elementKind : claim.subject.valueKind
  }

  var findings: [Diagnostic] {
    if let quantifier = claim.quantifier, !claim.subject.valueKind.isListLike {
      return [
        Diagnostic(
          code: "quantified-single", "'\(quantifier.value.rawValue)' ranges over a list",
          at: .init(claim.subject.range), expected: "a query or a list",
          received: claim.subject.valueKind.words,
          help: ["leave out '\(quantifier.value.rawValue)'"])
      ]
    }
    if kind == .nodes, !fitsLists {
      return [
        Diagnostic(
          code: "plural-subject", "the query may lead to several values",
          at: .init(claim.subject.range), expected: "a quantifier, or a predicate about lists",
          help: ["put 'every', 'some' or 'no' before it, or index one node, such as [0]"])
      ]
    }
    return predicateFindings
  }

  /// Whether the predicate speaks of a list as a whole.
  private var fitsLists: Bool {
    switch claim.predicate.value {
    case .exists, .isAbsent, .isEmpty, .contains, .isUnique, .isSorted, .relatesTo: true
    case .isType(_, let isArray, _): isArray
    case .compare(let comparison, let other):
      (comparison == .equal || comparison == .notEqual) && other.valueKind.isListLike
    case .isOneOf, .startsWith, .endsWith, .matches, .isWithin, .hasUniqueNames,
      .isSameMediaType:
      false
    }
  }

  private var predicateFindings: [Diagnostic] {
    switch claim.predicate.value {
    case .compare(let comparison, let other): comparisonFindings(comparison, other)
    case .isType(let types, let isArray, _):
      isArray
        ? require(kind.isListLike, "only a list is an array of something", "a list")
        : types.compactMap(typeFinding)
    case .isOneOf(let choices, _): choiceFindings(choices)
    case .exists, .isAbsent: presenceFindings
    case .isEmpty:
      require(
        kind == .text || kind == .object || kind.isListLike, "nothing of this sort is empty",
        "a text, a list or an object")
    case .contains(let part, _): containmentFindings(part)
    case .startsWith(let part), .endsWith(let part), .isSameMediaType(let part):
      require(kind.isTextLike, "the predicate speaks of a text", "a text")
        + require(part, part.valueKind.isTextLike, "a text")
    case .matches: require(kind.isTextLike, "a regular expression matches a text", "a text")
    case .isUnique, .isSorted:
      require(kind.isListLike, "the predicate speaks of a list", "a list")
    case .relatesTo(_, let other):
      require(kind.isListLike, "the predicate speaks of a list", "a list")
        + require(other, other.valueKind.isListLike, "a list")
    case .isWithin(let tolerance, let other): toleranceFindings(tolerance, other)
    case .hasUniqueNames: uniqueNamesFindings
    }
  }

  // MARK: - Predicates

  private func comparisonFindings(
    _ comparison: Predicate.Comparison, _ other: Expression
  ) -> [Diagnostic] {
    let isEquality = comparison == .equal || comparison == .notEqual
    guard kind.canEqual(other.valueKind) else { return [impossible(other)] }
    guard !isEquality else { return [] }
    return require(kind.isOrdered, "values of this sort have no order", "a number or a time")
      + require(other, other.valueKind.isOrdered, "a number, a duration, a date-time or a size")
  }

  private func impossible(_ other: Expression) -> Diagnostic {
    var help: [String] = []
    if other.valueKind == .null { help = ["write 'is absent' for what is not there"] }
    if kind == .duration { help = ["write a duration, such as 250ms or 5s"] }
    if kind == .number, other.valueKind == .text { help = ["write the number without quotes"] }
    return Diagnostic(
      code: "impossible-comparison",
      "\(kind.words) and \(other.valueKind.words) cannot be compared", at: .init(other.range),
      related: [.init(claim.subject.range, "this is \(kind.words)")], expected: kind.words,
      received: other.valueKind.words, help: help)
  }

  private func typeFinding(_ type: Ranged<ValueType>) -> Diagnostic? {
    guard !isPossible(type.value) else { return nil }
    let name = type.value.spelling
    var help: [String] = []
    if kind == .text, type.value == .builtIn(.null) {
      help = ["write 'is absent' for what is not there"]
    } else if case .fact(.body) = claim.subject.kind {
      help = ["the body is a text; write '$ is \(name)' for the JSON value in it"]
    } else if kind == .duration {
      help = ["compare it: < 2s"]
    }
    return Diagnostic(
      code: "impossible-type", "\(kind.words) is never '\(name)'", at: .init(type.range),
      related: [.init(claim.subject.range, "this is \(kind.words)")], help: help)
  }

  private func isPossible(_ type: ValueType) -> Bool {
    if kind == .any { return true }
    guard case .builtIn(let type) = type else {
      // The body's text is read as JSON for an object format.
      return kind == .object || claim.subject.kind == .fact(.body)
    }
    switch type {
    case .string: return kind == .text || kind == .instant
    case .number, .integer: return kind == .number || kind == .size
    case .boolean, .true, .false: return kind == .bool
    case .null: return kind == .null
    case .array: return kind == .list || kind == .nodes
    case .object, .jwk: return kind == .object
    case .datetime: return kind == .text || kind == .instant
    case .empty: return kind == .text || kind == .list || kind == .object
    case .date, .time, .url, .uri, .mediaType, .country, .assignedCountry, .timezone, .currency,
      .duration, .email, .base64, .base64url, .uuid, .json, .hostname:
      return kind == .text
    }
  }

  private func choiceFindings(_ choices: Expression) -> [Diagnostic] {
    guard choices.valueKind.isListLike else {
      return require(choices, false, "a list, such as [1, 2]")
    }
    guard case .literal(let template) = choices.kind, case .array(let elements) = template.kind
    else { return [] }
    return elements.filter { !kind.canEqual($0.valueKind) }.map { element in
      impossible(Expression(.literal(element), at: element.range))
    }
  }

  private var presenceFindings: [Diagnostic] {
    guard claim.subject.isAlwaysThere, !isQuantified else { return [] }
    return [
      Diagnostic(
        code: "always-there", "this is always there", at: .init(claim.range),
        help: ["say something about the value itself"])
    ]
  }

  private func containmentFindings(_ part: Expression) -> [Diagnostic] {
    var findings = require(
      kind.isTextLike || kind.isListLike, "only a text or a list contains something",
      "a text or a list")
    if kind == .text { findings += require(part, part.valueKind.isTextLike, "a text") }
    return findings
  }

  private func toleranceFindings(_ tolerance: Expression, _ other: Expression) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    switch kind {
    case .instant, .text, .duration:
      findings += require(
        tolerance, [.any, .duration].contains(tolerance.valueKind), "a duration")
    case .number, .size:
      findings += require(
        tolerance, [.any, .number, .size].contains(tolerance.valueKind), "a number")
    case .any:
      findings += require(
        tolerance, [.any, .number, .size, .duration].contains(tolerance.valueKind),
        "a duration or a number")
    case .nodes, .bool, .null, .list, .object:
      findings += require(false, "only numbers and times lie near each other", "a number or a time")
    }
    if findings.isEmpty, !kind.canEqual(other.valueKind) { findings.append(impossible(other)) }
    return findings
  }

  private var uniqueNamesFindings: [Diagnostic] {
    if case .fact(.body) = claim.subject.kind { return [] }
    return [
      Diagnostic(
        code: "subject-type", "only the body's text shows repeated names",
        at: .init(claim.subject.range), expected: "body has unique names")
    ]
  }

  // MARK: - Words

  private func require(_ holds: Bool, _ message: String, _ expected: String) -> [Diagnostic] {
    guard !holds else { return [] }
    return [
      Diagnostic(
        code: "subject-type", message, at: .init(claim.subject.range),
        related: [.init(claim.predicate.range, "said of it")], expected: expected,
        received: kind.words,
        help: kind == .list && !isQuantified ? ["put 'every', 'some' or 'no' before it"] : [])
    ]
  }

  private func require(_ operand: Expression, _ holds: Bool, _ expected: String) -> [Diagnostic] {
    guard !holds else { return [] }
    return [
      Diagnostic(
        code: "operand-type", "the value does not fit the predicate", at: .init(operand.range),
        expected: expected, received: operand.valueKind.words)
    ]
  }
}

extension ValueType {
  /// As a suite writes it.
  var spelling: String {
    switch self {
    case .builtIn(let type): type.rawValue
    case .schema(let name): name
    }
  }
}
