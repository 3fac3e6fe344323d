import SynchroDigest
import SynchroHTTP

extension Quirk {
  /// Tokens work on after they have expired.
  static let tokensOutliveExpiry = Quirk("token-survives-expiry")
  /// Tokens work on after they have been revoked.
  static let tokensOutliveRevocation = Quirk("token-survives-revocation")
}

extension CDSCall {
  /// The access token that the request shows in its header. CDS-WG1-02, section 11.2; RFC 6750,
  /// sections 2.1 and 3.
  func token(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    let words = (request.fields["Authorization"] ?? "").split(separator: " ").map(String.init)
    guard words.count == 2, words[0].lowercased() == "bearer" else {
      throw CDSProblem(
        .unauthorized, "send an access token: 'Authorization: Bearer …'",
        fields: ["WWW-Authenticate": "Bearer realm=\"cds\""])
    }
    guard let token = world.state.tokens[words[1]], token.kind == .access,
      isLive(token, in: world)
    else {
      throw CDSProblem(
        .unauthorized, "the access token is not known, has expired or was revoked",
        fields: ["WWW-Authenticate": "Bearer realm=\"cds\", error=\"invalid_token\""])
    }
    return token
  }

  /// The same, of a client with the scope `cds_client_admin`.
  func administrator(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    let token = try token(in: world)
    guard token.scopes.contains("cds_client_admin") else {
      throw Self.insufficientScope("cds_client_admin")
    }
    return token
  }

  /// RFC 6750, section 3.1: the token is good, but not for this.
  static func insufficientScope(_ scope: String) -> CDSProblem {
    let challenge = "Bearer realm=\"cds\", error=\"insufficient_scope\", scope=\"\(scope)\""
    return CDSProblem(
      .forbidden, "this needs an access token with the scope '\(scope)'",
      fields: ["WWW-Authenticate": challenge])
  }

  /// Whether a token can be used now.
  func isLive(_ token: IssuedToken, in world: CDSWorld) -> Bool {
    if token.isRevoked, !world.has(.tokensOutliveRevocation) { return false }
    // CDS-WG1-02, section 8.2: with its grant, a token loses what it opens.
    guard world.isOpen(token) else { return false }
    guard let end = token.expires, end <= now else { return true }
    return world.has(.tokensOutliveExpiry)
  }
}
