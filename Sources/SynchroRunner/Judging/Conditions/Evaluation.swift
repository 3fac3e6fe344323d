import SynchroJSON

/// What an expression came to.
enum Evaluation: Sendable {
  /// One value.
  case one(FoundValue)
  /// The nodes of a query that can find several, the values of a header; perhaps none.
  case many([FoundValue])
  /// There is nothing, in words that name the place: `nothing at $.x`.
  case nothing(String)
  /// Nobody can tell.
  case undecided(Judgement.Undecided)

  /// The value by itself; a list for several nodes.
  var value: RuntimeValue {
    switch self {
    case .one(let found): found.value
    case .many(let all): .list(all.map(\.value))
    case .nothing(let words): .absent(reason: words)
    case .undecided(let why): .absent(reason: why.reason)
    }
  }

  /// What a loop goes through: the nodes, or the elements of one array; nil when it is neither.
  var elements: [FoundValue]? {
    switch self {
    case .many(let all): return all
    case .one(let found): return found.elements
    case .nothing, .undecided: return nil
    }
  }

  /// Whether it is a list that was put together and has nothing in it.
  var isGatheredFromNothing: Bool {
    switch self {
    case .many(let all): return all.isEmpty
    case .one(let found):
      // What is a list by nature, such as the wire findings of an answer, has an exchange.
      guard found.exchange == nil, case .list(let values) = found.value else { return false }
      return values.isEmpty
    case .nothing, .undecided: return false
    }
  }

  static func undecided(_ reason: String) -> Evaluation { .undecided(Judgement.Undecided(reason)) }
}

extension FoundValue {
  /// The elements of a list or an array; nil for anything else.
  var elements: [FoundValue]? {
    switch value {
    case .list(let values):
      guard origins.count == values.count else {
        return values.map { FoundValue($0, location: location, exchange: exchange) }
      }
      return zip(values, origins).map { value, origin in
        FoundValue(value, location: origin.location, exchange: origin.exchange)
      }
    case .json(.array(let values)):
      if let node, node.kind == .array {
        return node.elements.enumerated().map { index, element in
          FoundValue(node: element, location: (location ?? "") + "/\(index)", exchange: exchange)
        }
      }
      return values.enumerated().map { index, value in
        FoundValue(
          .json(value), location: location.map { $0 + "/\(index)" }, exchange: exchange)
      }
    case .json, .duration, .size, .secret, .group, .absent: return nil
    }
  }
}
