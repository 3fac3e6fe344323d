import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// The token endpoint. RFC 6749, section 3.2.
struct TokenEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.post)
    let parameters = try OAuthParameters(call)
    let grantType = try parameters.required("grant_type")
    let authenticated = try call.authenticate(parameters, &world)
    guard let grant = TokenGrant(rawValue: grantType), !call.has(.clientCredentialsUnknown) else {
      throw .oauth("unsupported_grant_type", "the grant type '\(grantType)' is not supported")
    }
    guard authenticated.client.grantTypes.contains(grantType) || call.has(.anyGrantType) else {
      throw .oauth("unauthorized_client", "the client may not use the grant type '\(grantType)'")
    }
    try world.makeRoomForTokens(of: authenticated.client.registration, at: call.now)
    let request = TokenRequest(parameters: parameters, by: authenticated, call: call)
    let issue =
      switch grant {
      case .clientCredentials: try request.byCredentials(&world)
      case .authorizationCode: try request.byCode(&world)
      case .refreshToken: try request.byRefreshToken(&world)
      }
    return call.answer(
      issue.document(at: call.now), fields: ["Cache-Control": "no-store", "Pragma": "no-cache"])
  }
}

/// The grant types of the server. RFC 6749, sections 4.1, 4.4 and 6.
enum TokenGrant: String, Sendable, CaseIterable {
  case clientCredentials = "client_credentials"
  case authorizationCode = "authorization_code"
  case refreshToken = "refresh_token"
}

/// What a token request has led to. RFC 6749, section 5.1.
struct TokenIssue: Sendable {
  let access: IssuedToken
  var refresh: IssuedToken?
  /// The scopes that the response states; nil when it does not.
  var statedScopes: [String]?
  /// RFC 9396, section 7.
  var statedDetails: [JSONValue] = []
  /// Whether nothing of all this is said.
  var isEmpty = false

  func document(at now: Timestamp) -> JSONValue {
    if isEmpty { return [:] }
    var fields = [
      JSONField("access_token", .string(access.id)), JSONField("token_type", "Bearer"),
    ]
    if let end = access.expires {
      let seconds = now.duration(to: end).components.seconds
      fields.append(JSONField("expires_in", .integer(Int(seconds))))
    }
    if let refresh { fields.append(JSONField("refresh_token", .string(refresh.id))) }
    if let statedScopes {
      fields.append(JSONField("scope", .string(statedScopes.joined(separator: " "))))
    }
    if !statedDetails.isEmpty {
      fields.append(JSONField("authorization_details", .array(statedDetails)))
    }
    return .object(fields)
  }
}
