public import SynchroDigest

/// A key that both sides know, by its name.
public struct MessageKey: Sendable, Equatable {
  /// Names the key on the wire; no secret.
  public let id: String
  /// The key.
  public let secret: Secret

  /// A key by its parts; nil when the name is none that can be written.
  public init?(id: String, secret: Secret) {
    guard Token.isValid(id) else { return nil }
    self.id = id
    self.secret = secret
  }
}
