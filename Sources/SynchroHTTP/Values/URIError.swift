/// Why a text is no URI, and at which byte.
public struct URIError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: String, Sendable {
    /// There is no scheme: the text is relative at best.
    case schemeMissing
    /// The scheme does not begin with a letter or holds another character than letters, digits,
    /// `+-.`.
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

  /// Collects the parts of an error.
  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension URIError: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    let words =
      switch reason {
      case .schemeMissing: "the URI has no scheme such as 'https:'"
      case .schemeMalformed: "a scheme begins with a letter and holds letters, digits, '+-.'"
      case .characterNotAllowed: "this character must be percent-encoded"
      case .percentMalformed: "two hexadecimal digits must follow the percent sign"
      case .hostMissing: "the host is missing"
      case .addressMalformed: "this is no address between brackets"
      case .portMalformed: "the port is no number below 65536"
      case .pathAmbiguous: "the path would be read as a host, because it begins with two slashes"
      case .tooLong: "the URI is longer than \(URIParts.maximumBytes) bytes"
      }
    return "\(words) (byte \(offset))"
  }
}
