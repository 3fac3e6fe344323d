/// What a TLS session was made of; complete after the handshake, as far as it got after a refusal.
public struct TLSFacts: Sendable, Equatable {
  /// The version agreed on; nil before the handshake got that far.
  public let version: TLSVersion?
  /// OpenSSL's name of the cipher suite, such as TLS_AES_256_GCM_SHA384.
  public let cipher: String?
  /// The protocol agreed on by ALPN (RFC 7301).
  public let alpn: String?
  /// The certificates that the peer sent, in its order, leaf first; also after we refused them.
  public let peerChain: [Certificate]
  /// What verifying them came to; nil when the peer sent none or none was asked for.
  public let verification: TLSVerification?
  /// The session continued an earlier one, so no certificates were sent.
  public let isResumed: Bool
  /// Alerts that the peer sent, in order; close_notify is the alert 0.
  public let alerts: [TLSAlert]
  /// The peer ended its direction with close_notify.
  public let sawCloseNotify: Bool

  /// Collects what another TLS stack than ours tells; libcurl's is one.
  package init(
    version: TLSVersion?, cipher: String?, alpn: String?, peerChain: [Certificate],
    verification: TLSVerification?, isResumed: Bool, alerts: [TLSAlert], sawCloseNotify: Bool
  ) {
    self.version = version
    self.cipher = cipher
    self.alpn = alpn
    self.peerChain = peerChain
    self.verification = verification
    self.isResumed = isResumed
    self.alerts = alerts
    self.sawCloseNotify = sawCloseNotify
  }
}
