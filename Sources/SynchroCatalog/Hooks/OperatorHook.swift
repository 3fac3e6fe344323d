public import SynchroJSON
import SynchroText

/// Something that suites can ask the operator of a target to do.
public struct OperatorHook: Sendable, Equatable {
  /// How the operator API of the reference server is asked for it.
  public struct Request: Sendable, Equatable {
    /// The method.
    public let method: String
    /// The path below the API's URL; `{name}` stands for an argument.
    public let path: String
    /// The content, in which `${name}` stands for an argument; nil for none.
    public let content: JSONValue?

    /// A request.
    public init(method: String, path: String, content: JSONValue? = nil) {
      self.method = method
      self.path = path
      self.content = content
    }
  }

  /// What it is called in suites and in target files.
  public let name: String
  /// What the operator does, in one line.
  public let words: String
  /// The arguments that it needs.
  public let required: [String]
  /// The arguments that it can do without.
  public let optional: [String]
  /// What the answer holds for the suite, in words; nil when nothing is to be learnt from it.
  public let answer: String?
  /// The request to an operator API; nil when there is no standard one.
  public let request: Request?
  /// Whether it is what a user does in a browser: where nothing else is said, the forms are filled
  /// in with a test account of the target file.
  public let isForPerson: Bool

  /// A hook.
  public init(
    name: String, words: String, required: [String] = [], optional: [String] = [],
    answer: String? = nil, request: Request? = nil, isForPerson: Bool = false
  ) {
    self.name = name
    self.words = words
    self.required = required
    self.optional = optional
    self.answer = answer
    self.isForPerson = isForPerson
    self.request = request
  }

  /// Every argument, those that it needs first.
  public var arguments: [String] { required + optional }
}

extension OperatorHook.Request {
  /// The path with its arguments, percent-encoded; nil when one is not given.
  public func path(_ argument: (String) -> String?) -> String? {
    var filled = ""
    var rest = Substring(path)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      guard let value = argument(String(rest[rest.index(after: open)..<close])) else { return nil }
      filled += rest[..<open] + Self.encode(value)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// The content with its arguments. A string that is one `${name}` becomes the argument's value;
  /// a member of an argument that is not given is left out.
  public func content(_ argument: (String) -> JSONValue?) -> JSONValue? {
    content.flatMap { Self.fill($0, argument) }
  }

  /// The arguments that path and content speak of, each as often as it is spoken of.
  public var names: [String] {
    var names: [String] = []
    _ = path { name in
      names.append(name)
      return ""
    }
    _ = content { name in
      names.append(name)
      return .null
    }
    return names
  }

  private static func fill(
    _ template: JSONValue, _ argument: (String) -> JSONValue?
  ) -> JSONValue? {
    switch template {
    case .null, .bool, .number: return template
    case .array(let elements): return .array(elements.compactMap { fill($0, argument) })
    case .object(let fields):
      return .object(
        fields.compactMap { field in
          fill(field.value, argument).map { JSONField(field.key, $0) }
        })
    case .string(let text): return fill(text, argument)
    }
  }

  private static func fill(_ text: String, _ argument: (String) -> JSONValue?) -> JSONValue? {
    if text.hasPrefix("${"), text.hasSuffix("}"), !text.dropFirst(2).contains("${") {
      return argument(String(text.dropFirst(2).dropLast()))
    }
    var filled = ""
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "${"),
      let close = rest[mark.upperBound...].firstIndex(of: "}")
    {
      guard let value = argument(String(rest[mark.upperBound..<close])) else { return nil }
      filled += rest[..<mark.lowerBound]
      if case .string(let words) = value { filled += words } else { filled += "\(value)" }
      rest = rest[rest.index(after: close)...]
    }
    return .string(filled + rest)
  }

  /// Everything but unreserved characters (RFC 3986, section 2.3) is encoded, slashes included: an
  /// argument cannot lead to another path.
  private static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let isUnreserved =
        byte < 0x80 && (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
        || "-._~".utf8.contains(byte)
      if isUnreserved {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += "%" + byte.hexPair
      }
    }
    // Dots alone would be taken for steps along the path.
    return encoded == "." || encoded == ".." ? encoded.replacing(".", with: "%2E") : encoded
  }
}
