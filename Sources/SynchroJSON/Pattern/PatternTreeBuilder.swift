/// Collects the parts of a pattern into a tree while groups open and close, without recursion.
struct PatternTreeBuilder {
  /// How deep groups may stand inside each other.
  static let depthLimit = 100

  /// A group that has not been closed yet.
  struct OpenGroup {
    enum Kind {
      case pattern
      case plain
      case capture(Int)
      case look(PatternLook)
    }

    let kind: Kind
    /// Where its parenthesis stands.
    let offset: Int
    /// How many capturing groups were open or closed before it.
    let groupsBefore: Int
    fileprivate(set) var finished: [PatternNode] = []
    fileprivate var terms: [PatternNode] = []

    fileprivate func node() -> PatternNode {
      let alternatives = finished + [.joining(terms)]
      return alternatives.count == 1 ? .joining(terms) : .choice(alternatives)
    }
  }

  private var open = [OpenGroup(kind: .pattern, offset: 0, groupsBefore: 0)]
  /// How many capturing groups have been opened.
  private(set) var groupCount = 0

  mutating func append(_ node: PatternNode) {
    open[open.count - 1].terms.append(node)
  }

  mutating func beginAlternative() {
    let terms = open[open.count - 1].terms
    open[open.count - 1].finished.append(.joining(terms))
    open[open.count - 1].terms = []
  }

  mutating func nextGroupNumber() -> Int {
    groupCount += 1
    return groupCount
  }

  mutating func openGroup(_ kind: OpenGroup.Kind, at offset: Int) throws(PatternError) {
    guard open.count <= Self.depthLimit else {
      throw PatternError(.tooDeep(limit: Self.depthLimit), at: offset)
    }
    let before =
      if case .capture(let number) = kind { number - 1 } else { groupCount }
    open.append(OpenGroup(kind: kind, offset: offset, groupsBefore: before))
  }

  /// The innermost group and what it holds, which the caller appends with or without a quantifier.
  mutating func closeGroup(at offset: Int) throws(PatternError) -> (OpenGroup, PatternNode) {
    guard open.count > 1, let group = open.popLast() else {
      throw PatternError(.unopenedGroup, at: offset)
    }
    switch group.kind {
    case .pattern, .plain: return (group, group.node())
    case .capture(let number): return (group, .capture(group.node(), number: number))
    case .look(let look): return (group, .look(group.node(), look))
    }
  }

  /// The whole pattern, once everything is read.
  func finish() throws(PatternError) -> PatternNode {
    guard open.count == 1 else {
      throw PatternError(.unclosedGroup, at: open[open.count - 1].offset)
    }
    return open[0].node()
  }
}

extension PatternNode {
  fileprivate static func joining(_ terms: [PatternNode]) -> PatternNode {
    switch terms.count {
    case 0: .empty
    case 1: terms[0]
    default: .sequence(terms)
    }
  }
}
