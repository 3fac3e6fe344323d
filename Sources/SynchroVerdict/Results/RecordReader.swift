internal import SynchroCatalog
internal import SynchroDigest
public import SynchroJSON
public import SynchroText
internal import SynchroTiming

/// Why a JSON document is no record of a run.
public struct RecordError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place in the document.
  public let pointer: JSONPointer
  /// The place in the text.
  public let range: SourceRange
  /// What should stand there.
  public let expected: String
  /// What stands there.
  public let received: String

  init(at node: JSONNode, _ pointer: JSONPointer, expected: String, received: String? = nil) {
    self.pointer = pointer
    range = node.range
    self.expected = expected
    self.received = received ?? VisibleText.excerpt(node.lexeme, limit: 60)
  }

  /// One sentence.
  public var description: String {
    "at '\(pointer)': expected \(expected), received \(received)"
  }

  /// The error as a finding about the text it was read from.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "results-shape", "this is no record of a run that this version reads",
      at: Diagnostic.Label(range, "at '\(pointer)'"), expected: expected, received: received,
      help: ["give the results.json of a run, as it was written"])
  }
}

/// A part of a run that is kept as a JSON object.
protocol RecordPart {
  /// The members in a stable order; nil for one that is left out.
  var fields: [(String, JSONValue?)] { get }
  init(_ reader: RecordReader) throws(RecordError)
}

extension RecordPart {
  var json: JSONValue {
    .object(fields.compactMap { key, value in value.map { JSONField(key, $0) } })
  }
}

/// Reads the members of one object, naming the place of what does not fit.
struct RecordReader {
  let node: JSONNode
  let pointer: JSONPointer

  init(_ node: JSONNode, at pointer: JSONPointer = .root) throws(RecordError) {
    guard node.kind == .object else {
      throw RecordError(at: node, pointer, expected: "an object")
    }
    self.node = node
    self.pointer = pointer
  }

  func error(_ key: String, expected: String) -> RecordError {
    RecordError(
      at: node[key] ?? node, pointer.appending(key), expected: expected,
      received: node[key] == nil ? "nothing" : nil)
  }

  private func read<Value>(
    _ key: String, _ expected: String, _ value: (JSONNode) -> Value?
  ) throws(RecordError) -> Value {
    guard let found = node[key].flatMap(value) else { throw error(key, expected: expected) }
    return found
  }

  private func optional<Value>(
    _ key: String, _ read: (String) throws(RecordError) -> Value
  ) throws(RecordError) -> Value? {
    node[key] == nil ? nil : try read(key)
  }

  // MARK: - Scalars

  func text(_ key: String) throws(RecordError) -> String { try read(key, "a string") { $0.string } }
  func integer(_ key: String) throws(RecordError) -> Int {
    try read(key, "a whole number") { $0.number?.int }
  }
  func count(_ key: String) throws(RecordError) -> Int {
    try read(key, "a whole number, 0 or more") { node in
      node.number?.int.flatMap { $0 < 0 ? nil : $0 }
    }
  }
  func bool(_ key: String) throws(RecordError) -> Bool {
    try read(key, "true or false") { $0.bool }
  }

  func boolIfAny(_ key: String) throws(RecordError) -> Bool? { try optional(key, bool) }
  func textIfAny(_ key: String) throws(RecordError) -> String? { try optional(key, text) }
  func integerIfAny(_ key: String) throws(RecordError) -> Int? { try optional(key, integer) }
  func durationIfAny(_ key: String) throws(RecordError) -> Duration? { try optional(key, duration) }

  func seed(_ key: String) throws(RecordError) -> UInt64 {
    try read(key, "a whole number below 2^64 in a string") { $0.string.flatMap { UInt64($0) } }
  }

  func duration(_ key: String) throws(RecordError) -> Duration {
    try read(key, "a whole number of nanoseconds") { node in
      node.number?.int.map { .nanoseconds($0) }
    }
  }

  func moment(_ key: String) throws(RecordError) -> Timestamp {
    try read(key, "a date-time of RFC 3339 in UTC") { node in
      node.string.flatMap { try? Timestamp(rfc3339: $0) }
    }
  }

  func bytes(_ key: String) throws(RecordError) -> [UInt8] {
    try read(key, "base64") { $0.string.flatMap { try? Base64.decode($0) } }
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String
  ) throws(RecordError) -> Word {
    let known = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try read(key, "one of \(known)") { $0.string.flatMap { Word(rawValue: $0) } }
  }

  /// A verdict in the members `verdict` and `reason`.
  func verdict() throws(RecordError) -> Verdict {
    let kind: Verdict.Kind = try word("verdict")
    guard let verdict = Verdict(kind, reason: try textIfAny("reason")) else {
      let needsReason = node["reason"] == nil
      throw error("reason", expected: needsReason ? "the reason of the verdict" : "nothing")
    }
    return verdict
  }

  // MARK: - Lists and parts

  private func list<Element>(
    _ key: String, _ element: (JSONNode, JSONPointer) throws(RecordError) -> Element
  ) throws(RecordError) -> [Element] {
    let array = try read(key, "an array") { $0.kind == .array ? $0 : nil }
    var list: [Element] = []
    for (index, node) in array.elements.enumerated() {
      list.append(try element(node, pointer.appending(key).appending(index)))
    }
    return list
  }

  func texts(_ key: String) throws(RecordError) -> [String] {
    try list(key) { node, pointer throws(RecordError) in
      guard let text = node.string else {
        throw RecordError(at: node, pointer, expected: "a string")
      }
      return text
    }
  }

  func integers(_ key: String) throws(RecordError) -> [Int] {
    try list(key) { node, pointer throws(RecordError) in
      guard let number = node.number?.int else {
        throw RecordError(at: node, pointer, expected: "a whole number")
      }
      return number
    }
  }

  func parts<Part: RecordPart>(_ key: String) throws(RecordError) -> [Part] {
    try list(key) { node, pointer throws(RecordError) in
      try Part(RecordReader(node, at: pointer))
    }
  }

  /// The parts of a list that is left out when it is empty.
  func partsIfAny<Part: RecordPart>(_ key: String) throws(RecordError) -> [Part] {
    node[key] == nil ? [] : try parts(key)
  }

  func part<Part: RecordPart>(_ key: String) throws(RecordError) -> Part {
    try Part(try reader(key))
  }

  func partIfAny<Part: RecordPart>(_ key: String) throws(RecordError) -> Part? {
    node[key] == nil ? nil : try part(key)
  }

  func reader(_ key: String) throws(RecordError) -> RecordReader {
    try RecordReader(try read(key, "an object") { $0 }, at: pointer.appending(key))
  }
}

// MARK: - Writing

extension JSONValue {
  static func text(_ value: String?) -> JSONValue? { value.map { .string($0) } }
  static func whole(_ value: Int?) -> JSONValue? { value.map { .integer($0) } }
  static func nanoseconds(_ value: Duration?) -> JSONValue? {
    value.map { .integer(Int($0.wholeNanoseconds)) }
  }
  static func moment(_ value: Timestamp) -> JSONValue { .string(value.description) }
  static func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
  static func integers(_ values: [Int]) -> JSONValue { .array(values.map { .integer($0) }) }
  static func parts(_ values: some Sequence<some RecordPart>) -> JSONValue {
    .array(values.map { $0.json })
  }
}

extension Verdict {
  var fields: [(String, JSONValue?)] {
    [("verdict", .string(kind.rawValue)), ("reason", .text(reason))]
  }
}
