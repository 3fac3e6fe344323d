import Glibc

/// Tells whether patterns stand in a stream, as it is and with escapes undone, without saying where.
///
/// It finds what ``RedactionScanner`` finds, and much sooner: each layer of escapes is undone for a
/// whole piece at once and the result searched with ``SkippingScanner``. A layer that has nothing to
/// undo sleeps.
struct LayeredSearch: Sendable {
  /// A layer that may be undone next.
  private struct Branch: Sendable {
    var unescaper: Unescaper
    /// What searches the result; none while there is nothing to undo.
    var search: [LayeredSearch] = []
    /// How much has come since the last escape.
    var quiet = 0
  }

  private let automaton: PatternAutomaton
  private let layers: [RedactionLayer]
  private var scanner: SkippingScanner
  private var branches: [Branch]
  /// The last bytes, in which a pattern may have begun that an escape goes on with.
  private var recent: RecentBytes

  init(_ automaton: PatternAutomaton) {
    self.init(automaton, [])
  }

  private init(_ automaton: PatternAutomaton, _ layers: [RedactionLayer]) {
    self.automaton = automaton
    self.layers = layers
    scanner = SkippingScanner(automaton)
    let next = [RedactionLayer.percent, .json].filter { layer in
      RedactionScanner.layerings.contains(layers + [layer])
    }
    branches = next.map { Branch(unescaper: Unescaper($0)) }
    recent = RecentBytes(automaton.longest)
  }

  typealias Report = (_ pattern: Int, _ layers: [RedactionLayer]) -> Void

  /// Reads on and tells the patterns that end in these bytes, at least once.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ report: Report) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    let layers = layers
    let automaton = automaton
    scanner.read(bytes) { node, _ in
      automaton.forEachMatch(at: node) { report($0, layers) }
    }
    for index in branches.indices {
      let opener = Int32(branches[index].unescaper.opener)
      let hasEscape =
        branches[index].unescaper.isHolding || memchr(base, opener, bytes.count) != nil
      guard hasEscape || !branches[index].search.isEmpty else { continue }
      if branches[index].search.isEmpty { wake(index) }
      let decoded = branches[index].unescaper.decode(bytes)
      decoded.withUnsafeBufferPointer { branches[index].search[0].read($0, report) }
      branches[index].quiet = hasEscape ? 0 : branches[index].quiet + bytes.count
      // From here on the layer reads what this one does.
      if branches[index].quiet > automaton.longest, !branches[index].unescaper.isHolding {
        branches[index].search = []
      }
    }
    if !branches.isEmpty { recent.append(bytes) }
  }

  /// Ends the stream.
  mutating func finish(_ report: Report) {
    for index in branches.indices where !branches[index].search.isEmpty {
      let rest = branches[index].unescaper.finish()
      rest.withUnsafeBufferPointer { branches[index].search[0].read($0, report) }
      branches[index].search[0].finish(report)
    }
  }

  private mutating func wake(_ index: Int) {
    var search = LayeredSearch(automaton, layers + [branches[index].unescaper.layer])
    // There is no escape in it, and what stands in it whole has been told.
    recent.bytes.withUnsafeBufferPointer { search.read($0) { _, _ in } }
    branches[index].search = [search]
    branches[index].quiet = 0
  }
}
