import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// RFC 9126, section 2.
struct PushedRequestEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    if call.request.method != .get || !call.has(.pushedByGet) { try call.allow(.post) }
    let call = try Self.readable(call)
    let form = try call.form()
    let client = try client(of: call, form, &world)
    let parameters = AuthorizationParameters(form).without(["client_secret"])
    guard parameters.values("request_uri").isEmpty || call.has(.pushedRequestURI) else {
      throw .oauth("invalid_request", "a pushed request cannot have a 'request_uri'")
    }
    guard parameters["request"] == nil else {
      throw .oauth("invalid_request", "a request is pushed as a form; 'request' is not read")
    }
    guard parameters.values("client_id") == [client] else {
      throw .oauth(
        "invalid_request", "'client_id' must be there, and be the client that shows its secret")
    }
    let reader = AuthorizationRequestReader(
      parameters: parameters, call: call, world: world, isPushing: true)
    do {
      _ = try reader.request()
    } catch {
      throw error.problem
    }
    let lifetime: Duration =
      call.has(.pushedWeek) ? .seconds(7 * 86_400) : AuthorizationState.pushedLifetime
    let uri = world.nameOfPushedRequest()
    world.state.authorizations.pushed.insert(
      PushedRequest(
        client: client, parameters: parameters, expires: call.now.advanced(by: lifetime)),
      as: uri, at: call.now)
    let document: JSONValue = [
      "request_uri": .string(uri), "expires_in": .integer(Int(lifetime.components.seconds)),
    ]
    return call.answer(document, .created)
  }

  /// The client that shows who it is, as at the token endpoint.
  private func client(
    of call: CDSCall, _ form: HTTPForm, _ world: inout CDSWorld
  ) throws(CDSProblem) -> String {
    if call.has(.pushedByAnybody), let id = form["client_id"], world.state.clients[id] != nil {
      return id
    }
    return try call.authenticate(try OAuthParameters(call), &world).client.id
  }

  /// The request with its parameters as a form, wherever a defect looks for them.
  private static func readable(_ call: CDSCall) throws(CDSProblem) -> CDSCall {
    var call = call
    if call.request.method == .get {
      call.request.body = Array((call.request.query ?? "").utf8)
    } else if call.has(.pushedAsJSON) {
      guard case .object(let members) = try call.jsonObject() else { return call }
      let fields = members.map { member -> HTTPForm.Field in
        if case .string(let text) = member.value { return HTTPForm.Field(member.key, text) }
        return HTTPForm.Field(member.key, JSONPrinter.compact(member.value))
      }
      call.request.body = Array(HTTPForm(fields).encoded.utf8)
    } else {
      return call
    }
    call.request.fields.set("Content-Type", "application/x-www-form-urlencoded")
    return call
  }
}

extension CDSWorld {
  /// RFC 9126, section 2.2: a name that nobody can guess.
  fileprivate mutating func nameOfPushedRequest() -> String {
    let prefix = "urn:ietf:params:oauth:request_uri:"
    guard has(.pushedByNumber) else { return prefix + random.secret() }
    state.authorizations.pushedCount += 1
    return prefix + String(state.authorizations.pushedCount)
  }
}
