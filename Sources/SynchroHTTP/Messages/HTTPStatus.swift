/// A status code, RFC 9110, section 15.
public struct HTTPStatus: Sendable, Hashable {
  /// The three digits as a number, 100 to 999.
  public let code: Int

  /// A status by its code, or nil when that has not three digits.
  public init?(code: Int) {
    guard (100...999).contains(code) else { return nil }
    self.code = code
  }

  /// For the constants below and for digits that were checked already.
  init(unchecked code: Int) {
    self.code = code
  }

  /// What the first digit says, RFC 9110, section 15.
  public enum Category: Sendable, Hashable {
    /// 1xx: an interim response.
    case informational
    /// 2xx.
    case successful
    /// 3xx.
    case redirection
    /// 4xx.
    case clientError
    /// 5xx.
    case serverError
    /// 6xx to 9xx, which nothing defines.
    case undefined
  }

  /// What the first digit says.
  public var category: Category {
    switch code {
    case 100..<200: .informational
    case 200..<300: .successful
    case 300..<400: .redirection
    case 400..<500: .clientError
    case 500..<600: .serverError
    default: .undefined
    }
  }

  /// Whether a final response is still to come.
  public var isInterim: Bool { category == .informational }

  /// Whether a response with this status never has content, RFC 9112, section 6.3.
  public var neverHasContent: Bool { isInterim || code == 204 || code == 304 }

  /// The registered reason phrase, or nil for an unregistered code.
  public var registeredReason: String? {
    switch code {
    case 100: "Continue"
    case 101: "Switching Protocols"
    case 102: "Processing"
    case 103: "Early Hints"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 203: "Non-Authoritative Information"
    case 204: "No Content"
    case 205: "Reset Content"
    case 206: "Partial Content"
    case 207: "Multi-Status"
    case 208: "Already Reported"
    case 226: "IM Used"
    case 300: "Multiple Choices"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 305: "Use Proxy"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 402: "Payment Required"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 407: "Proxy Authentication Required"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 423: "Locked"
    case 424: "Failed Dependency"
    case 425: "Too Early"
    case 426: "Upgrade Required"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 451: "Unavailable For Legal Reasons"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    case 506: "Variant Also Negotiates"
    case 507: "Insufficient Storage"
    case 508: "Loop Detected"
    case 511: "Network Authentication Required"
    default: nil
    }
  }
}

// MARK: - The statuses that code names

extension HTTPStatus {
  /// 100: go on and send the content.
  public static let `continue` = HTTPStatus(unchecked: 100)
  /// 101: the connection changes to another protocol.
  public static let switchingProtocols = HTTPStatus(unchecked: 101)
  /// 200.
  public static let ok = HTTPStatus(unchecked: 200)
  /// 201.
  public static let created = HTTPStatus(unchecked: 201)
  /// 202.
  public static let accepted = HTTPStatus(unchecked: 202)
  /// 204: never has content.
  public static let noContent = HTTPStatus(unchecked: 204)
  /// 205: its content is empty.
  public static let resetContent = HTTPStatus(unchecked: 205)
  /// 301.
  public static let movedPermanently = HTTPStatus(unchecked: 301)
  /// 302.
  public static let found = HTTPStatus(unchecked: 302)
  /// 303.
  public static let seeOther = HTTPStatus(unchecked: 303)
  /// 304: never has content, whatever its fields say.
  public static let notModified = HTTPStatus(unchecked: 304)
  /// 400.
  public static let badRequest = HTTPStatus(unchecked: 400)
  /// 401.
  public static let unauthorized = HTTPStatus(unchecked: 401)
  /// 403.
  public static let forbidden = HTTPStatus(unchecked: 403)
  /// 404.
  public static let notFound = HTTPStatus(unchecked: 404)
  /// 405.
  public static let methodNotAllowed = HTTPStatus(unchecked: 405)
  /// 408.
  public static let requestTimeout = HTTPStatus(unchecked: 408)
  /// 409.
  public static let conflict = HTTPStatus(unchecked: 409)
  /// 413.
  public static let contentTooLarge = HTTPStatus(unchecked: 413)
  /// 414.
  public static let uriTooLong = HTTPStatus(unchecked: 414)
  /// 415.
  public static let unsupportedMediaType = HTTPStatus(unchecked: 415)
  /// 417.
  public static let expectationFailed = HTTPStatus(unchecked: 417)
  /// 422.
  public static let unprocessableContent = HTTPStatus(unchecked: 422)
  /// 429.
  public static let tooManyRequests = HTTPStatus(unchecked: 429)
  /// 431.
  public static let requestHeaderFieldsTooLarge = HTTPStatus(unchecked: 431)
  /// 500.
  public static let internalServerError = HTTPStatus(unchecked: 500)
  /// 501.
  public static let notImplemented = HTTPStatus(unchecked: 501)
  /// 503.
  public static let serviceUnavailable = HTTPStatus(unchecked: 503)
  /// 505.
  public static let httpVersionNotSupported = HTTPStatus(unchecked: 505)
}

extension HTTPStatus: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A status that stands in our own source text, where three digits are our promise.
  public init(integerLiteral code: Int) {
    precondition((100...999).contains(code), "a status code has three digits")
    self.init(unchecked: code)
  }

  /// The code and, where one is registered, the reason.
  public var description: String {
    registeredReason.map { "\(code) \($0)" } ?? "\(code)"
  }
}
