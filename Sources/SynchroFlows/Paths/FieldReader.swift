import SynchroJSON
import SynchroText

/// The members of one JSON object, each read with the place and the fix when it is not as wanted.
struct FieldReader {
  let node: JSONNode
  /// What the object describes, for messages: `a link`.
  private let subject: String

  /// An object that has no other members than these.
  init(_ node: JSONNode, _ subject: String, keys: [String]) throws(FlowFileError) {
    self.init(unchecked: node, subject)
    guard node.kind == .object else {
      throw fault(node, "\(subject) is no object", "write it in braces: { … }")
    }
    for member in node.members where !keys.contains(member.key) {
      throw fault(
        at: member.keyRange, "\(subject) has no member '\(member.key)'",
        NearestName.advice(for: member.key, among: keys) ?? "leave it out")
    }
  }

  /// An object whose members have names of the writer's own.
  init(dictionary node: JSONNode, _ subject: String) throws(FlowFileError) {
    self.init(unchecked: node, subject)
    guard node.kind == .object else {
      throw fault(node, "\(subject) is no object", "write it in braces: { … }")
    }
  }

  private init(unchecked node: JSONNode, _ subject: String) {
    self.node = node
    self.subject = subject
  }

  /// The document of a file; a key that stands twice is refused, as nobody can tell which one counts.
  static func document(_ source: SourceText) throws(FlowFileError) -> JSONDocument {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(parsing: source)
    } catch {
      throw FlowFileError(source, error.diagnostic)
    }
    if let twice = document.duplicateKeys.first {
      throw FlowFileError(source, twice.diagnostic)
    }
    return document
  }

  // MARK: - Members

  func has(_ key: String) -> Bool { node[key] != nil }

  func member(_ key: String) throws(FlowFileError) -> JSONNode {
    guard let value = node[key] else {
      throw fault(
        at: SourceRange(node.range.start, node.range.start + 1),
        "\(subject) has no '\(key)'", "add the member \"\(key)\"")
    }
    return value
  }

  func text(_ key: String) throws(FlowFileError) -> String { try Self.text(member(key), key) }

  func text(_ key: String, or standard: String) throws(FlowFileError) -> String {
    try node[key].map { value throws(FlowFileError) in try Self.text(value, key) } ?? standard
  }

  func list(_ key: String) throws(FlowFileError) -> [JSONNode] {
    let value = try member(key)
    guard value.kind == .array else {
      throw fault(value, "'\(key)' is no list", "write it in brackets: [ … ]")
    }
    return Array(value.elements)
  }

  func texts(_ key: String) throws(FlowFileError) -> [String] {
    var texts: [String] = []
    for item in try list(key) { texts.append(try Self.text(item, key)) }
    return texts
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(FlowFileError) -> Int {
    let value = try member(key)
    guard let number = value.number?.int, range.contains(number) else {
      throw fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func integer(
    _ key: String, in range: ClosedRange<Int>, or standard: Int
  ) throws(FlowFileError) -> Int {
    has(key) ? try integer(key, in: range) : standard
  }

  /// A number as a double, for probabilities and rates.
  func decimal(_ key: String, in range: ClosedRange<Double>) throws(FlowFileError) -> Double {
    let value = try member(key)
    guard let lexeme = value.number?.lexeme, let number = Double(lexeme), range.contains(number)
    else {
      throw fault(
        value, "'\(key)' is \(Self.shown(value))",
        "write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func decimal(
    _ key: String, in range: ClosedRange<Double>, or standard: Double
  ) throws(FlowFileError) -> Double {
    has(key) ? try decimal(key, in: range) : standard
  }

  func flag(_ key: String, or standard: Bool) throws(FlowFileError) -> Bool {
    guard let value = node[key] else { return standard }
    guard let flag = value.bool else {
      throw fault(value, "'\(key)' is \(Self.shown(value))", "write true or false")
    }
    return flag
  }

  func duration(_ key: String) throws(FlowFileError) -> Duration {
    try Self.duration(member(key), key)
  }

  func duration(_ key: String, or standard: Duration) throws(FlowFileError) -> Duration {
    try node[key].map { value throws(FlowFileError) in try Self.duration(value, key) } ?? standard
  }

  /// A word out of a list, as the value it stands for.
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, or standard: Value? = nil
  ) throws(FlowFileError) -> Value {
    if !has(key), let standard { return standard }
    let value = try member(key)
    let words = Value.allCases.map(\.rawValue)
    guard let word = value.string, let choice = Value(rawValue: word) else {
      throw fault(
        value, "'\(key)' is \(Self.shown(value))",
        value.string.flatMap { NearestName.advice(for: $0, among: words) }
          ?? "write one of " + words.joined(separator: ", "))
    }
    return choice
  }

  // MARK: - Values

  static func text(_ value: JSONNode, _ name: String) throws(FlowFileError) -> String {
    guard let text = value.string, !text.isEmpty else {
      throw fault(value, "'\(name)' is \(shown(value))", "write a text in quotes")
    }
    return text
  }

  static func duration(_ value: JSONNode, _ name: String) throws(FlowFileError) -> Duration {
    guard let duration = value.string.flatMap({ Duration(spelling: $0) }) else {
      throw fault(
        value, "'\(name)' is \(shown(value))",
        "write a whole number with ms, s, m or h, up to a day: \"250ms\"")
    }
    return duration
  }

  /// A short form of a value for a message.
  static func shown(_ value: JSONNode) -> String {
    switch value.kind {
    case .object: "an object"
    case .array: "a list"
    default: VisibleText.excerpt(value.lexeme, limit: 40)
    }
  }

  // MARK: - Faults

  func fault(_ value: JSONNode, _ message: String, _ help: String) -> FlowFileError {
    Self.fault(value, message, help)
  }

  func fault(at range: SourceRange, _ message: String, _ help: String) -> FlowFileError {
    Self.fault(node.document.source, range, message, help)
  }

  static func fault(_ value: JSONNode, _ message: String, _ help: String) -> FlowFileError {
    // An object or a list may run over many lines; its first bracket is enough of a mark.
    let isLong = value.kind == .object || value.kind == .array
    let start = value.range.start
    return fault(
      value.document.source, isLong ? SourceRange(start, start + 1) : value.range, message, help)
  }

  private static func fault(
    _ source: SourceText, _ range: SourceRange, _ message: String, _ help: String
  ) -> FlowFileError {
    FlowFileError(
      source, Diagnostic(code: "flow-file", message, at: .init(range), help: [help]))
  }
}
