/// Finds the patterns that stand in a stream as they are, and looks at few of its bytes.
struct SkippingScanner: Sendable {
  private let automaton: PatternAutomaton
  /// What the bytes so far end with, as if each of them had been looked at.
  private(set) var node: PatternAutomaton.NodeIndex = 0

  init(_ automaton: PatternAutomaton) {
    self.automaton = automaton
  }

  /// Reads on and tells where in these bytes patterns end, each time with the node that knows them.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ report: (_ node: PatternAutomaton.NodeIndex, _ end: Int) -> Void
  ) {
    let raw = UnsafeRawBufferPointer(bytes)
    let automaton = automaton
    var node = node
    var place = 0
    // No occurrence that began at or before this place may be lost.
    var hot = -1
    while place < bytes.count {
      // An occurrence that began at `hot` or before would have as many bytes behind it as it has.
      if let filter = automaton.filter, automaton.depth(node) < place - hot {
        let found = filter.next(
          in: raw, from: hot + filter.stride, through: bytes.count - filter.length)
        // What begins in the last bytes may not show yet, so those are read in any case.
        let start = found.map { $0 - filter.stride + 1 } ?? bytes.count - filter.shortest + 1
        hot = found ?? bytes.count
        if start > place {
          node = 0
          place = start
        }
      }
      node = automaton.next(after: node, automaton.classes[Int(bytes[place])])
      place += 1
      if automaton.isTerminal(node) { report(node, place) }
    }
    self.node = node
  }
}
