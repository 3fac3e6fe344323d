/// Finds any of many byte strings in one pass (Aho and Corasick, 1975).
///
/// Most nodes have one child and hold just that; only the root and the nodes where patterns part
/// have a row with the next node for every class of bytes. So a thousand long secrets stay small.
final class PatternAutomaton: Sendable {
  typealias NodeIndex = Int32

  struct Node: Sendable {
    /// The longest proper suffix that begins a pattern.
    var fail: NodeIndex = 0
    /// How many bytes lead here from the root.
    var depth: Int32 = 0
    /// This node or the longest suffix of it that ends a pattern; 0 when there is none.
    var terminal: NodeIndex = 0
    /// The place of the row, or -1 for a node with at most one child.
    var row: Int32 = -1
    var child: NodeIndex = 0
    var childClass: UInt8 = 0
  }

  let patterns: [RedactionPattern]
  /// Bytes that no pattern tells apart share a class.
  let classes: [UInt8]
  /// Where patterns may begin; nil when there are none.
  let filter: GramFilter?
  /// How many bytes the longest pattern has.
  let longest: Int
  private let nodes: [Node]
  private let rows: [NodeIndex]
  /// The first pattern that ends at a node, by node, and the next one that is the same byte string.
  private let firstPattern: [NodeIndex: Int]
  private let samePattern: [Int]

  init(_ patterns: [RedactionPattern]) {
    self.patterns = patterns
    filter = GramFilter(patterns)
    longest = patterns.map(\.bytes.count).max() ?? 0
    let (classes, classCount) = Self.classes(of: patterns)
    var trie = Trie()
    var firstPattern: [NodeIndex: Int] = [:]
    var samePattern = [Int](repeating: -1, count: patterns.count)
    for (index, pattern) in patterns.enumerated() {
      precondition(!pattern.bytes.isEmpty, "an empty pattern is found everywhere")
      let end = trie.insert(pattern.bytes.lazy.map { classes[Int($0)] })
      if let other = firstPattern[end] { samePattern[index] = other }
      firstPattern[end] = index
    }
    (nodes, rows) = trie.automaton(classCount: classCount) { firstPattern[$0] != nil }
    self.classes = classes
    self.firstPattern = firstPattern
    self.samePattern = samePattern
  }

  /// The node after one more byte of a class.
  @inline(__always)
  func next(after node: NodeIndex, _ byteClass: UInt8) -> NodeIndex {
    advance(nodes, rows, node, byteClass)
  }

  @inline(__always)
  func depth(_ node: NodeIndex) -> Int { Int(nodes[Int(node)].depth) }

  @inline(__always)
  func isTerminal(_ node: NodeIndex) -> Bool { nodes[Int(node)].terminal != 0 }

  /// The node for the longest suffix that has at most so many bytes.
  func suffix(of node: NodeIndex, atMost length: Int) -> NodeIndex {
    var node = node
    while depth(node) > length { node = nodes[Int(node)].fail }
    return node
  }

  /// Every pattern that ends where this node is reached.
  func forEachMatch(at node: NodeIndex, _ body: (Int) -> Void) {
    var end = nodes[Int(node)].terminal
    while end != 0 {
      var pattern = firstPattern[end] ?? -1
      while pattern >= 0 {
        body(pattern)
        pattern = samePattern[pattern]
      }
      end = nodes[Int(nodes[Int(end)].fail)].terminal
    }
  }

  private static func classes(of patterns: [RedactionPattern]) -> (map: [UInt8], count: Int) {
    var isUsed = [Bool](repeating: false, count: 256)
    for pattern in patterns {
      for byte in pattern.bytes { isUsed[Int(byte)] = true }
    }
    let used = (0..<256).filter { isUsed[$0] }
    guard used.count < 256 else { return ((0...255).map { UInt8($0) }, 256) }
    var map = [UInt8](repeating: UInt8(used.count), count: 256)
    for (number, byte) in used.enumerated() { map[byte] = UInt8(number) }
    return (map, used.count + 1)
  }
}

/// The step of the automaton; of a node without a row only after its suffixes are known.
@inline(__always)
private func advance(
  _ nodes: [PatternAutomaton.Node], _ rows: [Int32], _ start: Int32, _ byteClass: UInt8
) -> Int32 {
  var index = start
  while true {
    let node = nodes[Int(index)]
    if node.row >= 0 { return rows[Int(node.row) + Int(byteClass)] }
    if node.child != 0, node.childClass == byteClass { return node.child }
    index = node.fail
  }
}

/// The patterns as a tree, before it is known where to go on after a mismatch.
private struct Trie {
  private struct Entry {
    var byteClass: UInt8
    var depth: Int32
    var firstChild: Int32 = 0
    var sibling: Int32 = 0
  }

  private var entries = [Entry(byteClass: 0, depth: 0)]

  mutating func insert(_ word: some Sequence<UInt8>) -> Int32 {
    var node: Int32 = 0
    for byteClass in word {
      if let child = child(of: node, byteClass) {
        node = child
        continue
      }
      let new = Int32(entries.count)
      let parent = entries[Int(node)]
      entries.append(
        Entry(byteClass: byteClass, depth: parent.depth + 1, sibling: parent.firstChild))
      entries[Int(node)].firstChild = new
      node = new
    }
    return node
  }

  /// Nodes level by level, so that every suffix of a node is finished before it.
  func automaton(
    classCount: Int, endsPattern: (Int32) -> Bool
  ) -> (nodes: [PatternAutomaton.Node], rows: [Int32]) {
    var nodes = entries.map { PatternAutomaton.Node(depth: $0.depth) }
    var rows = [Int32](repeating: 0, count: classCount)
    nodes[0].row = 0
    var queue: [Int32] = [0]
    queue.reserveCapacity(entries.count)
    var head = 0
    while head < queue.count {
      let index = queue[head]
      head += 1
      let fail = nodes[Int(index)].fail
      nodes[Int(index)].terminal = endsPattern(index) ? index : nodes[Int(fail)].terminal
      let first = entries[Int(index)].firstChild
      guard first != 0 || index == 0 else { continue }
      forEachChild(of: index) { child in
        let byteClass = entries[Int(child)].byteClass
        nodes[Int(child)].fail = index == 0 ? 0 : advance(nodes, rows, fail, byteClass)
        queue.append(child)
      }
      if index == 0 || entries[Int(first)].sibling != 0 {
        let start = index == 0 ? 0 : rows.count
        if index != 0 {
          appendRow(after: fail, classCount, nodes, &rows)
        }
        forEachChild(of: index) { rows[start + Int(entries[Int($0)].byteClass)] = $0 }
        nodes[Int(index)].row = Int32(start)
      } else {
        nodes[Int(index)].child = first
        nodes[Int(index)].childClass = entries[Int(first)].byteClass
      }
    }
    return (nodes, rows)
  }

  /// The row of a node whose bytes lead on as those of its longest suffix do.
  private func appendRow(
    after suffix: Int32, _ classCount: Int, _ nodes: [PatternAutomaton.Node], _ rows: inout [Int32]
  ) {
    let start = rows.count
    var index = suffix
    while nodes[Int(index)].row < 0 { index = nodes[Int(index)].fail }
    let row = Int(nodes[Int(index)].row)
    rows += rows[row..<(row + classCount)]
    // The longer a suffix, the more its one child counts.
    func lead(from index: Int32) {
      let node = nodes[Int(index)]
      guard node.row < 0 else { return }
      lead(from: node.fail)
      if node.child != 0 { rows[start + Int(node.childClass)] = node.child }
    }
    lead(from: suffix)
  }

  private func child(of node: Int32, _ byteClass: UInt8) -> Int32? {
    var child = entries[Int(node)].firstChild
    while child != 0 {
      if entries[Int(child)].byteClass == byteClass { return child }
      child = entries[Int(child)].sibling
    }
    return nil
  }

  @inline(__always)
  private func forEachChild(of node: Int32, _ body: (Int32) -> Void) {
    var child = entries[Int(node)].firstChild
    while child != 0 {
      body(child)
      child = entries[Int(child)].sibling
    }
  }
}
