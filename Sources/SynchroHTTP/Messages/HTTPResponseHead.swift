/// A status line and its fields, as received or as it is to be sent.
public struct HTTPResponseHead: Sendable, Equatable {
  /// How the request fared.
  public var status: HTTPStatus
  /// The reason phrase, byte for byte; it may be empty.
  public var reasonBytes: ArraySlice<UInt8>
  /// The version the sender speaks.
  public var version: HTTPVersion
  /// The field lines.
  public var fields: HTTPFields

  /// A head made of bytes.
  public init(
    status: HTTPStatus, reasonBytes: ArraySlice<UInt8>, version: HTTPVersion = .http11,
    fields: HTTPFields = [:]
  ) {
    self.status = status
    self.reasonBytes = reasonBytes
    self.version = version
    self.fields = fields
  }

  /// A head with the registered reason phrase.
  public init(_ status: HTTPStatus, version: HTTPVersion = .http11, fields: HTTPFields = [:]) {
    self.init(
      status: status, reasonBytes: ArraySlice((status.registeredReason ?? "").utf8),
      version: version, fields: fields)
  }

  /// The reason phrase as text.
  public var reason: String {
    get { String(decoding: reasonBytes, as: UTF8.self) }
    set { reasonBytes = ArraySlice(newValue.utf8) }
  }
}
