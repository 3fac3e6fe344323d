import SynchroTiming

/// How far each registration has come with what the registration fields demand after registration
/// (CDS-WG1-02, section 3.6).
struct OnboardingState: Sendable, Codable {
}

extension CDSWorld {
  /// Lets reviews that are due happen.
  mutating func settleOnboarding(at now: Timestamp) {}

  /// Asks a new client for what its registration fields demand.
  mutating func startOnboarding(of registration: Registration, at now: Timestamp) {}
}
