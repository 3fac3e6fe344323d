import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Credentials are made for whoever asks.
  static let anonymousCredentials = Quirk("credential-create-anonymous")
  /// Without a client's name the credential is for the administrator.
  static let clientIDDefaults = Quirk("credential-create-defaults")
  /// A name that nobody has is no obstacle.
  static let orphanedCredentials = Quirk("credential-create-orphan")
  /// A client of another registration gets a credential, too.
  static let foreignCredentials = Quirk("credential-create-foreign")
}

/// Listing and creating credentials. CDS-WG1-02, sections 7.3 and 7.5.
struct CredentialListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .post)
    if call.request.method == .post { return try create(call, &world) }
    let registration = try call.administrator(in: world).registration
    let query = try call.query()
    let owned =
      call.has(.credentialsOfOthers)
      ? world.state.credentials.all.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
      : world.state.credentials.owned(by: registration)
    let kept = try ListingFilter.credentials.apply(query, to: owned, .credentials, call)
    let segment = try call.segment(
      of: kept, .credentials, at: CDSEndpoint.credentials.path, query: query
    ) { call.shown($0, in: world) }
    return call.privateDocument(segment.document("credentials"))
  }

  private func create(_ call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    var token: IssuedToken?
    if !call.has(.anonymousCredentials) || call.request.fields.contains("Authorization") {
      token = try call.administrator(in: world)
    }
    let document = try call.jsonObject()
    let client = try client(document["client_id"], token, call, world)
    guard client.authMethod != nil else {
      throw CDSProblem(.badRequest, "the client '\(client.id)' does not authenticate itself")
    }
    guard client.status != .disabled else {
      throw CDSProblem(.badRequest, "the client '\(client.id)' is disabled; enable it first")
    }
    let credential = try world.addCredential(for: client, at: call.now)
    return call.answer(
      call.shown(credential, in: world), .created,
      fields: ["Location": credential.link.url(at: call.request.origin)])
  }

  /// The client that the credential is for.
  private func client(
    _ value: JSONValue?, _ token: IssuedToken?, _ call: CDSCall, _ world: CDSWorld
  ) throws(CDSProblem) -> ClientObject {
    switch value {
    case .string(let id):
      if let client = world.state.clients[id],
        token.map({ $0.registration == client.registration }) ?? true
          || call.has(.foreignCredentials)
      {
        return client
      }
      if call.has(.orphanedCredentials), let token {
        if let stranger = orphan(id, of: token, world) { return stranger }
      }
      throw CDSProblem(.badRequest, "'client_id' is '\(id)', and none of your clients is")
    case nil:
      if call.has(.clientIDDefaults), let token, let own = world.state.clients[token.clientID] {
        return own
      }
      throw CDSProblem(.badRequest, "'client_id' is missing: it names the client of the credential")
    default:
      throw CDSProblem(.badRequest, "'client_id' must be a string that names one of your clients")
    }
  }

  /// A client that is none, with the name that was asked for.
  private func orphan(_ id: String, of token: IssuedToken, _ world: CDSWorld) -> ClientObject? {
    guard let own = world.state.clients[token.clientID] else { return nil }
    return ClientObject(
      id: id, registration: own.registration, created: own.created, modified: own.modified,
      scopes: [], authMethod: own.authMethod, grantTypes: [], responseTypes: [], detailsTypes: [],
      status: .production, statusOptions: [], serverMetadata: own.serverMetadata, name: own.name)
  }
}
