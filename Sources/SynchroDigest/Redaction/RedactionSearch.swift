/// Searches one output that comes in pieces for secrets and changes nothing; a secret that is cut by
/// the pieces is found as well.
public struct RedactionSearch: Sendable {
  private struct Shelf: Sendable {
    let rules: RedactionRules
    var scanner: RedactionScanner

    init(_ rules: RedactionRules) {
      self.rules = rules
      scanner = RedactionScanner(rules.automaton)
    }
  }

  private var shelves: [Shelf]

  init(_ rules: [RedactionRules]) {
    shelves = rules.map(Shelf.init)
  }

  /// The secrets that end in the next bytes, or behind an escape that they complete. Places count
  /// from the beginning of the output.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [RedactionHit] {
    var hits: [RedactionHit] = []
    for index in shelves.indices {
      let matches = shelves[index].scanner.read(bytes)
      if !matches.isEmpty { hits += shelves[index].rules.hits(matches) }
    }
    return hits
  }

  /// The secrets that only the end of the output decides.
  public mutating func finish() -> [RedactionHit] {
    var hits: [RedactionHit] = []
    for index in shelves.indices {
      hits += shelves[index].rules.hits(shelves[index].scanner.finish())
    }
    return hits
  }
}
