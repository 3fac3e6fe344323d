import SynchroScript

/// Predicates as sentences have what was expected.
enum PredicateWords {
  static func describe(_ predicate: Predicate) -> String {
    switch predicate {
    case .compare(let comparison, let value):
      return word(comparison) + ExpressionWords.describe(value)
    case .isType(let types, let isArray, let negated):
      return TypeWords.describe(types.map(\.value), isArray: isArray, negated: negated)
    case .isOneOf(let value, let negated):
      return (negated ? "none of " : "one of ") + ExpressionWords.describe(value)
    case .exists: return "something"
    case .isAbsent: return "nothing"
    case .isEmpty(let negated): return negated ? "something not empty" : "something empty"
    case .contains(let value, let negated):
      return (negated ? "not to contain " : "to contain ") + ExpressionWords.describe(value)
    case .startsWith(let value): return "text that starts with \(ExpressionWords.describe(value))"
    case .endsWith(let value): return "text that ends with \(ExpressionWords.describe(value))"
    case .matches(let pattern, let negated):
      return (negated ? "no match of " : "a match of ") + "/\(pattern.value)/"
    case .isUnique: return "no element twice"
    case .isSorted(let descending, let by):
      let path = by.map { " by \($0.value.dropFirst())" } ?? ""
      return (descending ? "descending" : "ascending") + " order" + path
    case .relatesTo(let relation, let value):
      let words = ExpressionWords.describe(value)
      switch relation {
      case .subset: return "only elements of \(words)"
      case .superset: return "all elements of \(words)"
      case .same: return "the elements of \(words), in any order"
      }
    case .isWithin(let tolerance, let value):
      return
        "a value within \(ExpressionWords.describe(tolerance)) of \(ExpressionWords.describe(value))"
    case .hasUniqueNames: return "no member name twice in an object"
    case .isSameMediaType(let value): return "the media type \(ExpressionWords.describe(value))"
    }
  }

  private static func word(_ comparison: Predicate.Comparison) -> String {
    switch comparison {
    case .equal: ""
    case .notEqual: "anything but "
    case .less: "less than "
    case .lessOrEqual: "at most "
    case .greater: "more than "
    case .greaterOrEqual: "at least "
    }
  }
}
