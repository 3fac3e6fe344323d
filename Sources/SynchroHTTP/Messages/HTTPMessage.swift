/// A whole request.
public struct HTTPRequest: Sendable, Equatable {
  /// The request line and the fields.
  public var head: HTTPRequestHead
  /// The content, after transfer codings and before content codings.
  public var body: [UInt8]
  /// The fields behind the content, when it was or is to be chunked.
  public var trailers: HTTPFields

  /// Collects the parts of a request.
  public init(_ head: HTTPRequestHead, body: [UInt8] = [], trailers: HTTPFields = [:]) {
    self.head = head
    self.body = body
    self.trailers = trailers
  }

  /// A request from its parts.
  public init(
    _ method: HTTPMethod, _ target: String, fields: HTTPFields = [:], body: [UInt8] = []
  ) {
    self.init(HTTPRequestHead(method, target, fields: fields), body: body)
  }
}

/// A whole response.
public struct HTTPResponse: Sendable, Equatable {
  /// The status line and the fields.
  public var head: HTTPResponseHead
  /// The content, after transfer codings and before content codings.
  public var body: [UInt8]
  /// The fields behind the content, when it was or is to be chunked.
  public var trailers: HTTPFields

  /// Collects the parts of a response.
  public init(_ head: HTTPResponseHead, body: [UInt8] = [], trailers: HTTPFields = [:]) {
    self.head = head
    self.body = body
    self.trailers = trailers
  }

  /// A response from its parts.
  public init(_ status: HTTPStatus, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.init(HTTPResponseHead(status, fields: fields), body: body)
  }
}
