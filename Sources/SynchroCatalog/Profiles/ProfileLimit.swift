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

  /// Reads `250ms`, `5s`, `2m` or `1h`; nil when it is none of them, or longer than a day.
  static func duration(_ text: some StringProtocol) -> Duration? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard digits.count <= 8, let count = Int(digits) else { return nil }
    let duration: Duration? =
      switch text.dropFirst(digits.count) {
      case "ms": .milliseconds(count)
      case "s": .seconds(count)
      case "m": .seconds(count * 60)
      case "h": .seconds(count * 3600)
      default: nil
      }
    return duration.flatMap { $0 <= .seconds(86_400) ? $0 : nil }
  }
}
