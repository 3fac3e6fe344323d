import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Anybody's credentials are open to everybody.
  static let credentialsOfOthers = Quirk("credential-of-others")
  /// The secret is shown when it is made, and never again.
  static let secretShownOnce = Quirk("credential-secret-shown-once")
}

extension CDSCall {
  /// A credential as clients see it. CDS-WG1-02, section 7.1.
  func shown(_ credential: Credential, in world: CDSWorld) -> JSONValue {
    var fields: [JSONField] = [
      JSONField("credential_id", .string(credential.id)),
      JSONField("uri", url(credential.link)),
      JSONField("client_id", .string(credential.clientID)),
      JSONField("created", Self.datetime(credential.created)),
      JSONField("modified", Self.datetime(credential.modified)),
      JSONField("type", "client_secret"),
      JSONField("client_secret", .string(credential.secret)),
      JSONField("client_secret_expires_at", .integer(Int(world.expiry(of: credential)))),
    ]
    if has(.secretShownOnce), request.method != .post {
      fields.removeAll { $0.key == "client_secret" }
    }
    return shown(.credential, .object(fields))
  }

  /// A credential of the registration, as if there were no others. CDS-WG1-02, section 7.4.
  func credential(
    _ id: String, of registration: String, in world: CDSWorld
  ) throws(CDSProblem) -> Credential {
    guard let credential = world.state.credentials[id],
      credential.registration == registration || has(.credentialsOfOthers)
    else { throw CDSProblem(.notFound, "you have no credential '\(id)'") }
    return credential
  }
}
