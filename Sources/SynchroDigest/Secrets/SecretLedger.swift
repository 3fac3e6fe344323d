import Synchronization

/// Every secret that a run has seen, numbered by kind, so that all outputs can be searched for all
/// of them.
public final class SecretLedger: Sendable {
  private struct State {
    var secrets: [Secret] = []
    /// Labels that another one has taken the place of.
    var formerLabels: [(former: Secret.Label, label: Secret.Label)] = []
    /// Places in `secrets` by digest, so that many tokens are not compared one by one.
    var places: [SHA256Digest: Int] = [:]
    var counts: [String: Int] = [:]
  }

  private let state = Mutex(State())
  private let firstNumber: Int

  /// An empty ledger, which numbers the secrets of each kind from a number on.
  public init(numberedFrom firstNumber: Int = 1) {
    self.firstNumber = firstNumber
  }

  /// The secret with these bytes; the same bytes keep their first label.
  public func secret(_ bytes: [UInt8], kind: String) -> Secret {
    state.withLock { state in
      let digest = SHA256.digest(bytes)
      if let place = state.places[digest] { return state.secrets[place] }
      let name = Secret.Label(kind).kind
      let number = state.counts[name, default: firstNumber - 1] + 1
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

  /// Takes in a secret under the label that it has elsewhere, in the place of one that it may have
  /// here.
  public func adopt(_ bytes: [UInt8], as label: Secret.Label) {
    state.withLock { state in
      let digest = SHA256.digest(bytes)
      guard let place = state.places[digest] else {
        state.places[digest] = state.secrets.count
        state.secrets.append(Secret(bytes, label: label))
        return
      }
      let known = state.secrets[place]
      guard known.label != label else { return }
      state.formerLabels.append((known.label, label))
      state.secrets[place] = known.labelled(label)
    }
  }

  /// The secret with these bytes, if it was seen.
  public func known(_ bytes: [UInt8]) -> Secret? {
    state.withLock { state in
      state.places[SHA256.digest(bytes)].map { state.secrets[$0] }
    }
  }

  /// All secrets seen so far, in the order of first sight.
  public var secrets: [Secret] { state.withLock { $0.secrets } }

  /// A redactor for all secrets seen so far; labels that are no longer used are replaced as well.
  public func redactor() throws(RedactionError) -> GrowingRedactor {
    let (secrets, formerLabels) = state.withLock { ($0.secrets, $0.formerLabels) }
    var redactor = GrowingRedactor()
    try redactor.learn(
      secrets + formerLabels.map { Secret($0.former.description, label: $0.label) })
    return redactor
  }
}
