/// Puts a query to a document. Values are followed by their index on the tape; nothing recurses
/// but filters inside filters, whose depth the parser limits.
struct PathEvaluator {
  let document: JSONDocument
  private let root: Int
  let limits: JSONPathLimits
  private let trailLimit: Int
  private var steps = 0
  private var trail: [PathTrail.Entry] = []
  /// What the queries of filters found that do not depend on what is filtered.
  private var constants: [Int: [Found]] = [:]
  /// The last pattern that came from the document.
  var lastPattern: (text: String, pattern: Pattern?)?

  /// A value and the way to it; in filters nobody asks for the way.
  struct Found {
    let node: Int
    let link: PathTrail.Link
  }

  init(root: JSONNode, limits: JSONPathLimits) {
    document = root.document
    self.root = root.id
    self.limits = limits
    // The containers on the way to the results count as well, each at a few bytes.
    trailLimit = min(max(limits.results, 0), Int(Int32.max) / 4) * 4
  }

  mutating func matches(of query: PathQuery) throws(JSONPathLimitExceeded) -> [JSONPathMatch] {
    var search = Search(keepsTrail: true)
    try run(query, from: root, &search)
    let trail = PathTrail(document: document, entries: trail)
    return search.found.map {
      JSONPathMatch(
        node: JSONNode(document: document, id: $0.node), trail: trail, link: $0.link)
    }
  }

  // MARK: - Queries in filters

  /// Everything a filter's query finds.
  mutating func nodes(
    of query: PathQuery, current: Int
  ) throws(JSONPathLimitExceeded) -> [Found] {
    if let slot = query.slot {
      if let known = constants[slot] { return known }
      var search = Search()
      try run(query, from: root, &search)
      constants[slot] = search.found
      return search.found
    }
    var search = Search()
    try run(query, from: current, &search)
    return search.found
  }

  mutating func exists(
    _ query: PathQuery, current: Int
  ) throws(JSONPathLimitExceeded) -> Bool {
    if query.isSingular { return try node(of: query, current: current) != nil }
    if query.slot != nil { return try !nodes(of: query, current: current).isEmpty }
    var search = Search(enough: 1)
    try run(query, from: current, &search)
    return !search.found.isEmpty
  }

  /// The one value that a singular query can find.
  mutating func node(
    of query: PathQuery, current: Int
  ) throws(JSONPathLimitExceeded) -> Int? {
    var node = query.anchor == .root ? root : current
    for segment in query.segments {
      let next: Int? =
        switch segment.selectors[0].kind {
        case .name(let name): JSONNode(document: document, id: node)[name]?.id
        case .index(let index): try element(index, of: node)?.node
        case .wildcard, .slice, .filter: nil
        }
      try spend(1)
      guard let next else { return nil }
      node = next
    }
    return node
  }

  // MARK: - Segments

  /// The values found so far, and when to stop.
  private struct Search {
    var found: [Found] = []
    var keepsTrail = false
    /// How many results of the last segment suffice.
    var enough = Int.max
  }

  private mutating func run(
    _ query: PathQuery, from start: Int, _ search: inout Search
  ) throws(JSONPathLimitExceeded) {
    search.found = [Found(node: start, link: PathTrail.root)]
    for (index, segment) in query.segments.enumerated() {
      let inputs = search.found
      search.found = []
      let enough = index == query.segments.count - 1 ? search.enough : .max
      for input in inputs {
        switch segment.kind {
        case .child: try select(segment, of: input, &search)
        case .descendant: try descend(segment, from: input, enough, &search)
        }
        if search.found.count >= enough { return }
      }
    }
  }

  private mutating func select(
    _ segment: PathSegment, of parent: Found, _ search: inout Search
  ) throws(JSONPathLimitExceeded) {
    for selector in segment.selectors { try select(selector, of: parent, &search) }
  }

  /// Visits a value and everything in it, a parent before its children, with a stack of our own: a
  /// document may be deeper than a thread's.
  private mutating func descend(
    _ segment: PathSegment, from start: Found, _ enough: Int, _ search: inout Search
  ) throws(JSONPathLimitExceeded) {
    var pending = [start]
    while let parent = pending.popLast() {
      try select(segment, of: parent, &search)
      if search.found.count >= enough { return }
      let first = pending.count
      try forEachChild(of: parent.node) { evaluator, child, index throws(JSONPathLimitExceeded) in
        guard evaluator.document.tape[child].count > 0 else { return }
        pending.append(
          try evaluator.found(child, index, in: parent, keepsTrail: search.keepsTrail))
      }
      pending[first...].reverse()
    }
  }

  // MARK: - Selectors

  private mutating func select(
    _ selector: PathSelector, of parent: Found, _ search: inout Search
  ) throws(JSONPathLimitExceeded) {
    try spend(1)
    switch selector.kind {
    case .name(let name):
      guard let child = JSONNode(document: document, id: parent.node)[name] else { return }
      try add(child.id, PathTrail.Entry.isMember, in: parent, &search)
    case .index(let index):
      guard let (child, position) = try element(index, of: parent.node) else { return }
      try add(child, UInt32(position), in: parent, &search)
    case .wildcard:
      try forEachChild(of: parent.node) { evaluator, child, index throws(JSONPathLimitExceeded) in
        try evaluator.add(child, index, in: parent, &search)
      }
    case .slice(let slice):
      guard document.tape[parent.node].kind == .array else { return }
      var elements: [Int] = []
      try forEachChild(of: parent.node) { _, child, _ in elements.append(child) }
      for index in slice.indices(count: elements.count) {
        try add(elements[index], UInt32(index), in: parent, &search)
      }
    case .filter(let condition):
      try forEachChild(of: parent.node) { evaluator, child, index throws(JSONPathLimitExceeded) in
        guard try evaluator.holds(condition, for: child) else { return }
        try evaluator.add(child, index, in: parent, &search)
      }
    }
  }

  /// The element at an index, which counts from the end when it is negative.
  private mutating func element(
    _ index: Int, of parent: Int
  ) throws(JSONPathLimitExceeded) -> (node: Int, index: Int)? {
    let entry = document.tape[parent]
    guard entry.kind == .array else { return nil }
    let position = index < 0 ? entry.count + index : index
    guard position >= 0, position < entry.count else { return nil }
    try spend(position / 8)
    return JSONNode(document: document, id: parent)[position].map { ($0.id, position) }
  }

  /// Calls `body` with each element or member value, and its index in an array.
  private mutating func forEachChild(
    of parent: Int,
    _ body: (inout PathEvaluator, Int, UInt32) throws(JSONPathLimitExceeded) -> Void
  ) throws(JSONPathLimitExceeded) {
    let entry = document.tape[parent]
    let end = Int(entry.next)
    var child = parent + 1
    switch entry.kind {
    case .array:
      var index: UInt32 = 0
      while child < end {
        try spend(1)
        try body(&self, child, index)
        child = Int(document.tape[child].next)
        index += 1
      }
    case .object:
      while child < end {
        try spend(1)
        // The key comes first and is no child.
        try body(&self, child + 1, PathTrail.Entry.isMember)
        child = Int(document.tape[child + 1].next)
      }
    case .null, .boolean, .number, .string: break
    }
  }

  private mutating func add(
    _ child: Int, _ index: UInt32, in parent: Found, _ search: inout Search
  ) throws(JSONPathLimitExceeded) {
    guard search.found.count < limits.results else { throw .results(limits.results) }
    search.found.append(try found(child, index, in: parent, keepsTrail: search.keepsTrail))
  }

  private mutating func found(
    _ child: Int, _ index: UInt32, in parent: Found, keepsTrail: Bool
  ) throws(JSONPathLimitExceeded) -> Found {
    guard keepsTrail else { return Found(node: child, link: PathTrail.root) }
    guard trail.count < trailLimit else {
      throw .results(limits.results)
    }
    trail.append(
      PathTrail.Entry(parent: parent.link, node: UInt32(truncatingIfNeeded: child), index: index))
    return Found(node: child, link: PathTrail.Link(truncatingIfNeeded: trail.count - 1))
  }

  mutating func spend(_ count: Int) throws(JSONPathLimitExceeded) {
    steps += count
    guard steps <= limits.steps else { throw .steps(limits.steps) }
  }
}
