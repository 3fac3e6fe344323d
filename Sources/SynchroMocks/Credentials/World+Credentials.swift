import SynchroDigest
import SynchroHTTP
import SynchroTiming

extension Quirk {
  /// Secrets follow from the name of the client.
  static let guessableSecrets = Quirk("credential-secret-guessable")
  /// Only the oldest secret of a client is looked at.
  static let onlyFirstSecret = Quirk("credential-only-first-secret")
  /// Expired secrets work on.
  static let secretsOutliveExpiry = Quirk("credential-survives-expiry")
  /// Secrets work on for a while after they have expired.
  static let secretsAreCached = Quirk("credential-cached")
  /// Credentials of disabled clients keep their expiry.
  static let disablingKeepsExpiry = Quirk("credential-disabled-keeps-expiry")
  /// No message tells of a new credential.
  static let additionsUnlogged = Quirk("credential-added-unlogged")
  /// No message tells of a changed credential.
  static let changesUnlogged = Quirk("credential-modified-unlogged")
  /// Access tokens outlive the credential that they come from.
  static let accessOutlivesCredential = Quirk("credential-access-outlives")
  /// Refresh tokens outlive the credential that they come from.
  static let refreshOutlivesCredential = Quirk("credential-refresh-outlives")
  /// Whoever gives one credential up loses the tokens of all of the client's.
  static let expiryHitsOthers = Quirk("credential-expiry-hits-others")
}

extension CDSWorld {
  /// How many credentials a registration may have.
  static let credentialLimit = 1_000

  /// Makes a new secret for a client that is being made; nobody is told.
  mutating func issueCredential(
    for client: ClientObject, at now: Timestamp
  ) -> Credential {
    let id = random.identifier("credential")
    var secret = random.secret()
    if has(.guessableSecrets) { secret = "secret-" + client.id }
    let credential = Credential(
      id: id, registration: client.registration, clientID: client.id, created: now, modified: now,
      secret: secret)
    state.credentials.insert(credential)
    return credential
  }

  /// Makes a new secret for a client after its registration, and puts it in the changelog. In a full
  /// registration the credential that has expired longest ago makes room.
  mutating func addCredential(
    for client: ClientObject, at now: Timestamp
  ) throws(CDSProblem) -> Credential {
    if state.credentials.count(of: client.registration) >= Self.credentialLimit {
      let expired = state.credentials.owned(by: client.registration).filter { !$0.isValid(at: now) }
      guard let oldest = expired.min(by: { $0.expiresAt < $1.expiresAt }) else {
        throw CDSProblem(
          .tooManyRequests,
          "a registration may have \(Self.credentialLimit) credentials; expire some first")
      }
      removeCredential(oldest.id, at: now)
    }
    let credential = issueCredential(for: client, at: now)
    logCredential(
      credential, "Credential added",
      "The client '\(client.id)' has a new credential, '\(credential.id)'.",
      unless: .additionsUnlogged, at: now)
    return credential
  }

  /// Takes a credential away with everything that it has opened, and puts that in the changelog.
  mutating func removeCredential(_ id: String, at now: Timestamp) {
    guard let credential = state.credentials[id] else { return }
    state.credentials[id] = nil
    revokeTokens(from: credential)
    log(
      credential.registration, "Credential removed",
      "The credential '\(id)' of the client '\(credential.clientID)' was removed.",
      Message.Related(link: .own(CDSEndpoint.credentials.path), type: .credentialList), at: now)
  }

  /// Sets when a secret expires, and puts it in the changelog. One that ends now or has ended is
  /// taken for compromised: what it has opened is closed. CDS-WG1-02, section 7.6.
  @discardableResult
  mutating func expireCredential(
    _ id: String, at expiry: Int64, now: Timestamp
  ) -> Credential? {
    let change = state.credentials.update(id) { credential -> (Credential, isChanged: Bool) in
      let isChanged = credential.expiresAt != expiry
      if isChanged {
        credential.expiresAt = expiry
        credential.modified = now
      }
      return (credential, isChanged)
    }
    guard let (credential, isChanged) = change else { return nil }
    if expiry != 0, expiry <= now.seconds, !has(.pastIsStored) { revokeTokens(from: credential) }
    if isChanged {
      logCredential(
        credential, "Credential modified",
        "The expiry of the credential '\(id)' of the client '\(credential.clientID)' has changed.",
        unless: .changesUnlogged, at: now)
    }
    return credential
  }

  /// When a credential expires: that of a disabled client has done so when the client was disabled
  /// last, whatever was set before. CDS-WG1-02, section 7.1.
  func expiry(of credential: Credential) -> Int64 {
    guard let client = state.clients[credential.clientID], client.status == .disabled,
      let disabled = client.disabledAt, !has(.disablingKeepsExpiry)
    else { return credential.expiresAt }
    return disabled.seconds
  }

  /// Ends every credential of a client that is disabled now. CDS-WG1-02, section 7.1.
  mutating func endCredentials(of client: ClientObject, at now: Timestamp) {
    guard !has(.disablingKeepsExpiry) else { return }
    for credential in state.credentials.owned(by: client.registration)
    where credential.clientID == client.id {
      expireCredential(credential.id, at: now.seconds, now: now)
    }
  }

  /// The credential of a client whose secret this is, if it may be used.
  func credential(of client: ClientObject, secret: String, at now: Timestamp) -> Credential? {
    var own = state.credentials.owned(by: client.registration).filter { $0.clientID == client.id }
    if has(.onlyFirstSecret) { own = Array(own.prefix(1)) }
    return own.first { credential in
      isUsable(credential, at: now) && ConstantTime.equal(credential.secret.utf8, secret.utf8)
    }
  }

  private mutating func logCredential(
    _ credential: Credential, _ name: String, _ description: String, unless quirk: Quirk,
    at now: Timestamp
  ) {
    guard !has(quirk) else {
      // The names of what follows are those that a right server gives.
      _ = random.identifier("message")
      return
    }
    log(
      credential.registration, name, description,
      Message.Related(link: credential.link, type: .credential), at: now)
  }

  private func isUsable(_ credential: Credential, at now: Timestamp) -> Bool {
    if credential.isValid(at: now) || has(.secretsOutliveExpiry) || has(.pastIsStored) {
      return true
    }
    return has(.secretsAreCached) && now.seconds < credential.expiresAt.addingClamped(300)
  }

  private mutating func revokeTokens(from credential: Credential) {
    let spared: Set<IssuedToken.Kind> =
      has(.accessOutlivesCredential)
      ? [.access] : has(.refreshOutlivesCredential) ? [.refresh] : []
    let hitsOthers = has(.expiryHitsOthers)
    revokeTokens(of: credential.registration) { token in
      guard !spared.contains(token.kind) else { return false }
      return token.credential == credential.id
        || (hitsOthers && token.clientID == credential.clientID)
    }
  }
}

extension Int64 {
  /// The sum, or the largest number there is.
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
