package import SynchroJSON
package import SynchroText

/// Values that people write by hand: numbers within bounds, times, shares, lists and names of their
/// own. Each fault says what stands there and what to write.
extension DataObject {
  /// The members of an object whose keys are names of the writer's own.
  package static func named(_ node: JSONNode) throws(FlowDataError) -> [JSONMember] {
    guard node.kind == .object else { throw wrongKind(node, wanted: "an object") }
    return Array(node.members)
  }

  /// The elements of an array that has to be there, each read as its own kind.
  package func list<Element>(
    _ key: String, of read: (JSONNode) throws(FlowDataError) -> Element
  ) throws(FlowDataError) -> [Element] {
    let value = try value(key)
    guard value.kind == .array else { throw Self.wrongKind(value, wanted: "an array") }
    var elements: [Element] = []
    for node in value.elements { elements.append(try read(node)) }
    return elements
  }

  /// A text that says something.
  package func text(_ key: String) throws(FlowDataError) -> String {
    try Self.text(value(key), key)
  }

  package func text(_ key: String, or standard: String) throws(FlowDataError) -> String {
    has(key) ? try text(key) : standard
  }

  /// Texts of an array that has to be there.
  package func texts(_ key: String) throws(FlowDataError) -> [String] {
    try list(key) { node throws(FlowDataError) in try Self.text(node, key) }
  }

  package func flag(_ key: String, or standard: Bool) throws(FlowDataError) -> Bool {
    has(key) ? try bool(key) : standard
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) throws(FlowDataError) -> Int {
    let value = try value(key)
    guard let number = value.number?.int, range.contains(number) else {
      throw Self.fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  package func integer(
    _ key: String, in range: ClosedRange<Int>, or standard: Int
  ) throws(FlowDataError) -> Int {
    has(key) ? try integer(key, in: range) : standard
  }

  /// A number that need not be whole, such as a probability.
  package func decimal(_ key: String, in range: ClosedRange<Double>) throws(FlowDataError) -> Double
  {
    let value = try value(key)
    guard let lexeme = value.number?.lexeme, let number = Double(lexeme), range.contains(number)
    else {
      throw Self.fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  package func decimal(
    _ key: String, in range: ClosedRange<Double>, or standard: Double
  ) throws(FlowDataError) -> Double {
    has(key) ? try decimal(key, in: range) : standard
  }

  package func duration(_ key: String) throws(FlowDataError) -> Duration {
    try Self.duration(value(key), key)
  }

  package func duration(_ key: String, or standard: Duration) throws(FlowDataError) -> Duration {
    has(key) ? try duration(key) : standard
  }

  /// A share as `"98 %"` or `"0.98"`.
  package func share(_ key: String) throws(FlowDataError) -> Share {
    let value = try value(key)
    guard let share = (value.string ?? value.number?.lexeme).flatMap({ Share($0) }) else {
      throw Self.fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write \"98 %\" with at most four decimals, or \"0.98\" with at most six")
    }
    return share
  }

  // MARK: - Single values

  package static func text(_ value: JSONNode, _ name: String) throws(FlowDataError) -> String {
    guard let text = value.string, !text.isEmpty else {
      throw fault(value, "'\(name)' is \(shown(value))", "write a text in quotes")
    }
    return text
  }

  package static func duration(_ value: JSONNode, _ name: String) throws(FlowDataError) -> Duration
  {
    guard let duration = value.string.flatMap({ Duration(spelling: $0) }) else {
      throw fault(
        value, "'\(name)' is \(shown(value))",
        "write a whole number with ms, s, m or h, up to a day: \"250ms\"")
    }
    return duration
  }

  /// A short form of a value for a message.
  package static func shown(_ value: JSONNode) -> String {
    switch value.kind {
    case .object: "an object"
    case .array: "a list"
    default: VisibleText.excerpt(value.lexeme, limit: 40)
    }
  }

  // MARK: - Faults

  package static func fault(_ value: JSONNode, _ message: String, _ help: String) -> FlowDataError {
    // An object or a list may run over many lines; its first bracket is enough of a mark.
    let isLong = value.kind == .object || value.kind == .array
    let start = value.range.start
    return fault(
      at: isLong ? SourceRange(start, start + 1) : value.range, in: value, message, help)
  }

  package static func fault(
    at range: SourceRange, in node: JSONNode, _ message: String, _ help: String
  ) -> FlowDataError {
    FlowDataError(
      Diagnostic(code: "flow-bad-value", message, at: .init(range), help: [help]),
      in: node.document.source)
  }
}
