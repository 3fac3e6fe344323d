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
    nil
  }

  /// Type and subtype without parameters: `text/html`.
  public var essence: String { "\(type)/\(subtype)" }
  /// The value of the first parameter with this name, in any case.
  public subscript(parameter: String) -> String? { nil }
}
