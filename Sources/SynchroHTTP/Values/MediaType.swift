/// A media type, RFC 9110, section 8.3.1: `text/html;charset=utf-8`.
public struct MediaType: Sendable, Hashable {
  /// One parameter; its name is in lower case.
  public struct Parameter: Sendable, Hashable {
    /// The name in lower case.
    public var name: String
    /// The value with its quotes undone.
    public var value: String

    /// A parameter by its parts.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The type in lower case: `text`.
  public var type: String
  /// The subtype in lower case: `html`.
  public var subtype: String
  /// The parameters in order.
  public var parameters: [Parameter]

  /// A media type from its parts.
  public init(type: String, subtype: String, parameters: [Parameter] = []) {
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
  }

  /// Reads a field value; nil when it does not follow the grammar.
  public init?(_ text: String) {
    var scanner = FieldScanner(text)
    guard let type = scanner.takeToken(), scanner.take("/"), let subtype = scanner.takeToken(),
      let parameters = scanner.takeParameters()
    else { return nil }
    self.init(
      type: type.lowercased(), subtype: subtype.lowercased(),
      parameters: parameters.map { Parameter($0.name, $0.value) })
  }

  /// Type and subtype without parameters: `text/html`.
  public var essence: String { "\(type)/\(subtype)" }

  /// The value of the first parameter with this name, in any case.
  public subscript(parameter: String) -> String? {
    let name = parameter.lowercased()
    return parameters.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}

extension MediaType: CustomStringConvertible {
  /// The field value; parameter values are quoted where a token cannot hold them.
  public var description: String {
    parameters.reduce(essence) { text, parameter in
      let value =
        FieldSyntax.isToken(parameter.value)
        ? parameter.value : FieldSyntax.quoted(parameter.value) ?? "\"\""
      return text + ";\(parameter.name)=\(value)"
    }
  }
}
