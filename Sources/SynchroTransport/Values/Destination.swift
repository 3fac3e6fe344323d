public import SynchroHTTP
public import SynchroWire

/// Where exchanges go and how they get there. Connections are shared between exchanges with equal
/// destinations, and with no other.
public struct Destination: Sendable, Hashable {
  /// Scheme, host and port of the target; the scheme is `http` or `https`.
  public let origin: Origin
  /// The way out of this machine.
  public let proxy: Proxy
  /// Addresses to use for the host instead of asking for its name's; empty to ask.
  public let pins: [String]
  /// Which kind of address to use when the host has both.
  public let family: AddressFamily
  /// Trust, client certificate and versions; unused for `http`.
  public let tls: TLSClientConfiguration
  /// Equal destinations are looked up for every exchange: the hash is made once.
  private let hash: Int

  /// A destination; everything but the origin has the value that suits most.
  public init(
    _ origin: Origin, proxy: Proxy = .direct, pins: [String] = [], family: AddressFamily = .any,
    tls: TLSClientConfiguration = TLSClientConfiguration()
  ) {
    self.origin = origin
    self.proxy = proxy
    self.pins = pins
    self.family = family
    self.tls = tls
    var hasher = Hasher()
    hasher.combine(origin)
    hasher.combine(proxy)
    hasher.combine(pins)
    hasher.combine(family)
    hash = hasher.finalize()
  }

  /// Whether TLS stands between TCP and HTTP.
  public var isSecure: Bool { origin.scheme == "https" }

  /// The host without the brackets of an address literal.
  public var host: String {
    origin.host.hasPrefix("[") && origin.host.hasSuffix("]")
      ? String(origin.host.dropFirst().dropLast()) : origin.host
  }

  /// What a Host field says about it, RFC 9110, section 7.2.
  public var hostField: String {
    let name = OpenRequest.bracketed(host) ?? host
    return origin.port == (isSecure ? 443 : 80) ? name : "\(name):\(origin.port)"
  }

  /// What makes it impossible to connect to, if anything. libcurl would read a slash, an at sign or
  /// a hash in a host as the host's end.
  var unusable: UnusableRequest? {
    guard origin.scheme == "http" || isSecure else { return .scheme(origin.scheme) }
    guard (1...65_535).contains(origin.port) else { return .port(origin.port) }
    guard OpenRequest.bracketed(host) != nil else { return .host(host) }
    if let server = proxy.server, OpenRequest.bracketed(server.host) == nil || server.port == 0 {
      return .proxy(server.host)
    }
    return pins.first { SocketAddress.bytes(of: $0) == nil }.map { .pin($0) }
  }

  /// Whether connections to one may serve the other.
  public static func == (left: Destination, right: Destination) -> Bool {
    left.hash == right.hash && left.origin == right.origin && left.proxy == right.proxy
      && left.pins == right.pins && left.family == right.family && left.tls.isEqual(to: right.tls)
  }

  /// Feeds the hash that was made at the start.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(hash)
  }
}
