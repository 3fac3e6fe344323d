import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// RFC 7662, section 2.
struct IntrospectionEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.post)
    let parameters = try OAuthParameters(call)
    let registration = try asking(call, parameters, &world)
    let text =
      if call.has(.introspectionWithoutToken) { parameters["token"] ?? "" } else {
        try parameters.required("token")
      }
    let hint = parameters["token_type_hint"]
    guard let token = world.state.tokens[text],
      token.registration == registration || call.has(.introspectionOpen),
      isActive(token, call, world),
      !call.has(.introspectionBelievesHint) || hint == nil || token.isHinted(by: hint)
    else {
      if call.has(.introspectionNotFound) {
        throw CDSProblem(.notFound, "the token is not known")
      }
      // Section 2.2: not a word more, whatever the reason.
      let isActive =
        text.isEmpty ? call.has(.introspectionWithoutToken) : call.has(.introspectionOfAnything)
      return answer(["active": .bool(isActive)], call)
    }
    return answer(document(token, call, world), call)
  }

  private func answer(_ document: JSONValue, _ call: CDSCall) -> HTTPResponse {
    call.answer(document, fields: ["Cache-Control": "no-store", "Pragma": "no-cache"])
  }

  /// The registration that asks: by one of its clients, or by an access token of its administrator
  /// (section 2.1 leaves the choice).
  private func asking(
    _ call: CDSCall, _ parameters: OAuthParameters, _ world: inout CDSWorld
  ) throws(CDSProblem) -> String {
    let header = call.request.fields["Authorization"] ?? ""
    if call.has(.introspectionOpen), header.isEmpty { return "" }
    if header.lowercased().hasPrefix("bearer ") {
      return try call.administrator(in: world).registration
    }
    return try call.authenticate(parameters, &world).client.registration
  }

  private func isActive(_ token: IssuedToken, _ call: CDSCall, _ world: CDSWorld) -> Bool {
    if call.has(.introspectionOfIssued) { return true }
    if token.isRevoked, call.has(.revokedStillActive) { return true }
    if let end = token.expires, end <= call.now, call.has(.expiredStillActive) { return true }
    return call.isLive(token, in: world)
  }

  private func document(_ token: IssuedToken, _ call: CDSCall, _ world: CDSWorld) -> JSONValue {
    let (scopes, details) = world.remainder(of: token)
    var fields = [
      JSONField("active", true),
      JSONField("scope", .string(scopes.joined(separator: " "))),
      JSONField("client_id", .string(token.clientID)),
    ]
    if let user = token.user { fields.append(JSONField("username", .string(user))) }
    if token.kind == .access { fields.append(JSONField("token_type", "Bearer")) }
    if let end = token.expires {
      fields.append(JSONField("exp", .number(JSONNumber(Int(end.seconds)))))
    }
    fields += [
      JSONField("iat", .number(JSONNumber(Int(token.issued.seconds)))),
      JSONField("nbf", .number(JSONNumber(Int(token.issued.seconds)))),
      JSONField("sub", .string(token.user ?? token.clientID)),
      JSONField("iss", .string(call.request.origin)),
    ]
    // RFC 9396, section 9.2.
    if !details.isEmpty {
      fields.append(JSONField("authorization_details", .array(details)))
    }
    return .object(fields)
  }
}
