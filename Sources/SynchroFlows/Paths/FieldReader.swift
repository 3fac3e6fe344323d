import SynchroJSON
import SynchroText

/// The members of one JSON object, each read with the place and the fix when it is not as wanted.
struct FieldReader {
  let node: JSONNode
  /// What the object describes, for messages: `a link`.
  private let subject: String

  /// An object that has no other members than these.
  init(_ node: JSONNode, _ subject: String, keys: [String]) throws(FlowDataError) {
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
  init(dictionary node: JSONNode, _ subject: String) throws(FlowDataError) {
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
  static func document(_ source: SourceText) throws(FlowDataError) -> JSONDocument {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(parsing: source)
    } catch {
      throw FlowDataError(error.diagnostic, in: source)
    }
    if var twice = document.duplicateKeys.first?.diagnostic {
      twice.severity = .error
      throw FlowDataError(twice, in: source)
    }
    return document
  }

  // MARK: - Members

  func has(_ key: String) -> Bool { node[key] != nil }

  func member(_ key: String) throws(FlowDataError) -> JSONNode {
    guard let value = node[key] else {
      throw fault(
        at: SourceRange(node.range.start, node.range.start + 1),
        "\(subject) has no '\(key)'", "add the member \"\(key)\"")
    }
    return value
  }

  func text(_ key: String) throws(FlowDataError) -> String { try Self.text(member(key), key) }

  func text(_ key: String, or standard: String) throws(FlowDataError) -> String {
    try node[key].map { value throws(FlowDataError) in try Self.text(value, key) } ?? standard
  }

  func list(_ key: String) throws(FlowDataError) -> [JSONNode] {
    let value = try member(key)
    guard value.kind == .array else {
      throw fault(value, "'\(key)' is no list", "write it in brackets: [ … ]")
    }
    return Array(value.elements)
  }

  func texts(_ key: String) throws(FlowDataError) -> [String] {
    var texts: [String] = []
    for item in try list(key) { texts.append(try Self.text(item, key)) }
    return texts
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(FlowDataError) -> Int {
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
  ) throws(FlowDataError) -> Int {
    has(key) ? try integer(key, in: range) : standard
  }

  /// A number as a double, for probabilities and rates.
  func decimal(_ key: String, in range: ClosedRange<Double>) throws(FlowDataError) -> Double {
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
  ) throws(FlowDataError) -> Double {
    has(key) ? try decimal(key, in: range) : standard
  }

  func flag(_ key: String, or standard: Bool) throws(FlowDataError) -> Bool {
    guard let value = node[key] else { return standard }
    guard let flag = value.bool else {
      throw fault(value, "'\(key)' is \(Self.shown(value))", "write true or false")
    }
    return flag
  }

  func duration(_ key: String) throws(FlowDataError) -> Duration {
    try Self.duration(member(key), key)
  }

  func duration(_ key: String, or standard: Duration) throws(FlowDataError) -> Duration {
    try node[key].map { value throws(FlowDataError) in try Self.duration(value, key) } ?? standard
  }

  /// A word out of a list, as the value it stands for.
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, or standard: Value? = nil
  ) throws(FlowDataError) -> Value {
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

  static func text(_ value: JSONNode, _ name: String) throws(FlowDataError) -> String {
    guard let text = value.string, !text.isEmpty else {
      throw fault(value, "'\(name)' is \(shown(value))", "write a text in quotes")
    }
    return text
  }

  static func duration(_ value: JSONNode, _ name: String) throws(FlowDataError) -> Duration {
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

  func fault(_ value: JSONNode, _ message: String, _ help: String) -> FlowDataError {
    Self.fault(value, message, help)
  }

  func fault(at range: SourceRange, _ message: String, _ help: String) -> FlowDataError {
    Self.fault(node.document.source, range, message, help)
  }

  static func fault(_ value: JSONNode, _ message: String, _ help: String) -> FlowDataError {
    // An object or a list may run over many lines; its first bracket is enough of a mark.
    let isLong = value.kind == .object || value.kind == .array
    let start = value.range.start
    return fault(
      value.document.source, isLong ? SourceRange(start, start + 1) : value.range, message, help)
  }

  private static func fault(
    _ source: SourceText, _ range: SourceRange, _ message: String, _ help: String
  ) -> FlowDataError {
    FlowDataError(
      Diagnostic(code: "flow-file", message, at: .init(range), help: [help]), in: source)
  }
}
