import SynchroDigest
import SynchroHTTP
import SynchroJSON

/// One client. CDS-WG1-02, sections 5.4 and 5.5; RFC 7592, sections 2.1 and 2.2.
struct ClientEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .put)
    let access = try access(call, world)
    if call.request.method == .put { return try update(access, call, &world) }
    if access.isManagement { return call.answer(shown(access.client, access, call, world)) }
    return call.privateDocument(call.shown(access.client, world))
  }

  private func update(
    _ access: Access, _ call: CDSCall, _ world: inout CDSWorld
  ) throws(CDSProblem) -> HTTPResponse {
    let object = try call.metadataObject(limit: RegistrationEndpoint.bodyLimit)
    let update = try ClientUpdate(
      reading: object, of: access.client, access.registration, world, call)
    let (client, isPending) = try world.apply(update, call)
    return call.answer(
      shown(client, access, call, world), call.status(of: update, isPending: isPending))
  }

  /// RFC 7592, section 3: whoever shows the token of the registration sees it again.
  private func shown(
    _ client: ClientObject, _ access: Access, _ call: CDSCall, _ world: CDSWorld
  ) -> JSONValue {
    access.isManagement
      ? .object(call.shownForManagement(client, access.registration, world))
      : call.shown(client, world)
  }

  /// A client that somebody may read and change.
  struct Access {
    let client: ClientObject
    let registration: Registration
    /// Whether the token of the registration was shown, and no access token.
    let isManagement: Bool
  }

  /// The client that the request may read: with an administrator's token, or with the token that
  /// came with the registration (RFC 7592, section 1.2), which opens the administrator alone.
  func access(_ call: CDSCall, _ world: CDSWorld) throws(CDSProblem) -> Access {
    if let access = managementAccess(call, world) ?? strangeAccess(call, world) { return access }
    let token = try call.clientsToken(in: world)
    guard let client = world.client(id, of: token.registration),
      let registration = world.state.registrations[client.registration]
    else { throw CDSProblem(.notFound, "you have no client '\(id)'") }
    if client.isAdministrator, call.has(.administratorTokenRefused(call.request.method)) {
      throw CDSProblem(.unauthorized, "only the registration_access_token opens this")
    }
    return Access(client: client, registration: registration, isManagement: false)
  }

  private func managementAccess(_ call: CDSCall, _ world: CDSWorld) -> Access? {
    let words = (call.request.fields["Authorization"] ?? "").split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bearer",
      !call.has(.managementTokenRefused(call.request.method)), let client = world.state.clients[id],
      let registration = world.state.registrations[client.registration],
      registration.administrator == id,
      ConstantTime.equal(registration.managementToken.utf8, words[1].utf8)
    else { return nil }
    return Access(client: client, registration: registration, isManagement: true)
  }
}
