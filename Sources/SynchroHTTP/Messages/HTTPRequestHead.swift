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

  /// The path of the target, still percent-encoded: also that of an absolute URI, which servers
  /// must accept as well (RFC 9112, section 3.2.2). `*` and the host and port of CONNECT stay as
  /// they are.
  public var path: String {
    let path = targetBytes.withUnsafeBytes { target in
      guard let authority = RequestTarget.authority(0..<target.count, of: target) else {
        return 0
      }
      return authority.upperBound
    }
    let rest = targetBytes.dropFirst(path).prefix { $0 != UInt8(ascii: "?") }
    return rest.isEmpty ? "/" : String(decoding: rest, as: UTF8.self)
  }

  /// What stands behind the first question mark of the target, still percent-encoded.
  public var query: String? {
    guard let mark = targetBytes.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    return String(decoding: targetBytes[(mark + 1)...], as: UTF8.self)
  }
}
