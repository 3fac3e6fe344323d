import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How long an access token lives.
  static let accessTokenLifetime = Duration.seconds(3_600)

  /// Gives out a token.
  mutating func issueToken(
    _ kind: IssuedToken.Kind, to client: ClientObject, scopes: [String], details: [JSONValue] = [],
    credential: String?, grant: String? = nil, user: String? = nil, lineage: String? = nil,
    lifetime: Duration? = accessTokenLifetime, at now: Timestamp
  ) -> IssuedToken {
    let token = IssuedToken(
      id: random.secret(), kind: kind, registration: client.registration, clientID: client.id,
      scopes: scopes, details: details, credential: credential, grant: grant, user: user,
      issued: now, expires: lifetime.map { now.advanced(by: $0) },
      lineage: lineage ?? random.identifier("lineage"))
    state.tokens.insert(token)
    return token
  }

  /// Revokes every token of a registration that is meant.
  mutating func revokeTokens(of registration: String, where isMeant: (IssuedToken) -> Bool) {
    for token in state.tokens.owned(by: registration) where !token.isRevoked && isMeant(token) {
      state.tokens.update(token.id) { $0.isRevoked = true }
    }
  }

  /// Forgets tokens that have long expired.
  mutating func settleTokens(at now: Timestamp) {}
}
