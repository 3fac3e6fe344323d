/// Searches one output that comes in pieces for secrets and changes nothing; a secret that is cut by
/// the pieces is found as well.
public struct RedactionSearch: Sendable {
  /// How much is to be known of what is found.
  public enum Aim: Sendable {
    /// Whether there is anything: fast, and the places of hits are empty.
    case presence
    /// Where it is.
    case place
  }

  private struct Shelf: Sendable {
    let rules: RedactionRules
    /// One of the two, changed where it stands: a copy would cost more than the search.
    var quick: LayeredSearch?
    var exact: RedactionScanner?
  }

  private var shelves: [Shelf]

  init(_ rules: [RedactionRules], for aim: Aim) {
    shelves = rules.map { rules in
      switch aim {
      case .presence: Shelf(rules: rules, quick: LayeredSearch(rules.automaton))
      case .place: Shelf(rules: rules, exact: RedactionScanner(rules.automaton))
      }
    }
  }

  /// The secrets that end in the next bytes, or behind an escape that they complete. Places count
  /// from the beginning of the output.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [RedactionHit] {
    var hits: [RedactionHit] = []
    for index in shelves.indices {
      let rules = shelves[index].rules
      shelves[index].quick?.read(bytes) { hits.append(rules.hit($0, under: $1)) }
      let matches = shelves[index].exact?.read(bytes) ?? []
      if !matches.isEmpty { hits += rules.hits(matches) }
    }
    return hits
  }

  /// The secrets that only the end of the output decides.
  public mutating func finish() -> [RedactionHit] {
    var hits: [RedactionHit] = []
    for index in shelves.indices {
      let rules = shelves[index].rules
      shelves[index].quick?.finish { hits.append(rules.hit($0, under: $1)) }
      hits += rules.hits(shelves[index].exact?.finish() ?? [])
    }
    return hits
  }
}
