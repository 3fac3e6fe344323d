public import SynchroText

/// Why a schema cannot be used, and where in its text the trouble stands.
public struct SchemaError: Error, Sendable {
  /// What is wrong with a schema.
  public enum Fault: Sendable, Equatable {
    /// A schema is an object or a boolean.
    case notASchema(received: JSONKind)
    /// A keyword's value is not of the shape that the keyword asks for.
    case wrongValue(expected: String, received: String)
    /// A name in `type` that is none of the seven.
    case unknownType(String)
    /// A regular expression that does not compile; the offset counts characters.
    case badPattern(String, reason: String, offset: Int)
    /// A text that cannot serve as URI where it stands.
    case badURI(String, reason: String)
    /// A reference to a document that nobody provided.
    case unresolvable(uri: String, near: String?)
    /// A reference to a plain-name fragment that nothing declares.
    case unknownAnchor(String, in: String, near: String?)
    /// A JSON Pointer fragment that leads nowhere.
    case unknownPointer(String, in: String, near: String?)
    /// Two schemas in one document with the same URI.
    case duplicateIdentifier(String)
    /// Two schemas of one resource with the same plain name.
    case duplicateAnchor(String)
    /// A key that stands twice in one schema, so that readers differ on what it says.
    case duplicateKey(String)
    /// A meta-schema that nobody provided.
    case unknownDialect(String)
    /// A vocabulary that the dialect makes obligatory and that is not one of ours.
    case unknownVocabulary(String)
    /// A format that the format-assertion vocabulary obliges us to check, and we cannot.
    case unknownFormat(String)
    /// The documents hold more schemas than the limit allows.
    case tooManySubschemas(limit: Int)
  }

  /// What is wrong.
  public let fault: Fault
  /// The schema's text.
  public let source: SourceText
  /// Where in it.
  public let range: SourceRange
  /// The keyword at fault; empty when it is the schema itself.
  public let keyword: String
  /// The path of the schema in its document.
  public let pointer: JSONPointer

  init(_ fault: Fault, keyword: String = "", of schema: JSONNode, at node: JSONNode) {
    self.fault = fault
    self.keyword = keyword
    source = node.document.source
    range = node.range
    pointer = NodePath.pointer(to: schema.id, in: schema.document)
  }

  init(_ fault: Fault, at node: JSONNode) {
    self.init(fault, of: node, at: node)
  }
}

// MARK: - Words

extension SchemaError: CustomStringConvertible {
  /// Place, keyword and reason on one line.
  public var description: String {
    "\(source.name):\(source.place(at: range.start)): " + diagnostic.message
  }

  /// The error as every other of the program's is shown.
  public var diagnostic: Diagnostic {
    let subject = keyword.isEmpty ? "" : "'\(keyword)': "
    var expected: String?
    var received: String?
    if case .wrongValue(let wanted, let got) = fault { (expected, received) = (wanted, got) }
    return Diagnostic(
      code: "json-schema", subject + reason, at: Diagnostic.Label(range),
      expected: expected, received: received, help: advice)
  }

  /// What is wrong, without place and keyword.
  public var reason: String {
    switch fault {
    case .notASchema(let kind): "a schema is an object or a boolean, not \(kind.withArticle)"
    case .wrongValue(let expected, _): "the value must be \(expected)"
    case .unknownType(let name): "'\(name)' is not a type"
    case .badPattern(_, let reason, let offset):
      "not a regular expression: \(reason) (at character \(offset + 1))"
    case .badURI(let uri, let reason): "'\(uri)' cannot be used: \(reason)"
    case .unresolvable(let uri, _): "no schema is known at '\(uri)'"
    case .unknownAnchor(let name, let uri, _): "nothing in '\(uri)' is named '\(name)'"
    case .unknownPointer(let pointer, let uri, _): "'\(pointer)' leads nowhere in '\(uri)'"
    case .duplicateIdentifier(let uri): "another schema of this document is '\(uri)' already"
    case .duplicateAnchor(let name): "another schema here is named '\(name)' already"
    case .duplicateKey(let key): "the key '\(key)' stands twice"
    case .unknownDialect(let uri): "the meta-schema '\(uri)' is not known"
    case .unknownVocabulary(let uri): "the dialect requires the unknown vocabulary '\(uri)'"
    case .unknownFormat(let name):
      "the dialect requires formats to be checked, and '\(name)' is none"
    case .tooManySubschemas(let limit): "there are more than \(limit) schemas"
    }
  }

  private var advice: [String] {
    switch fault {
    case .unknownType(let name):
      [NearestName.advice(for: name, among: SchemaKinds.names)].compactMap(\.self)
    case .unresolvable(_, let near):
      Self.suggestion(near)
        + ["nothing is fetched; add the schema to the registry under this URI"]
    case .unknownAnchor(_, _, let near), .unknownPointer(_, _, let near): Self.suggestion(near)
    case .unknownDialect:
      ["only draft 2020-12 is understood; add a meta-schema of its family to the registry"]
    case .unknownFormat(let name):
      [NearestName.advice(for: name, among: StringFormat.allCases.map(\.name))]
        .compactMap(\.self)
    case .notASchema, .wrongValue, .badPattern, .badURI, .duplicateIdentifier, .duplicateAnchor,
      .duplicateKey, .unknownVocabulary, .tooManySubschemas:
      []
    }
  }

  private static func suggestion(_ near: String?) -> [String] {
    near.map { ["did you mean '\($0)'?"] } ?? []
  }
}

extension JSONKind {
  /// The kind as a sentence has it.
  var withArticle: String {
    switch self {
    case .null: "null"
    case .array, .object: "an \(self)"
    case .boolean, .number, .string: "a \(self)"
    }
  }
}
