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
  public var description: String {
    let isDefault = URI.defaultPort(ofScheme: scheme) == port
    return "\(scheme)://\(host)" + (isDefault ? "" : ":\(port)")
  }
}
