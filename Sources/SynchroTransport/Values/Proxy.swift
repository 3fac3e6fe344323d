/// How connections leave this machine. Chosen by configuration alone; nothing reads the environment
/// behind the caller's back.
public enum Proxy: Sendable, Hashable {
  /// Straight to the target.
  case direct
  /// Through a tunnel that an HTTP proxy opens on CONNECT (RFC 9110, section 9.3.6), for `http`
  /// targets as well.
  case http(ProxyServer)
  /// Through a SOCKS 5 proxy that also resolves the target's name (RFC 1928).
  case socks5h(ProxyServer)

  /// The proxy between us and the target, if any.
  public var server: ProxyServer? {
    switch self {
    case .direct: nil
    case .http(let server), .socks5h(let server): server
    }
  }
}

/// Where a proxy listens and who we say we are.
public struct ProxyServer: Sendable, Hashable {
  /// Name or address.
  public var host: String
  /// TCP port.
  public var port: UInt16
  /// Sent without waiting for a challenge.
  public var credentials: ProxyCredentials?

  /// A proxy at a name or address.
  public init(host: String, port: UInt16, credentials: ProxyCredentials? = nil) {
    self.host = host
    self.port = port
    self.credentials = credentials
  }
}

/// A name and a password that does not show in any description.
public struct ProxyCredentials: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// The name, without a colon: Basic authentication could not carry one (RFC 7617, section 2).
  public let user: String
  /// The password in the clear, for the wire only.
  package let password: String

  /// Nil when the name holds a colon, or either part a control character.
  public init?(user: String, password: String) {
    guard !user.utf8.contains(UInt8(ascii: ":")),
      (user.utf8 + Array(password.utf8)).allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    self.user = user
    self.password = password
  }

  /// The name and a mask.
  public var description: String { "\(user):***" }
  /// The name and a mask.
  public var debugDescription: String { description }
  /// No children: reflection would show the password.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
