import SynchroText

/// What can be told of a value before anything is sent.
enum ValueKind: Equatable {
  /// Whatever JSON the target or an earlier step holds.
  case any
  /// The nodes of a query that may lead to several.
  case nodes
  case number
  case size
  case duration
  case instant
  case text
  case bool
  case null
  case list
  case object

  /// As a diagnostic calls it.
  var words: String {
    switch self {
    case .any: "a value"
    case .nodes: "a list of nodes"
    case .number: "a number"
    case .size: "a size"
    case .duration: "a duration"
    case .instant: "a date-time"
    case .text: "a text"
    case .bool: "true or false"
    case .null: "null"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// Whether something can be said of each of its elements.
  var isListLike: Bool { self == .any || self == .nodes || self == .list }

  /// Whether it is text, or may be.
  var isTextLike: Bool { self == .any || self == .text || self == .instant }

  /// Whether a value of this kind can ever equal one of the other.
  func canEqual(_ other: ValueKind) -> Bool {
    if self == .any || other == .any { return true }
    return family == other.family
  }

  /// Whether `<` and its like mean something.
  var isOrdered: Bool {
    switch self {
    case .any, .number, .size, .duration, .instant, .text: true
    case .nodes, .bool, .null, .list, .object: false
    }
  }

  private enum Family { case any, number, duration, text, bool, null, list, object }

  private var family: Family {
    switch self {
    case .any: .any
    case .number, .size: .number
    case .duration: .duration
    case .instant, .text: .text
    case .bool: .bool
    case .null: .null
    case .nodes, .list: .list
    case .object: .object
    }
  }
}

extension Expression {
  /// What can be told of the value before anything is sent.
  var valueKind: ValueKind {
    switch kind {
    case .literal(let template): template.valueKind
    case .reference(let reference): reference.valueKind
    case .query(let query): query.isSingular ? .any : .nodes
    case .fact(let fact): fact.valueKind
    case .header: .text
    case .headers, .members, .words: .list
    case .join, .s256, .json, .parameter: .text
    case .without: .object
    case .duration: .duration
    case .size: .size
    case .count, .unix: .number
    case .plus(let left, _), .minus(let left, _):
      left.valueKind == .duration ? .duration : .instant
    }
  }

  /// What can be told of each element of the value.
  var elementKind: ValueKind {
    switch kind {
    case .headers, .members, .words, .fact(.wireFindings): .text
    case .literal(let template):
      if case .array(let elements) = template.kind, let first = elements.first?.valueKind,
        elements.allSatisfy({ $0.valueKind == first })
      {
        first
      } else {
        .any
      }
    default: .any
    }
  }

  /// Whether there is something whatever the target does.
  var isAlwaysThere: Bool {
    switch kind {
    case .literal, .duration, .size, .count, .members, .words, .join, .s256, .without: true
    case .fact(let fact):
      switch fact {
      case .status, .body, .url, .finalURL, .redirects, .duration, .firstByte, .now, .size,
        .wireFindings:
        true
      case .mediaType, .responseDate, .tlsVersion: false
      }
    case .reference, .query, .header, .headers, .parameter, .unix, .json, .plus, .minus: false
    }
  }
}

extension Fact {
  /// What sort of value the fact is.
  var valueKind: ValueKind {
    switch self {
    case .status, .redirects: .number
    case .body, .mediaType, .url, .finalURL, .tlsVersion: .text
    case .duration, .firstByte: .duration
    case .responseDate, .now: .instant
    case .size: .size
    case .wireFindings: .list
    }
  }
}

extension Reference {
  /// What sort of value it is, when the name alone says so.
  var valueKind: ValueKind {
    switch name.value {
    case "now": .instant
    case "run", "random", "secret": .text
    default: .any
    }
  }
}

extension JSONTemplate {
  /// What sort of value it is.
  var valueKind: ValueKind {
    switch kind {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .text
    case .reference(let reference): reference.valueKind
    case .spread: .any
    case .array: .list
    case .object: .object
    }
  }
}
