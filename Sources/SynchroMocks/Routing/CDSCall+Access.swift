import SynchroHTTP

extension Quirk {
  /// Tokens work on after they have expired.
  static let tokensOutliveExpiry = Quirk("token-survives-expiry")
  /// Tokens work on after they have been revoked.
  static let tokensOutliveRevocation = Quirk("token-survives-revocation")
  /// The administrator's tokens open the Clients API alone.
  static let administratorOfClientsAlone = Quirk("bearer-admin-clients-only")
}

extension CDSCall {
  /// The access token that the request shows in its header. CDS-WG1-02, section 11.2; RFC 6750,
  /// sections 2.1 and 3.
  func token(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    if !quirks.isEmpty, let token = try tokenByFault(in: world) { return token }
    let headers = request.fields.values("Authorization")
    guard let header = headers.first, Self.isBearer(header) else {
      // Section 3.1: who has shown nothing is told no error.
      throw Self.challenge(.unauthorized, nil, "send an access token: 'Authorization: Bearer …'")
    }
    guard headers.count == 1, let text = Self.bearer(header) else {
      throw Self.challenge(
        .badRequest, "invalid_request", "the Authorization field must be 'Bearer' and one token")
    }
    guard let token = world.state.tokens[text], token.kind == .access, isLive(token, in: world)
    else {
      throw Self.challenge(
        .unauthorized, "invalid_token", "the access token is not known, has expired or was revoked")
    }
    return token
  }

  /// The same, of a client with the scope `cds_client_admin`.
  func administrator(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    let token = try token(in: world)
    if quirks.isEmpty {
      guard token.scopes.contains("cds_client_admin") else {
        throw Self.insufficientScope("cds_client_admin")
      }
      return token
    }
    guard token.scopes.contains("cds_client_admin") || hasFault(.anyScope),
      !has(.administratorOfClientsAlone) || answer.api == .clients
    else { throw Self.insufficientScope("cds_client_admin") }
    return token
  }

  /// RFC 6750, section 3.1: the token is good, but not for this.
  static func insufficientScope(_ scope: String) -> CDSProblem {
    challenge(
      .forbidden, "insufficient_scope", "this needs an access token with the scope '\(scope)'",
      scope: scope)
  }

  /// Whether a token can be used now: it has not ended, nor has what it gives access to.
  func isLive(_ token: IssuedToken, in world: CDSWorld) -> Bool {
    if token.isRevoked, !has(.tokensOutliveRevocation) { return false }
    if let end = token.expires, end <= now, !has(.tokensOutliveExpiry) { return false }
    if let client = world.state.clients[token.clientID], client.status == .disabled {
      return has(.tokensOutliveRevocation)
    }
    // CDS-WG1-02, section 8.2: with its grant, a token loses what it opens.
    return world.isOpen(token)
  }

  /// Whether an Authorization field is of the scheme Bearer, in any case.
  static func isBearer(_ header: String) -> Bool {
    header.prefix { $0 != " " }.lowercased() == "bearer"
  }

  /// The token behind the scheme; nil when it is none of RFC 6750, section 2.1.
  static func bearer(_ header: String) -> String? {
    let words = header.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, isBearer(header) else { return nil }
    let allowed = words[1].utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        true
      default: false
      }
    }
    return allowed ? String(words[1]) : nil
  }

  /// A refusal that tells what to show. RFC 6750, section 3.
  static func challenge(
    _ status: HTTPStatus, _ error: String?, _ sentence: String, scope: String? = nil
  ) -> CDSProblem {
    var challenge = "Bearer realm=\"cds\""
    if let error { challenge += ", error=\"\(error)\"" }
    if let scope { challenge += ", scope=\"\(scope)\"" }
    return CDSProblem(status, sentence, fields: ["WWW-Authenticate": challenge])
  }
}
