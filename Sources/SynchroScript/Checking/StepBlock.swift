import SynchroText

/// A block that a step carries.
struct StepBlock {
  /// What the block is to the step.
  enum Kind: Equatable {
    case when
    case otherwise
    case forEach
    case pages
    case eventually
    case control
  }

  var kind: Kind
  var steps: [Step]
}

extension Step {
  /// The blocks of this step, in the order of the text.
  var blocks: [StepBlock] {
    switch kind {
    case .when(let when):
      let first = when.steps.map { [StepBlock(kind: .when, steps: $0)] } ?? []
      return first + (when.otherwise.map { [StepBlock(kind: .otherwise, steps: $0)] } ?? [])
    case .forEach(let loop): return [StepBlock(kind: .forEach, steps: loop.steps)]
    case .pages(let pages): return [StepBlock(kind: .pages, steps: pages.steps)]
    case .eventually(_, _, let steps): return [StepBlock(kind: .eventually, steps: steps)]
    case .control(_, let steps): return [StepBlock(kind: .control, steps: steps)]
    case .request, .gate, .check, .keep, .collect, .give, .call, .operate, .controlledBy, .leaves,
      .pause, .review:
      return []
    }
  }

  /// The claims of this step without those in its blocks.
  var ownClaims: [Claim] {
    switch kind {
    case .check(let check): check.condition.claims
    case .when(let when): when.condition.claims
    default: []
    }
  }

  /// What stands in the brackets of this step.
  var ownRequirements: [RequirementReference] {
    switch kind {
    case .gate(let gate): gate.requirements
    case .check(let check): check.requirements
    case .pages(let pages): pages.requirements
    case .review(_, let requirements): requirements
    default: []
    }
  }

  /// The values that this step itself writes down, without those in its blocks and templates.
  var ownExpressions: [Expression] {
    switch kind {
    case .check, .when: ownClaims.flatMap(\.expressions)
    case .keep(_, _, let value), .collect(_, let value), .give(_, let value): [value]
    case .call(let call): call.arguments.map(\.value)
    case .operate(let step): step.arguments.map(\.value)
    case .forEach(let loop):
      if case .values(let values) = loop.source { [values] } else { [] }
    case .pages(let pages): [pages.next]
    case .request, .gate, .eventually, .control, .controlledBy, .leaves, .pause, .review: []
    }
  }
}

extension Claim {
  /// The subject and the values that the predicate compares it with.
  var expressions: [Expression] { [subject] + predicate.value.operands }
}

extension Predicate {
  /// The values that the subject is compared with.
  var operands: [Expression] {
    switch self {
    case .compare(_, let value), .isOneOf(let value, _), .contains(let value, _),
      .startsWith(let value), .endsWith(let value), .relatesTo(_, let value),
      .isSameMediaType(let value):
      [value]
    case .isWithin(let tolerance, let other): [tolerance, other]
    case .isType, .exists, .isAbsent, .isEmpty, .matches, .isUnique, .isSorted, .hasUniqueNames:
      []
    }
  }
}
