import SynchroText

extension Step {
  /// Every `${…}` that this step itself writes, without those in its blocks.
  var ownReferences: [Reference] {
    var references: [Reference] = []
    switch kind {
    case .request(let request): references = request.references
    case .review(let question, _): references = question.references
    case .leaves(let what, let url): references = what.references + url.references
    default: references = ownExpressions.flatMap(\.references)
    }
    for requirement in ownRequirements {
      if case .reference(let reference) = requirement.target { references.append(reference) }
    }
    return references
  }
}

extension RequestStep {
  /// Every `${…}` in the order of the text.
  var references: [Reference] {
    var references = url.references + headers.flatMap(\.value.references)
    references += query.flatMap { $0.name.references + $0.value.references }
    for option in options {
      if case .basic(let id, let secret, _) = option {
        references += id.references + secret.references
      }
    }
    switch body {
    case .json(let template): references += template.references
    case .form(let parameters):
      references += parameters.flatMap { $0.name.references + $0.value.references }
    case .raw(_, let text): references += text.references
    case .bytes, nil: break
    }
    return references
  }
}

extension Expression {
  /// Every `${…}` in it.
  var references: [Reference] {
    switch kind {
    case .literal(let template): template.references
    case .reference(let reference): [reference]
    case .query(let query):
      (query.root.map { [$0] } ?? []) + (query.template?.references ?? [])
    case .count(let inner), .members(let inner), .words(let inner), .join(let inner),
      .s256(let inner), .unix(let inner), .json(let inner), .parameter(_, let inner):
      inner.references
    case .plus(let left, let right), .minus(let left, let right), .without(let left, let right):
      left.references + right.references
    case .fact, .header, .headers, .duration, .size: []
    }
  }

  /// This value and those it is made from.
  var parts: [Expression] {
    switch kind {
    case .count(let inner), .members(let inner), .words(let inner), .join(let inner),
      .s256(let inner), .unix(let inner), .json(let inner), .parameter(_, let inner):
      [self] + inner.parts
    case .plus(let left, let right), .minus(let left, let right), .without(let left, let right):
      [self] + left.parts + right.parts
    default: [self]
    }
  }
}

extension TextTemplate {
  /// Every `${…}` in it.
  package var references: [Reference] {
    parts.compactMap { part in
      if case .reference(let reference) = part { reference } else { nil }
    }
  }
}

extension JSONTemplate {
  /// Every `${…}` in it.
  var references: [Reference] {
    switch kind {
    case .null, .bool, .number: []
    case .string(let text): text.references
    case .reference(let reference), .spread(let reference): [reference]
    case .array(let elements): elements.flatMap(\.references)
    case .object(let members): members.flatMap { $0.name.references + $0.value.references }
    }
  }
}
