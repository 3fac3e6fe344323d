public import SynchroDigest

/// The secrets of a target, fetched from where the target file says they are.
public struct ResolvedSecrets: Sendable {
  /// Why a secret is not there.
  public struct Problem: Sendable, Equatable {
    /// The name in the target file.
    public let name: String
    /// What is wrong, in one sentence.
    public let sentence: String
    /// What to do about it.
    public let nextStep: String
  }

  /// The secrets by name.
  public let values: [String: Secret]
  /// What could not be fetched.
  public let problems: [Problem]
  /// Every secret of the run, those that tests find included.
  public let ledger: SecretLedger

  /// Secrets that are at hand.
  public init(
    _ values: [String: Secret] = [:], problems: [Problem] = [], ledger: SecretLedger = .init()
  ) {
    self.values = values
    self.problems = problems
    self.ledger = ledger
  }

  /// A text with each secret put in; nil when one of them is not there.
  public func fill(_ template: SecretTemplate) -> String? {
    template.filled { values[$0]?.revealText(for: "a header or an account of the target file") }
  }
}
