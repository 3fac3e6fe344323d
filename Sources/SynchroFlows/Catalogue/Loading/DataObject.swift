package import SynchroJSON
package import SynchroText

/// An object of a data file whose members are read by name; what is missing, of another kind or
/// unknown is an error with its place.
package struct DataObject {
  package let node: JSONNode

  private var source: SourceText { node.document.source }

  /// The object that a file is; every key must be known and stand once.
  package static func root(of source: SourceText, keys: [String]) throws(FlowDataError)
    -> DataObject
  {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(parsing: source)
    } catch {
      throw FlowDataError(error.diagnostic, in: source)
    }
    if let key = document.duplicateKeys.first {
      var diagnostic = key.diagnostic
      diagnostic.severity = .error
      throw FlowDataError(diagnostic, in: source)
    }
    return try DataObject(document.root, keys: keys)
  }

  package init(_ node: JSONNode, keys: [String]) throws(FlowDataError) {
    self.node = node
    guard node.kind == .object else { throw Self.wrongKind(node, wanted: "an object") }
    for member in node.members where !keys.contains(member.key) {
      throw FlowDataError(
        Diagnostic(
          code: "flow-unknown-key", "there is no member '\(member.key)' here",
          at: .init(member.keyRange),
          help: NearestName.advice(for: member.key, among: keys).map { [$0] } ?? []),
        in: node.document.source)
    }
  }

  // MARK: - Members

  package func has(_ key: String) -> Bool { node[key] != nil }

  package func value(_ key: String) throws(FlowDataError) -> JSONNode {
    guard let value = node[key] else {
      throw error("flow-missing-key", "the member '\(key)' is missing")
    }
    return value
  }

  package func string(_ key: String) throws(FlowDataError) -> String {
    let value = try value(key)
    guard let text = value.string else { throw Self.wrongKind(value, wanted: "a string") }
    return text
  }

  /// A string; nil when the member is missing.
  package func optionalString(_ key: String) throws(FlowDataError) -> String? {
    has(key) ? try string(key) : nil
  }

  package func integer(_ key: String) throws(FlowDataError) -> Int {
    let value = try value(key)
    guard let number = value.number.flatMap(\.int) else {
      throw Self.wrongKind(value, wanted: "a whole number")
    }
    return number
  }

  package func bool(_ key: String) throws(FlowDataError) -> Bool {
    let value = try value(key)
    guard let bool = value.bool else { throw Self.wrongKind(value, wanted: "true or false") }
    return bool
  }

  /// The strings of an array; none when the member is missing.
  package func strings(_ key: String) throws(FlowDataError) -> [String] {
    var strings: [String] = []
    for element in try elements(key) {
      guard let text = element.string else { throw Self.wrongKind(element, wanted: "a string") }
      strings.append(text)
    }
    return strings
  }

  /// The whole numbers of an array; none when the member is missing.
  package func integers(_ key: String) throws(FlowDataError) -> [Int] {
    var integers: [Int] = []
    for element in try elements(key) {
      guard let number = element.number.flatMap(\.int) else {
        throw Self.wrongKind(element, wanted: "a whole number")
      }
      integers.append(number)
    }
    return integers
  }

  /// The objects of an array; none when the member is missing.
  package func objects(_ key: String, keys: [String]) throws(FlowDataError) -> [DataObject] {
    var objects: [DataObject] = []
    for element in try elements(key) { objects.append(try DataObject(element, keys: keys)) }
    return objects
  }

  /// An object with members of its own.
  package func object(_ key: String, keys: [String]) throws(FlowDataError) -> DataObject {
    try DataObject(try value(key), keys: keys)
  }

  /// One of the words that an enumeration knows.
  package func word<Word>(_ key: String, _ type: Word.Type = Word.self) throws(FlowDataError)
    -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    let text = try string(key)
    if let word = Word(rawValue: text) { return word }
    throw error(
      "flow-unknown-word", "'\(text)' is no value of '\(key)'", at: key,
      help: NearestName.advice(for: text, among: Word.allCases.map(\.rawValue)))
  }

  // MARK: - Errors

  package func error(
    _ code: String, _ message: String, at key: String? = nil, notes: [String] = [],
    help: String? = nil
  ) -> FlowDataError {
    let range =
      key.flatMap { node[$0]?.range } ?? SourceRange(node.range.start, node.range.start + 1)
    return FlowDataError(
      Diagnostic(
        code: code, message, at: .init(range), notes: notes, help: help.map { [$0] } ?? []),
      in: source)
  }

  private func elements(_ key: String) throws(FlowDataError) -> [JSONNode] {
    guard let value = node[key] else { return [] }
    guard value.kind == .array else { throw Self.wrongKind(value, wanted: "an array") }
    return Array(value.elements)
  }

  package static func wrongKind(_ node: JSONNode, wanted: String) -> FlowDataError {
    FlowDataError(
      Diagnostic(
        code: "flow-wrong-kind", "here must stand \(wanted)", at: .init(node.range),
        received: node.kind.description), in: node.document.source)
  }
}
