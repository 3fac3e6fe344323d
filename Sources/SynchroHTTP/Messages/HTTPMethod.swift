/// A request method, RFC 9110, section 9. Methods are case-sensitive.
public enum HTTPMethod: Sendable, Hashable {
  /// GET, RFC 9110, section 9.3.1.
  case get
  /// HEAD, RFC 9110, section 9.3.2: its response has no content, whatever its fields say.
  case head
  /// POST, RFC 9110, section 9.3.3.
  case post
  /// PUT, RFC 9110, section 9.3.4.
  case put
  /// DELETE, RFC 9110, section 9.3.5.
  case delete
  /// CONNECT, RFC 9110, section 9.3.6: a 2xx response turns the connection into a tunnel.
  case connect
  /// OPTIONS, RFC 9110, section 9.3.7.
  case options
  /// TRACE, RFC 9110, section 9.3.8.
  case trace
  /// PATCH, RFC 5789.
  case patch
  /// Any other name; the writer refuses one that is no token.
  case other(String)

  /// The method with exactly this name.
  public init(_ name: String) {
    self = Self.registered.first { $0.name == name } ?? .other(name)
  }

  /// The name as it stands in the request line.
  public var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .connect: "CONNECT"
    case .options: "OPTIONS"
    case .trace: "TRACE"
    case .patch: "PATCH"
    case .other(let name): name
    }
  }

  /// Whether the method asks for nothing but reading, RFC 9110, section 9.2.1.
  public var isSafe: Bool {
    switch self {
    case .get, .head, .options, .trace: true
    case .post, .put, .delete, .connect, .patch, .other: false
    }
  }

  /// Whether sending the request twice intends the same as once, RFC 9110, section 9.2.2.
  public var isIdempotent: Bool {
    switch self {
    case .get, .head, .options, .trace, .put, .delete: true
    case .post, .connect, .patch, .other: false
    }
  }

  private static let registered: [HTTPMethod] = [
    .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
  ]
}

extension HTTPMethod {
  /// The method whose name these bytes are; they are known to be a token.
  init(token: UnsafeRawBufferPointer) {
    switch token.count {
    case 3 where token.elementsEqual("GET".utf8): self = .get
    case 3 where token.elementsEqual("PUT".utf8): self = .put
    case 4 where token.elementsEqual("POST".utf8): self = .post
    case 4 where token.elementsEqual("HEAD".utf8): self = .head
    default: self = HTTPMethod(String(decoding: token, as: UTF8.self))
    }
  }
}

extension HTTPMethod: CustomStringConvertible {
  /// The name as it stands in the request line.
  public var description: String { name }
}
