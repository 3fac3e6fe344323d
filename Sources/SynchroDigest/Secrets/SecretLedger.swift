import Synchronization

/// Every secret that a run has seen, numbered by kind, so that all outputs can be searched for all
/// of them.
public final class SecretLedger: Sendable {
  private struct State {
    var secrets: [Secret] = []
    /// Places in `secrets` by digest, so that many tokens are not compared one by one.
    var places: [SHA256Digest: Int] = [:]
    var counts: [String: Int] = [:]
  }

  private let state = Mutex(State())

  /// An empty ledger.
  public init() {}

  /// The secret with these bytes; the same bytes keep their first label.
  public func secret(_ bytes: [UInt8], kind: String) -> Secret {
    state.withLock { state in
      let digest = SHA256.digest(bytes)
      if let place = state.places[digest] { return state.secrets[place] }
      let name = Secret.Label(kind).kind
      let number = state.counts[name, default: 0] + 1
      let secret = Secret(bytes, label: Secret.Label(name, number: number))
      state.counts[name] = number
      state.places[digest] = state.secrets.count
      state.secrets.append(secret)
      return secret
    }
  }

  /// The secret with this text; the same text keeps its first label.
  public func secret(_ text: String, kind: String) -> Secret {
    secret(Array(text.utf8), kind: kind)
  }

  /// All secrets seen so far, in the order of first sight.
  public var secrets: [Secret] { state.withLock { $0.secrets } }

  /// A redactor for all secrets seen so far.
  public func redactor() throws(RedactionError) -> GrowingRedactor {
    var redactor = GrowingRedactor()
    try redactor.learn(secrets)
    return redactor
  }
}
