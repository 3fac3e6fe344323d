import SynchroTiming

/// Everything that changes while the reference server runs.
///
/// Each area of the server adds to it in an extension of its own: what it makes, finds and ends.
struct CDSWorld: Sendable {
  let seed: CDSSeed
  /// What the server does wrong at the moment.
  var quirks: Set<Quirk> = []
  var random: CDSRandom
  var state = State()

  /// The part that is saved and restored.
  struct State: Sendable, Codable {
    var registrations: [String: Registration] = [:]
    var clients = ObjectTable<ClientObject>()
    var clientRecords = ClientRecords()
    var messages = ObjectTable<Message>()
    var credentials = ObjectTable<Credential>()
    var grants = ObjectTable<Grant>()
    var grantSchedule = GrantSchedule()
    var files = ObjectTable<ProvidedFile>()
    var tokens = ObjectTable<IssuedToken>()
    var access = AccessState()
    var authorizations = AuthorizationState()
    var onboarding = OnboardingState()

    /// What is wrong with the counts of a state that was read, as a sentence; nil when nothing is.
    var countFault: String? {
      let counts =
        [clientRecords.bytes, onboarding.messageBytesOfAll]
        + Array(onboarding.messageBytes.values)
      guard counts.allSatisfy({ (0...Self.countLimit).contains($0) }),
        onboarding.steps.all.allSatisfy({ step in
          (0...Self.countLimit).contains(step.attempts)
            && (0...Self.countLimit).contains(step.openings)
        }), access.guesses.values.allSatisfy({ (0...Self.countLimit).contains($0.count) }),
        authorizations.wrongPasswords.values.allSatisfy({
          (0...Self.countLimit).contains($0.count)
        })
      else { return "its counts must be from 0 to \(Self.countLimit)" }
      return nil
    }

    /// Far more than can be counted, and far from where adding ends.
    private static let countLimit = 1 << 48
  }

  init(seed: CDSSeed, randomSeed: UInt64?) {
    self.seed = seed
    random = CDSRandom(seed: randomSeed)
  }

  /// Whether a decision is turned by a defect.
  func has(_ quirk: Quirk) -> Bool { !quirks.isEmpty && quirks.contains(quirk) }

  /// Lets everything happen that the time has brought: grants begin and end, reviews are due.
  mutating func settle(at now: Timestamp) {
    settleClients(at: now)
    settleGrants(at: now)
    settleOnboarding(at: now)
    settleTokens(at: now)
  }
}
