public import SynchroPXB

/// How messages are authenticated on a link.
public struct LinkSecurity: Sendable {
  /// The key that outgoing messages are sealed with; nil sends them bare.
  public var key: MessageKey?
  /// The keys that incoming messages must be sealed with; none lets them come bare.
  public var accepted: [MessageKey]
  /// Who may speak for whom, by the name of a key.
  public var entitlements: Entitlements
  /// How replays are told: by time and nonce, or by sequence number.
  public var mode: ReplayWindow.Mode
  /// Who may speak for whom, by the subject of a certificate; nil asks for none.
  public var certificates: Entitlements?

  /// Nothing is sealed and nothing is asked for.
  public static let none = LinkSecurity()

  /// Security by its parts.
  public init(
    key: MessageKey? = nil, accepted: [MessageKey] = [], entitlements: Entitlements = .init(),
    mode: ReplayWindow.Mode = .real, certificates: Entitlements? = nil
  ) {
    self.key = key
    self.accepted = accepted
    self.entitlements = entitlements
    self.mode = mode
    self.certificates = certificates
  }
}
