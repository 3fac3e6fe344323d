/// What is known of a target besides its verdicts, for what a profile requires to be there.
public struct CapabilityOffers: Sendable {
  /// Lines of a suite that are judged only when the target has something.
  public struct Guard: Sendable {
    let feature: String
    let suite: String
    let lines: ClosedRange<Int>

    /// Lines behind a guard.
    public init(feature: String, suite: String, lines: ClosedRange<Int>) {
      self.feature = feature
      self.suite = suite
      self.lines = lines
    }
  }

  /// The guards of the suites, as they are now.
  public var guards: [Guard]
  /// Suites that are not what the run was made with, so that their lines tell nothing.
  public var changedSuites: Set<String>
  /// The capabilities that the target's metadata names; nil when its answers are not at hand.
  public var capabilities: Set<String>?
  /// The scopes that its authorization server names; nil when its answers are not at hand.
  public var scopes: Set<String>?

  /// What is known; nothing unless it is said.
  public init(
    guards: [Guard] = [], changedSuites: Set<String> = [], capabilities: Set<String>? = nil,
    scopes: Set<String>? = nil
  ) {
    self.guards = guards
    self.changedSuites = changedSuites
    self.capabilities = capabilities
    self.scopes = scopes
  }
}
