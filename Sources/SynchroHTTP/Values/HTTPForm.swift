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
  /// is not UTF-8. Empty stretches between ampersands are skipped.
  public init?(decoding text: String) {
    self.init(decoding: Array(text.utf8))
  }

  /// Decodes the bytes of a body.
  public init?(decoding bytes: [UInt8]) {
    var fields: [Field] = []
    for stretch in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = stretch.firstIndex(of: UInt8(ascii: "="))
      let value = equals.map { stretch[($0 + 1)...] } ?? []
      guard let name = Self.text(stretch[..<(equals ?? stretch.endIndex)]),
        let value = Self.text(value)
      else { return nil }
      fields.append(Field(name, value))
    }
    self.fields = fields
  }

  /// The value of the only field with this name; nil when there is none or more than one.
  public subscript(name: String) -> String? {
    let values = values(name)
    return values.count == 1 ? values[0] : nil
  }

  /// The values of all fields with this name.
  public func values(_ name: String) -> [String] {
    // Byte by byte: Swift would call two spellings of an accent equal.
    fields.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
  }

  /// The coded form: space is `+`, and everything but letters, digits and `*-._` is
  /// percent-encoded.
  public var encoded: String {
    var result: [UInt8] = []
    for field in fields {
      if !result.isEmpty { result.append(UInt8(ascii: "&")) }
      Self.append(field.name, to: &result)
      result.append(UInt8(ascii: "="))
      Self.append(field.value, to: &result)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// One name or value as it stands in a form.
  public static func encode(_ text: String) -> String {
    var result: [UInt8] = []
    append(text, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    PercentCoding.decode(bytes, plusIsSpace: true).flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  private static func append(_ text: String, to result: inout [UInt8]) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: " ") {
        result.append(UInt8(ascii: "+"))
      } else if byte == UInt8(ascii: "*")
        || (ByteClass.has(byte, ByteClass.unreserved) && byte != UInt8(ascii: "~"))
      {
        result.append(byte)
      } else {
        PercentCoding.append(byte, to: &result)
      }
    }
  }
}
