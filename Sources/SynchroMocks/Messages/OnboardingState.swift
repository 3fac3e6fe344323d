import SynchroJSON
import SynchroTiming

/// How far each registration has come with what the registration fields demand after registration
/// (CDS-WG1-02, section 3.6).
struct OnboardingState: Sendable, Codable {
  /// What is demanded of each registration.
  var steps = ObjectTable<OnboardingStep>()
  /// The step behind each link to a form; old links lead to it, too.
  var stepByLink: [String: String] = [:]
  /// The step that a message of the server is about.
  var stepByMessage: [String: String] = [:]
  /// The step behind the number of a receipt.
  var stepByReceipt: [String: String] = [:]
  /// When links expire, earliest first.
  var expiries: [Expiry] = []
  /// How many bytes each registration, and all of them, have sent in messages.
  var messageBytes: [String: Int] = [:]
  var messageBytesOfAll = 0

  /// The moment at which the newest link of a step expires, unless it has been used by then.
  struct Expiry: Sendable, Codable {
    let step: String
    let link: String
    let moment: Timestamp
  }
}
