import SynchroHTTP
import SynchroJSON

/// One credential. CDS-WG1-02, sections 7.4 and 7.6.
struct CredentialEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .patch)
    if call.request.method == .patch { return try modify(call, &world) }
    let registration = try call.administrator(in: world).registration
    let credential = try call.credential(id, of: registration, in: world)
    return call.privateDocument(call.shown(credential, in: world))
  }

  private func modify(_ call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    var registration = world.state.credentials[id]?.registration ?? ""
    if !call.has(.anonymousChanges) || call.request.fields.contains("Authorization") {
      registration = try call.administrator(in: world).registration
    }
    let credential = try call.credential(id, of: registration, in: world)
    let change = CredentialChange(
      credential: credential, current: world.expiry(of: credential), call: call)
    let document = try call.jsonObject()
    let expiry = try change.expiry(in: document)
    change.misbehave(document, &world)
    if let expiry, !call.has(.changesWithoutEffect) {
      world.expireCredential(id, at: expiry, now: call.now)
    }
    let result = call.has(.changesAnswerOldState) ? credential : world.state.credentials[id]
    return call.answer(call.shown(result ?? credential, in: world))
  }
}
