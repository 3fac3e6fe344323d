import SynchroHTTP

/// Where the login form of the authorization endpoint leads.
struct LoginEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .post)
    let form = try call.pageForm()
    let pending = try world.pending(form["request"], for: call)
    let address = pending.request.address
    guard call.request.method == .post else {
      return call.page(.login(pending, world), leadingTo: address.uri)
    }
    if form["decision"] == "deny" { return world.decline(pending, call) }
    let username = String((form["username"] ?? "").prefix(200))
    guard let account = try world.signIn(username, form["password"] ?? "", call) else {
      return call.page(
        .login(
          pending, world, username: username, problem: "The username or the password is wrong."),
        .unprocessableContent, leadingTo: address.uri)
    }
    do {
      try pending.request.checkGrant(for: account.username, in: world)
    } catch {
      world.state.authorizations.pending.remove(pending.id)
      return error.response(to: call)
    }
    // A new cookie for a new standing: whoever knew the old one knows nothing.
    let browser = world.random.secret()
    let before = BrowserCookie.value(in: call).map { world.cookies(of: $0, at: call.now) } ?? []
    world.state.authorizations.sessions.insert(
      BrowserSession(user: account.username, before: before), as: browser, at: call.now)
    world.state.authorizations.pending.update(pending.id) { pending in
      pending.user = account.username
      pending.browser = browser
    }
    var fields = BrowserCookie.field(browser, for: call)
    fields.append("Location", CDSEndpoint.consent.path + "?request=" + pending.id)
    fields.append("Content-Length", "0")
    fields.append("Cache-Control", "no-store")
    return HTTPResponse(.seeOther, fields: fields)
  }
}

extension CDSWorld {
  /// Sends the browser back with the news that somebody does not agree.
  mutating func decline(_ pending: PendingAuthorization, _ call: CDSCall) -> HTTPResponse {
    finish(pending)
    let address = pending.request.address
    if has(.denialWithoutError) { return address.response([], to: call) }
    return address.response(
      [("error", "access_denied"), ("error_description", "the user did not agree")], to: call)
  }

  /// Forgets a request that has been answered, and the pushed one that it came from.
  mutating func finish(_ pending: PendingAuthorization) {
    state.authorizations.pending.remove(pending.id)
    guard let pushed = pending.pushed else { return }
    state.authorizations.pushed.update(pushed) { $0.isUsed = true }
  }
}
