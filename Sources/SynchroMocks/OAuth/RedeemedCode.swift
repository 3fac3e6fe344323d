import SynchroDigest
import SynchroJSON
import SynchroTiming

/// What a user has agreed to, as the token endpoint needs it.
struct RedeemedCode: Sendable {
  let scopes: [String]
  let details: [JSONValue]
  let user: String
  let grant: String
  /// Tokens that come from this code; all are revoked when it is used again.
  let lineage: String
}

extension CDSWorld {
  /// Uses a code up. RFC 6749, section 4.1.3; RFC 7636, section 4.6.
  mutating func redeem(
    code: String, by client: ClientObject, redirectURI: String?, verifier: String?, _ call: CDSCall
  ) throws(CDSProblem) -> RedeemedCode {
    guard let found = state.authorizations.codes.value(code, at: call.now) else {
      throw .oauth("invalid_grant", "the code is not known")
    }
    guard found.client == client.id || has(.codeForEveryClient) else {
      throw .oauth("invalid_grant", "the code was given to another client")
    }
    if found.isUsed, !has(.codeReusable) {
      // RFC 6749, section 4.1.2: somebody has stolen the code or what came of it.
      if !has(.codeReuseForgiven) {
        revokeTokens(of: found.registration) { $0.lineage == found.lineage }
      }
      throw .oauth("invalid_grant", "the code has been used; what came of it is revoked")
    }
    let lifetime = codeLifetime
    guard found.issued.advanced(by: lifetime) > call.now else {
      throw .oauth(
        "invalid_grant",
        "the code has expired; it is good for \(lifetime.components.seconds) seconds")
    }
    try compare(redirectURI, with: found)
    try verify(verifier, for: found)
    guard let grant = state.grants[found.grant], !grant.status.isEnded else {
      throw .oauth("invalid_grant", "the grant of this code has ended")
    }
    state.authorizations.codes.update(code) { $0.isUsed = true }
    if found.isGrantOutdated {
      _ = recordGrant(
        to: client, scopes: found.scopes, details: found.details, user: found.user,
        receipt: found.receipt, updating: found.grant, at: call.now)
    }
    return RedeemedCode(
      scopes: found.scopes, details: found.details, user: found.user, grant: found.grant,
      lineage: found.lineage)
  }

  private var codeLifetime: Duration {
    if has(.codeLivesHalfAnHour) { return .seconds(1_800) }
    return has(.codeLivesLong) ? .seconds(7_000) : AuthorizationState.codeLifetime
  }

  /// RFC 6749, section 4.1.3: needed, and the same, when the authorization request had one.
  private func compare(_ uri: String?, with code: AuthorizationCode) throws(CDSProblem) {
    guard !has(.redirectNotCompared) else { return }
    guard let uri else {
      guard code.isRedirectNamed else { return }
      throw .oauth(
        "invalid_grant", "send the 'redirect_uri' that the authorization request had")
    }
    guard uri.utf8.elementsEqual(code.redirectURI.utf8) else {
      throw .oauth("invalid_grant", "the 'redirect_uri' is not that of the authorization request")
    }
  }

  /// RFC 7636, sections 4.1 and 4.6.
  private func verify(_ verifier: String?, for code: AuthorizationCode) throws(CDSProblem) {
    guard let challenge = code.challenge else { return }
    guard let verifier else {
      if has(.verifierOptional) { return }
      throw .oauth("invalid_grant", "send the 'code_verifier' behind the code challenge")
    }
    let longest = has(.verifierShort) ? 64 : 128
    guard (43...longest).contains(verifier.utf8.count), verifier.utf8.allSatisfy(Self.isUnreserved)
    else {
      throw .oauth(
        "invalid_grant", "a 'code_verifier' has 43 to \(longest) letters, digits and '-._~'")
    }
    if has(.verifierUnchecked) { return }
    let known = has(.verifierOfAnyCode) ? recentChallenges(of: code) : [challenge]
    let digest = Base64.encodeURL(SHA256.digest(Array(verifier.utf8)).bytes)
    guard
      known.contains(where: {
        ConstantTime.equal($0.utf8, digest.utf8)
          || ConstantTime.equal($0.utf8, ("plain:" + verifier).utf8)
      })
    else { throw .oauth("invalid_grant", "the 'code_verifier' does not fit the code challenge") }
  }

  /// What a server compares that keeps challenges by client.
  private func recentChallenges(of code: AuthorizationCode) -> [String] {
    state.authorizations.codes.values.filter { $0.client == code.client }.compactMap(\.challenge)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension Grant.Status {
  /// Whether nothing comes of the grant any more.
  fileprivate var isEnded: Bool {
    switch self {
    case .disabled, .revoked, .closed, .expired: true
    case .active, .future, .pending, .partial, .needsAuthorization, .needsSubGrants, .suspended,
      .delayed, .stopped, .errored:
      false
    }
  }
}
