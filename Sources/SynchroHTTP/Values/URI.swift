/// An absolute URI, RFC 3986, kept as written; nothing is normalised unless asked for.
public struct URI: Sendable, Hashable {
  /// The text as it was given.
  public let text: String
  /// The scheme as written.
  public var scheme: String { "" }
  /// The user information, percent-encoded; nil without an at sign.
  public var userinfo: String? { nil }
  /// The host as written, with the brackets of an address literal; nil without an authority.
  public var host: String? { nil }
  /// The port as written; nil when there is none or it is empty.
  public var port: Int? { nil }
  /// The path, percent-encoded; may be empty.
  public var path: String { "" }
  /// What stands between question mark and number sign, percent-encoded.
  public var query: String? { nil }
  /// What stands behind the number sign, percent-encoded.
  public var fragment: String? { nil }

  /// Reads an absolute URI, with or without fragment.
  public init(_ text: String) throws(URIError) {
    self.text = text
  }

  /// The URI that a reference means when it stands in this one, RFC 3986, section 5.2.
  public func resolve(_ reference: String) throws(URIError) -> URI { self }
  /// The form in which equivalent URIs are equal: case, percent-encoding, dot segments, default port,
  /// empty path of http and https; RFC 3986, section 6.2.2 and 6.2.3.
  public var normalized: URI { self }
  /// Scheme, host and port of an http or https URI; nil for any other.
  public var origin: Origin? { nil }
  /// The request target in origin form: path (`/` when empty) and query.
  public var requestTarget: String { "" }
  /// What a Host field must hold for it: host, and the port unless it is the scheme's default.
  public var hostField: String? { nil }
}

/// Scheme, host and port: what decides whether credentials may be sent, RFC 6454.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// The scheme in lower case.
  public let scheme: String
  /// The host in lower case.
  public let host: String
  /// The port, the scheme's default when the URI names none.
  public let port: Int

  /// An origin by its parts; scheme and host are put in lower case.
  public init(scheme: String, host: String, port: Int) {
    self.scheme = scheme.lowercased()
    self.host = host.lowercased()
    self.port = port
  }

  /// The form of an Origin field; the default port is left out.
  public var description: String { "" }
}

/// Why a text is no URI, and at which byte.
public struct URIError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: String, Sendable {
    /// There is no scheme: the text is relative at best.
    case schemeMissing
    /// The scheme does not begin with a letter or holds another character than letters, digits, `+-.`.
    case schemeMalformed
    /// A character stands where RFC 3986 does not allow it.
    case characterNotAllowed
    /// A percent sign is not followed by two hexadecimal digits.
    case percentMalformed
    /// The host is empty where the scheme needs one.
    case hostMissing
    /// The address between brackets is none.
    case addressMalformed
    /// The port is no number below 65536.
    case portMalformed
    /// A path that begins with two slashes would be read as an authority.
    case pathAmbiguous
    /// The text is longer than 64 KiB.
    case tooLong
  }

  /// What is wrong.
  public let reason: Reason
  /// The byte at which it is wrong.
  public let offset: Int
}
