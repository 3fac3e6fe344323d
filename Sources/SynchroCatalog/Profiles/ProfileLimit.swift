/// A waiting time that checks grant a target, and that a profile may tighten.
public enum ProfileLimit: String, Sendable, CaseIterable {
  /// How far the target's clock may be off when instants are compared.
  case clockSlack = "clock-slack"
  /// How long a message may take to appear.
  case messageGrace = "message-grace"
  /// How long a revocation may take to have effect.
  case revocationGrace = "revocation-grace"

  /// What is granted unless a profile says less.
  public var usual: Duration {
    switch self {
    case .clockSlack: .seconds(300)
    case .messageGrace: .seconds(60)
    case .revocationGrace: .seconds(10)
    }
  }
}
