import SynchroHTTP
import SynchroTiming

/// Where the consent form of the authorization endpoint leads.
struct ConsentEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .post)
    let form = try call.pageForm()
    let pending = try world.pending(form["request"], for: call)
    let address = pending.request.address
    guard let user = pending.user else {
      return call.page(.login(pending, world), leadingTo: address.uri)
    }
    let decision = call.request.method == .post ? form["decision"] : "show"
    switch decision {
    case "approve": break
    case "deny": return world.decline(pending, call)
    case "switch":
      world.state.authorizations.pending.update(pending.id) { $0.user = nil }
      return call.page(.login(pending, world), leadingTo: address.uri)
    default: return call.page(.consent(pending, world, call), leadingTo: address.uri)
    }
    do {
      return try allow(pending, user, call, &world)
    } catch {
      world.finish(pending)
      return error.response(to: call)
    }
  }

  private func allow(
    _ pending: PendingAuthorization, _ user: String, _ call: CDSCall, _ world: inout CDSWorld
  ) throws(AuthorizationRefusal) -> HTTPResponse {
    let request = pending.request
    // Things may have changed while the page was open.
    guard let client = world.state.clients[request.client], client.status != .disabled else {
      throw AuthorizationRefusal(
        "unauthorized_client", "the client has been disabled", to: request.address)
    }
    if let pushed = pending.pushed, !call.has(.pushedReusable),
      world.state.authorizations.pushed.value(pushed, at: call.now)?.isUsed ?? false
    {
      throw AuthorizationRefusal(
        "invalid_request_uri", "the 'request_uri' has been used; push the request again",
        to: request.address)
    }
    try request.checkGrant(for: user, in: world)
    world.finish(pending)

    // Only somebody who is led to the receipt page has a receipt.
    let own = client.receiptURI.map { $0.url(at: call.request.origin) }
    let receipt = own == request.address.uri ? world.random.receipt() : nil
    let code = world.random.secret()
    let lineage = world.random.identifier("lineage")
    let isLate = call.has(.grantUpdatedLate) && request.grant != nil
    let grant =
      isLate
      ? request.grant ?? ""
      : world.recordGrant(
        to: client, scopes: request.scopes, details: request.details, user: user,
        receipt: call.has(.receiptNotNoted) ? nil : receipt,
        updating: call.has(.grantNotUpdated) ? nil : request.grant, at: call.now
      ).id
    world.state.authorizations.codes.insert(
      AuthorizationCode(
        client: client.id, registration: client.registration, redirectURI: request.address.uri,
        isRedirectNamed: request.isRedirectNamed, challenge: request.challenge,
        scopes: request.scopes, details: request.details, user: user, grant: grant,
        receipt: receipt, lineage: lineage, issued: call.now, isGrantOutdated: isLate),
      as: code, at: call.now)
    return request.address.response([("code", code)], to: call)
  }
}

extension CDSRandom {
  /// A receipt that can be read out over the telephone: `7K3D-Q0RV-2M9X`.
  mutating func receipt() -> String {
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let text = bytes(12).map { letters[Int($0 & 31)] }
    return [text[0..<4], text[4..<8], text[8..<12]].map { String($0) }.joined(separator: "-")
  }
}
