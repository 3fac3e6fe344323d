import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// Lets grants begin, end and be reviewed when their time has come.
  mutating func settleGrants(at now: Timestamp) {}

  /// The grants that the server makes on its own when somebody has registered.
  mutating func startGrants(of registration: Registration, at now: Timestamp) {}

  /// Notes what a client has been given access to: by its own credentials when there is no user. An
  /// existing grant that waits for this authorization is updated.
  mutating func recordGrant(
    to client: ClientObject, scopes: [String], details: [JSONValue], user: String? = nil,
    receipt: String? = nil, updating waiting: String? = nil, at now: Timestamp
  ) -> Grant {
    let grant = Grant(
      id: random.identifier("grant"), registration: client.registration, clientID: client.id,
      created: now, modified: now, status: .active, scopes: scopes, details: details,
      enabledScopes: scopes, enabledDetails: details)
    state.grants.insert(grant)
    return grant
  }

  /// The grant that a token request of a grant admin client may open. CDS-WG1-02, section 3.3.2.
  func administeredGrant(
    _ details: [JSONValue], by client: ClientObject
  ) throws(CDSProblem) -> Grant {
    throw .oauth("invalid_authorization_details", "grants cannot be administered yet")
  }
}
