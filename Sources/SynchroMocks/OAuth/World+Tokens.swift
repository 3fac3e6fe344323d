import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How long an access token lives.
  static let accessTokenLifetime = Duration.seconds(3_600)
  /// How long a refresh token lives; each use gives a new one.
  static let refreshTokenLifetime = Duration.seconds(90 * 86_400)
  /// How long a token is remembered after its end.
  static let tokenMemory = Duration.seconds(3_600)
  /// How many tokens a registration may have at once.
  static let tokensPerRegistration = 1_000
  /// How many tokens there may be in all.
  static let tokensInAll = 200_000

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
    if let end = token.expires {
      let entry = ForgettingQueue.Entry(
        token: token.id, registration: token.registration, time: end.advanced(by: Self.tokenMemory))
      switch kind {
      case .access: state.access.shortLived.append(entry)
      case .refresh: state.access.longLived.append(entry)
      }
    }
    return token
  }

  /// Revokes every token of a registration that is meant.
  mutating func revokeTokens(of registration: String, where isMeant: (IssuedToken) -> Bool) {
    for token in state.tokens.owned(by: registration) where !token.isRevoked && isMeant(token) {
      state.tokens.update(token.id) { $0.isRevoked = true }
    }
  }

  /// Forgets tokens that have long expired.
  mutating func settleTokens(at now: Timestamp) {
    let due = state.access.shortLived.due(at: now) + state.access.longLived.due(at: now)
    guard !due.isEmpty else { return }
    for (registration, entries) in Dictionary(grouping: due, by: \.registration) {
      let ids = Set(entries.map(\.token))
      state.tokens.removeAll(of: registration) { ids.contains($0.id) }
    }
  }

  /// Makes room for two more tokens of a registration, at the expense of those that are dead, or
  /// refuses.
  mutating func makeRoomForTokens(of registration: String, at now: Timestamp) throws(CDSProblem) {
    if state.tokens.count(of: registration) + 2 > Self.tokensPerRegistration {
      state.tokens.removeAll(of: registration) { $0.isDead(at: now) }
      shortenQueues()
      guard state.tokens.count(of: registration) + 2 <= Self.tokensPerRegistration else {
        throw .oauth(
          "temporarily_unavailable",
          "the registration has \(Self.tokensPerRegistration) tokens; revoke some or wait",
          .tooManyRequests, fields: ["Retry-After": "60"])
      }
    }
    guard state.tokens.count + 2 > Self.tokensInAll else { return }
    // Looking through all of them takes long, so it is not done for every request.
    if state.access.fullUntil.map({ $0 <= now }) ?? true {
      for owner in state.registrations.keys {
        state.tokens.removeAll(of: owner) { $0.isDead(at: now) }
      }
      shortenQueues()
      state.access.fullUntil = now.advanced(by: .seconds(60))
    }
    guard state.tokens.count + 2 <= Self.tokensInAll else {
      throw .oauth(
        "temporarily_unavailable", "the server has given out too many tokens; try again later",
        .serviceUnavailable, fields: ["Retry-After": "60"])
    }
  }

  /// Drops what the queues say of tokens that are gone, when that is more than half of them.
  private mutating func shortenQueues() {
    let tokens = state.tokens
    let limit = 2 * tokens.count + 1_000
    guard state.access.shortLived.count + state.access.longLived.count > limit else { return }
    state.access.shortLived.keep { tokens[$0.token] != nil }
    state.access.longLived.keep { tokens[$0.token] != nil }
  }
}

extension CDSWorld {
  /// What is left of what a token was given for: its grant may have been narrowed since. A token for
  /// the administration of a grant has scopes of its own.
  func remainder(of token: IssuedToken) -> (scopes: [String], details: [JSONValue]) {
    guard let id = token.grant, let grant = state.grants[id],
      !token.scopes.contains(where: administersGrants)
    else { return (token.scopes, token.details) }
    // What has been changed stands as the grant has it now.
    var details = token.details.filter(grant.enabledDetails.contains)
    let kept = Set(details.map(\.detailType))
    let lost = Set(token.details.map(\.detailType)).subtracting(kept)
    details += grant.enabledDetails.filter { lost.contains($0.detailType) }
    let recorded = Set(grant.scopes)
    let enabled = Set(grant.enabledScopes)
    return (token.scopes.filter { enabled.contains($0) || !recorded.contains($0) }, details)
  }
}

extension IssuedToken {
  /// Whether nothing will make it work again.
  func isDead(at now: Timestamp) -> Bool { isRevoked || (expires.map { $0 <= now } ?? false) }
}
