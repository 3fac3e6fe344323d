import SynchroHTTP

/// The authorization endpoint. RFC 6749, section 3.1; RFC 9126, section 4.
struct AuthorizationEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    if call.has(.authorizationByPost) {
      try call.allow(.post)
    } else {
      try call.allow(.get, .head, .post)
    }
    do {
      return try answer(call, &world)
    } catch {
      return error.response(to: call)
    }
  }

  private func answer(
    _ call: CDSCall, _ world: inout CDSWorld
  ) throws(AuthorizationRefusal) -> HTTPResponse {
    let sent = try parameters(of: call)
    let (parameters, pushed) = try pushed(sent, call, world)
    let reader = AuthorizationRequestReader(parameters: parameters, call: call, world: world)
    let request = try reader.request()

    let browser = world.browser(of: call) ?? world.random.secret()
    let mustSignIn = request.prompts.contains("login") && !call.has(.loginNotForced)
    let user = mustSignIn ? nil : world.user(of: call)
    if request.prompts.contains("none") {
      throw AuthorizationRefusal(
        user == nil ? "login_required" : "consent_required",
        "somebody has to be asked, and 'prompt=none' forbids it", to: request.address)
    }
    if let user { try request.checkGrant(for: user, in: world) }
    let pending = PendingAuthorization(
      id: world.random.secret(), request: request, browser: browser, pushed: pushed, user: user)
    world.state.authorizations.pending.makeRoom(
      among: AuthorizationState.pendingPerClient
    ) { $0.request.client == request.client }
    world.state.authorizations.pending.insert(pending, as: pending.id, at: call.now)
    let page = user == nil ? HTMLPage.login(pending, world) : .consent(pending, world, call)
    return call.page(
      page, leadingTo: request.address.uri, fields: BrowserCookie.field(browser, for: call))
  }

  /// RFC 6749, section 3.1: what was sent as a query, or as a form.
  private func parameters(
    of call: CDSCall
  ) throws(AuthorizationRefusal) -> AuthorizationParameters {
    do throws(CDSProblem) {
      return AuthorizationParameters(
        try call.request.method == .post ? call.form() : call.query())
    } catch {
      throw AuthorizationRefusal(
        "invalid_request", "the parameters must be percent-encoded UTF-8, as in a form")
    }
  }

  /// The request behind a `request_uri`; only `client_id` may stand beside it with any effect.
  private func pushed(
    _ sent: AuthorizationParameters, _ call: CDSCall, _ world: CDSWorld
  ) throws(AuthorizationRefusal) -> (AuthorizationParameters, String?) {
    guard let uri = sent["request_uri"] else {
      guard sent.values("request_uri").isEmpty, sent["request"] == nil else {
        throw AuthorizationRefusal(
          "invalid_request", "one 'request_uri' of this server is read, and no 'request'")
      }
      return (sent, nil)
    }
    if call.has(.requestURIUnread) {
      throw AuthorizationRefusal("invalid_request", "'request_uri' is not supported")
    }
    guard let found = world.state.authorizations.pushed.value(uri, at: call.now) else {
      throw AuthorizationRefusal(
        "invalid_request_uri", "the 'request_uri' is not known here or has long expired")
    }
    guard let client = sent["client_id"], client == found.client || call.has(.pushedForEveryone)
    else {
      throw AuthorizationRefusal(
        "invalid_request_uri", "the 'request_uri' was given to another client than 'client_id'")
    }
    guard found.expires > call.now || call.has(.pushedForLong) else {
      throw AuthorizationRefusal(
        "invalid_request_uri", "the 'request_uri' has expired; push the request again")
    }
    guard !found.isUsed || call.has(.pushedReusable) else {
      throw AuthorizationRefusal(
        "invalid_request_uri", "the 'request_uri' has been used; push the request again")
    }
    let isCut = call.has(.pushedGrantIDLost)
    let lost: Set<String> = isCut ? ["cds_grant_id", "prompt"] : []
    return (found.parameters.without(lost), uri)
  }
}
