public import SynchroDigest

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

/// A name and a password for a proxy.
public struct ProxyCredentials: Sendable, Hashable {
  /// The name, without a colon: Basic authentication could not carry one (RFC 7617, section 2).
  public let user: String
  /// The password, which shows in no description.
  public let password: Secret

  /// Nil when the name holds a colon, or either part a control character or no UTF-8.
  public init?(user: String, password: Secret) {
    guard let text = password.revealText(for: "looking for controls"),
      !user.utf8.contains(UInt8(ascii: ":")),
      (user + text).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    self.user = user
    self.password = password
  }

  /// Feeds the name alone: a secret is no key.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(user)
  }

  /// The two parts of what goes over the wire.
  var exposed: (user: String, password: String) {
    (user, password.revealText(for: "the proxy's authentication") ?? "")
  }
}
