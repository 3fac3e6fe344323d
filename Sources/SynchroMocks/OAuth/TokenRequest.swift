import SynchroJSON

/// A request to the token endpoint by a client that is known.
struct TokenRequest: Sendable {
  let parameters: OAuthParameters
  let client: ClientObject
  let credential: Credential?
  let call: CDSCall

  init(parameters: OAuthParameters, by authenticated: AuthenticatedClient, call: CDSCall) {
    self.parameters = parameters
    client = authenticated.client
    credential = authenticated.credential
    self.call = call
  }

  /// The access token that a user has agreed to, and one to refresh it. RFC 6749, section 4.1.3.
  func byCode(_ world: inout CDSWorld) throws(CDSProblem) -> TokenIssue {
    let code = try parameters.required("code")
    let redeemed = try world.redeem(
      code: code, by: client, redirectURI: parameters["redirect_uri"],
      verifier: parameters["code_verifier"], call)
    let access = world.issueToken(
      .access, to: client, scopes: redeemed.scopes, details: redeemed.details,
      credential: credential?.id, grant: redeemed.grant, user: redeemed.user,
      lineage: redeemed.lineage, at: call.now)
    var issue = TokenIssue(
      access: access, statedScopes: redeemed.scopes, statedDetails: redeemed.details)
    if client.grantTypes.contains(TokenGrant.refreshToken.rawValue) {
      issue.refresh = world.issueToken(
        .refresh, to: client, scopes: redeemed.scopes, details: redeemed.details,
        credential: credential?.id, grant: redeemed.grant, user: redeemed.user,
        lineage: redeemed.lineage, lifetime: CDSWorld.refreshTokenLifetime, at: call.now)
    }
    return issue
  }

  /// Another access token. RFC 6749, section 6: with the same scopes or fewer. The refresh token is
  /// used up; whoever uses it again has stolen it or was robbed, so everything ends.
  func byRefreshToken(_ world: inout CDSWorld) throws(CDSProblem) -> TokenIssue {
    let text = try parameters.required("refresh_token")
    guard let token = world.state.tokens[text], token.kind == .refresh,
      token.clientID == client.id
    else { throw Self.invalidRefreshToken }
    if token.isRevoked {
      world.revokeTokens(of: token.registration) { $0.lineage == token.lineage }
      throw Self.invalidRefreshToken
    }
    guard call.isLive(token, in: world) else { throw Self.invalidRefreshToken }
    let remainder = world.remainder(of: token)
    let scopes = try narrowed(remainder.scopes)
    let details = try narrowed(remainder.details)
    world.state.tokens.update(token.id) { $0.isRevoked = true }
    let access = world.issueToken(
      .access, to: client, scopes: scopes, details: details, credential: credential?.id,
      grant: token.grant, user: token.user, lineage: token.lineage, at: call.now)
    let refresh = world.issueToken(
      .refresh, to: client, scopes: token.scopes, details: token.details,
      credential: credential?.id, grant: token.grant, user: token.user, lineage: token.lineage,
      lifetime: CDSWorld.refreshTokenLifetime, at: call.now)
    return TokenIssue(
      access: access, refresh: refresh, statedScopes: scopes, statedDetails: details)
  }

  private func narrowed(_ scopes: [String]) throws(CDSProblem) -> [String] {
    guard let text = parameters["scope"] else { return scopes }
    let asked = try RequestedScopes(text).values
    for scope in asked where !scopes.contains(scope) {
      throw .oauth("invalid_scope", "the scope '\(scope)' is not one that the user has agreed to")
    }
    return asked
  }

  private func narrowed(_ details: [JSONValue]) throws(CDSProblem) -> [JSONValue] {
    guard let text = parameters["authorization_details"] else { return details }
    let asked = try call.authorizationDetails(text)
    // Each entry once, however often it is asked for.
    var narrowed: [JSONValue] = []
    for entry in asked where !narrowed.contains(entry) {
      guard details.contains(entry) else {
        throw CDSCall.invalidDetails("are not among those that the user has agreed to")
      }
      narrowed.append(entry)
    }
    return narrowed
  }

  private static var invalidRefreshToken: CDSProblem {
    .oauth(
      "invalid_grant",
      "the refresh token is not known, was used before, has ended or is another client's")
  }
}
