/// How a client does TLS.
public struct TLSClientConfiguration: Sendable {
  /// What to do about a certificate that does not hold.
  public enum Verification: Sendable {
    /// Refuse the connection.
    case enforced
    /// Go on, and let `TLSFacts.verification` tell. For tools that judge the certificate.
    case recorded
  }

  /// Whom to trust.
  public var trust = TLSTrust.system
  /// What to do about a certificate that does not hold.
  public var verification = Verification.enforced
  /// The certificate shown to a server that asks for one.
  public var identity: TLSIdentity?
  /// The versions offered.
  public var versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  /// The protocols offered by ALPN; none are when empty.
  public var protocols = ["http/1.1"]

  /// The defaults: system trust, enforced, TLS 1.2 and 1.3, HTTP/1.1.
  public init() {}
}

/// How a server does TLS.
public struct TLSServerConfiguration: Sendable {
  /// What to do about certificates of clients.
  public enum ClientCertificates: Sendable {
    /// Do not ask.
    case ignored
    /// Ask; go on without one; refuse one that does not hold.
    case optional(TLSTrust)
    /// Refuse clients without one that holds.
    case required(TLSTrust)
    /// Ask, accept anything, and let `TLSFacts.verification` tell.
    case recorded(TLSTrust)
  }

  /// The server's certificate and key.
  public var identity: TLSIdentity
  /// What to do about certificates of clients.
  public var clientCertificates = ClientCertificates.ignored
  /// The versions accepted.
  public var versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
  /// The protocols accepted by ALPN; a client that offers only others is refused (RFC 7301,
  /// section 3.2). When empty, what the client offers is ignored.
  public var protocols = ["http/1.1"]

  /// The defaults: no client certificates, TLS 1.2 and 1.3, HTTP/1.1.
  public init(identity: TLSIdentity) {
    self.identity = identity
  }
}
