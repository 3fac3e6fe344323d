import SynchroJSON
import SynchroText

/// A value together with where in an answer it was found.
struct FoundValue: Sendable {
  /// The value.
  var value: RuntimeValue
  /// A JSON Pointer or `header NAME`; nil when it is no part of an answer.
  var location: String?
  /// The number of the exchange whose answer it is from.
  var exchange: Int?
  /// The place in the parsed body, when it is one.
  var node: JSONNode?
  /// Of a list that was collected, where each element was found; empty for all else.
  var origins: [Origin] = []

  /// Where an element of a collected list was found.
  struct Origin: Sendable {
    let location: String?
    let exchange: Int?
  }

  /// A value, from an answer or not.
  init(
    _ value: RuntimeValue, location: String? = nil, exchange: Int? = nil, node: JSONNode? = nil
  ) {
    self.value = value
    self.location = location
    self.exchange = exchange
    self.node = node
  }

  /// A node of a body.
  init(node: JSONNode, location: String, exchange: Int?) {
    self.init(.json(node.value), location: location, exchange: exchange, node: node)
  }

  /// Whether the node stands in the text of an answer; one of a collected list stands in a text of
  /// our making, whose lines mean nothing to anybody.
  var standsInAnswer: Bool {
    guard exchange != nil, let node else { return false }
    return node.document.source.name != ParsedValue.name
  }

  /// Line and column in the body.
  var place: String? {
    standsInAnswer ? node?.place.description : nil
  }
}
