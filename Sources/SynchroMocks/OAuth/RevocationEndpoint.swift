import SynchroHTTP

/// RFC 7009, section 2.
struct RevocationEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.post)
    let parameters = try OAuthParameters(call)
    let client = try call.revokingClient(parameters, &world)
    let text =
      if call.has(.missingTokenIgnored) { parameters["token"] ?? "" } else {
        try parameters.required("token")
      }
    if call.has(.revocationNeedsHint) { _ = try parameters.required("token_type_hint") }
    let hint = parameters["token_type_hint"]
    guard let token = world.state.tokens[text], !token.isRevoked,
      !call.has(.hintBelieved) || hint == nil || token.isHinted(by: hint)
    else {
      // A token that is unknown or dead has no effect: the client has what it wanted.
      if call.has(.unknownTokensRefused) {
        throw .oauth("invalid_token", "the token is not known")
      }
      return Self.done
    }
    if let client, token.clientID != client.id, !call.has(.revokesForOthers) {
      // Section 2.1: the client is told; one of another registration learns nothing.
      guard token.registration == client.registration else { return Self.done }
      throw .oauth("invalid_grant", "the token was given to another client")
    }
    if call.has(.revocationIdle) { return Self.done }
    world.state.tokens.update(token.id) { $0.isRevoked = true }
    // A refresh token takes along what it has led to.
    if token.kind == .refresh, !call.has(.revokedRefreshSparesAccess) {
      world.revokeTokens(of: token.registration) { $0.lineage == token.lineage }
    }
    return Self.done
  }

  private static let done = HTTPResponse(
    .ok, fields: ["Cache-Control": "no-store", "Pragma": "no-cache", "Content-Length": "0"])
}

extension CDSCall {
  /// The client that wants to revoke; nil when nobody has to say.
  fileprivate func revokingClient(
    _ parameters: OAuthParameters, _ world: inout CDSWorld
  ) throws(CDSProblem) -> ClientObject? {
    if has(.anyoneRevokes), !request.fields.contains("Authorization") { return nil }
    return try authenticate(parameters, &world).client
  }
}

extension IssuedToken {
  /// Whether a `token_type_hint` is true of it. RFC 7009, section 2.1.
  func isHinted(by hint: String?) -> Bool {
    switch kind {
    case .access: hint == "access_token"
    case .refresh: hint == "refresh_token"
    }
  }
}
