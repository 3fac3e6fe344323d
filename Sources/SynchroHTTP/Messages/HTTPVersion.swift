/// The protocol version of a message, RFC 9112, section 2.3: two digits.
public struct HTTPVersion: Sendable, Hashable, CustomStringConvertible {
  /// The digit before the point.
  public let major: UInt8
  /// The digit behind the point.
  public let minor: UInt8

  /// A version by its digits; both must be below ten.
  public init(major: UInt8, minor: UInt8) {
    precondition(major < 10 && minor < 10, "a version is two single digits")
    self.major = major
    self.minor = minor
  }

  /// HTTP/1.1, what Synchroscope speaks.
  public static let http11 = HTTPVersion(major: 1, minor: 1)
  /// HTTP/1.0.
  public static let http10 = HTTPVersion(major: 1, minor: 0)

  /// Whether persistent connections, chunked coding and `Host` belong to it.
  public var isAtLeast11: Bool { major > 1 || (major == 1 && minor >= 1) }

  /// The form on the wire: `HTTP/1.1`.
  public var description: String { "HTTP/\(major).\(minor)" }
}
