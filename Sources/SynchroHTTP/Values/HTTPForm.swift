/// The fields of `application/x-www-form-urlencoded`, in order, duplicates kept.
public struct HTTPForm: Sendable, Equatable {
  /// One name and value.
  public struct Field: Sendable, Equatable {
    /// The decoded name.
    public var name: String
    /// The decoded value.
    public var value: String

    /// A field by its parts.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The fields in order.
  public var fields: [Field]

  /// A form with these fields.
  public init(_ fields: [Field] = []) {
    self.fields = fields
  }

  /// Decodes a body or a query; nil when a percent sign is not followed by two digits or the result
  /// is not UTF-8.
  public init?(decoding text: String) {
    nil
  }

  /// The value of the only field with this name; nil when there is none or more than one.
  public subscript(name: String) -> String? { nil }
  /// The values of all fields with this name.
  public func values(_ name: String) -> [String] { [] }
  /// The coded form: space is `+`, and everything but letters, digits and `*-._` is percent-encoded.
  public var encoded: String { "" }
}
