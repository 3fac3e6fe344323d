import SynchroDigest
import SynchroTiming

extension CDSWorld {
  /// Makes a new secret for a client.
  mutating func issueCredential(
    for client: ClientObject, at now: Timestamp
  ) -> Credential {
    let credential = Credential(
      id: random.identifier("credential"), registration: client.registration, clientID: client.id,
      created: now, modified: now, secret: random.secret())
    state.credentials.insert(credential)
    return credential
  }

  /// The credential of a client whose secret this is, if it may be used.
  func credential(of client: ClientObject, secret: String, at now: Timestamp) -> Credential? {
    state.credentials.owned(by: client.registration).first { credential in
      credential.clientID == client.id && credential.isValid(at: now)
        && ConstantTime.equal(credential.secret.utf8, secret.utf8)
    }
  }
}
