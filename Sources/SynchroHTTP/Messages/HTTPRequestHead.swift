/// A request line and its fields, as received or as it is to be sent.
public struct HTTPRequestHead: Sendable, Equatable {
  /// What is asked for.
  public var method: HTTPMethod
  /// The request target, byte for byte.
  public var targetBytes: ArraySlice<UInt8>
  /// The version the sender speaks.
  public var version: HTTPVersion
  /// The field lines.
  public var fields: HTTPFields

  /// A head made of bytes.
  public init(
    method: HTTPMethod, targetBytes: ArraySlice<UInt8>, version: HTTPVersion = .http11,
    fields: HTTPFields = [:]
  ) {
    self.method = method
    self.targetBytes = targetBytes
    self.version = version
    self.fields = fields
  }

  /// A head made of text.
  public init(
    _ method: HTTPMethod, _ target: String, version: HTTPVersion = .http11,
    fields: HTTPFields = [:]
  ) {
    self.init(
      method: method, targetBytes: ArraySlice(target.utf8), version: version, fields: fields)
  }

  /// The request target as text.
  public var target: String {
    get { String(decoding: targetBytes, as: UTF8.self) }
    set { targetBytes = ArraySlice(newValue.utf8) }
  }

  /// What stands before the first question mark of the target, still percent-encoded.
  public var path: String {
    String(decoding: targetBytes.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
  }

  /// What stands behind the first question mark of the target, still percent-encoded.
  public var query: String? {
    guard let mark = targetBytes.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    return String(decoding: targetBytes[(mark + 1)...], as: UTF8.self)
  }
}
