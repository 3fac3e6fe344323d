public import SynchroHTTP
import SynchroServer

/// A request as the endpoints see it, whichever way it came.
public struct CDSRequest: Sendable {
  /// What is asked for.
  public var method: HTTPMethod
  /// The path, still percent-encoded.
  public var path: String
  /// What stands behind the question mark, still percent-encoded.
  public var query: String?
  /// The header fields.
  public var fields: HTTPFields
  /// The content.
  public var body: [UInt8]
  /// The scheme and host that the client used, such as `https://cds.example:8443`.
  public var origin: String

  /// A request by its parts; the target may have a query.
  public init(
    _ method: HTTPMethod = .get, _ target: String, fields: HTTPFields = [:], body: [UInt8] = [],
    origin: String = "https://cds.example"
  ) {
    let head = HTTPRequestHead(method, target, fields: fields)
    self.method = method
    path = head.path
    query = head.query
    self.fields = fields
    self.body = body
    self.origin = origin
  }

  /// A request that came over the wire to a server listening at `address`.
  init(_ request: ServerRequest, address: String) {
    let scheme = request.connection.tls == nil ? "http" : "https"
    // HTTP/1.0 has no Host; then the address is the only name there is.
    let host = request.head.fields["Host"].flatMap { $0.isEmpty ? nil : $0 } ?? address
    self.init(
      request.head.method, request.head.target, fields: request.head.fields, body: request.body,
      origin: "\(scheme)://\(host)")
  }
}
