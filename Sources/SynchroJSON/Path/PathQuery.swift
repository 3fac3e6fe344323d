import SynchroText

/// A query as a tree; every part knows where it was written.
struct PathQuery: Sendable {
  /// Where a query begins.
  enum Anchor: Equatable {
    /// `$`: the value that the whole query is put to.
    case root
    /// `@`: the value that a filter is being asked about.
    case current
  }

  let anchor: Anchor
  let segments: [PathSegment]
  let range: SourceRange
  /// For a query inside a filter that does not depend on what is filtered: where its result is
  /// kept.
  var slot: Int?

  /// Whether it can find at most one value (RFC 9535, section 2.3.5.1).
  var isSingular: Bool {
    segments.allSatisfy { segment in
      guard segment.kind == .child, segment.selectors.count == 1 else { return false }
      switch segment.selectors[0].kind {
      case .name, .index: return true
      case .wildcard, .slice, .filter: return false
      }
    }
  }
}

/// One step of a query.
struct PathSegment: Sendable {
  /// How far it reaches.
  enum Kind: Equatable {
    case child
    case descendant
  }

  let kind: Kind
  let selectors: [PathSelector]
  let range: SourceRange
  /// Whether there are blanks inside its brackets, which the grammar of singular queries lacks.
  var hasBlanks = false
}

/// One choice among the children of a value.
struct PathSelector: Sendable {
  enum Kind {
    case name(String)
    case wildcard
    case index(Int)
    case slice(PathSlice)
    case filter(PathCondition)
  }

  let kind: Kind
  let range: SourceRange
}

/// `start:end:step`, each part as written or absent.
struct PathSlice: Sendable {
  var start: Int?
  var end: Int?
  var step: Int?

  /// The indices that are selected of an array (RFC 9535, section 2.3.4.2.2). All parts are within
  /// the range of I-JSON, so the sums cannot overflow.
  func indices(count: Int) -> StrideTo<Int> {
    let step = step ?? 1
    if step == 0 { return stride(from: 0, to: 0, by: 1) }
    func normal(_ index: Int) -> Int { index >= 0 ? index : count + index }
    if step > 0 {
      let lower = min(max(normal(start ?? 0), 0), count)
      let upper = min(max(normal(end ?? count), 0), count)
      return stride(from: lower, to: upper, by: step)
    }
    let upper = min(max(start.map(normal) ?? count - 1, -1), count - 1)
    let lower = min(max(end.map(normal) ?? -1, -1), count - 1)
    return stride(from: upper, to: lower, by: step)
  }
}
