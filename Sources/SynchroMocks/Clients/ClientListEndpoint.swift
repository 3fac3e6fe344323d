import SynchroHTTP
import SynchroJSON

/// The listing of clients. CDS-WG1-02, section 5.3.
struct ClientListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let registration = try call.clientsToken(in: world).registration
    let query = try call.query()
    var clients = world.state.clients.owned(by: registration)
    if world.has(.foreignClientsListed) { clients = Array(world.state.clients.all) }
    if world.has(.administratorUnlisted) { clients.removeAll(where: \.isAdministrator) }
    let kept = try ListingFilter.clients.apply(query, to: clients, .clients, call)
    let segment = try call.segment(
      of: kept, .clients, at: CDSEndpoint.clients.path, query: query
    ) { call.shownInList($0, world) }
    return call.privateDocument(segment.document("clients"))
  }
}

extension CDSCall {
  /// The token of an administrator, for the Clients API.
  func clientsToken(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    world.has(.anyTokenManagesClients) ? try token(in: world) : try administrator(in: world)
  }

  /// A client as an element of the listing.
  func shownInList(_ client: ClientObject, _ world: CDSWorld) -> JSONValue {
    guard world.has(.secretsInList), case .object(let fields) = shown(client, world) else {
      return shown(client, world)
    }
    let credential = world.state.credentials.owned(by: client.registration).first {
      $0.clientID == client.id
    }
    return .object(
      fields + [JSONField("client_secret", credential.map { .string($0.secret) } ?? .null)])
  }
}
