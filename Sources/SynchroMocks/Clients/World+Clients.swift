import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How many registrations the server keeps.
  static let registrationLimit = 20_000
  /// How many bytes clients may say about themselves, all together.
  static let clientBytes = 512_000_000

  /// A client of a registration, not of another one.
  func client(_ id: String, of registration: String) -> ClientObject? {
    state.clients[id].flatMap {
      $0.registration == registration || has(.foreignClientsOpen) ? $0 : nil
    }
  }

  /// Makes the clients of a registration with their credentials, and whatever the server has to say
  /// and to give at the start. The administrator and its credential are returned.
  mutating func register(
    _ request: RegistrationRequest, at now: Timestamp
  ) throws(CDSProblem) -> (registration: Registration, client: ClientObject, secret: String) {
    guard state.registrations.count < Self.registrationLimit else {
      throw CDSProblem(
        .serviceUnavailable,
        "the server keeps up to \(Self.registrationLimit) registrations, and has as many")
    }
    let id = random.identifier("registration")
    let plans = ClientPlan.plans(for: request.scopes, self)
    var clients = plans.map { makeClient($0, request, of: id, at: now) }
    // The administrator has all that was said; the others share it.
    let weight = clients.first?.weight ?? 0
    guard weight <= Self.clientBytes - state.clientRecords.bytes else {
      throw CDSProblem(.serviceUnavailable, "the server has no room for more clients")
    }
    guard let administrator = clients.first, administrator.isAdministrator else {
      throw CDSProblem(.serviceUnavailable, "the server has no scope for the administration")
    }
    state.clientRecords.bytes += weight
    if has(.redirectsHonoured) { honour(request.redirectURIs, in: &clients) }
    for client in clients { state.clients.insert(client) }
    let registration = Registration(
      id: id, created: now, administrator: administrator.id, managementToken: random.secret(),
      scopes: request.scopes.map(\.id), fields: request.fields)
    state.registrations[id] = registration
    let secrets = clients.map { firstSecret(of: $0, at: now) }
    startOnboarding(of: registration, at: now)
    startGrants(of: registration, at: now)
    if has(.anotherClientReturned), let last = clients.last {
      return (registration, last, secrets.last ?? "")
    }
    return (registration, administrator, secrets.first ?? "")
  }

  private mutating func makeClient(
    _ plan: ClientPlan, _ request: RegistrationRequest, of registration: String, at now: Timestamp
  ) -> ClientObject {
    let own = Set(seed.registrationValues(for: plan.scopes).map(\.name))
    let fields = request.fields.filter { plan.isAdministrator || own.contains($0.key) }
    var client = newClient(plan, of: registration, at: now)
    client.name = request.metadata.name ?? (has(.emptyNameStandard) ? "" : client.id)
    client.contacts = request.metadata.contacts
    client.pages = request.metadata.pages
    client.more = request.metadata.more + fields
    return client
  }

  /// A client with what follows from its scopes, and nothing that anybody has said.
  private mutating func newClient(
    _ plan: ClientPlan, of registration: String, at now: Timestamp
  ) -> ClientObject {
    let id = random.identifier("client")
    let scopes = plan.scopes.map(\.id)
    var client = ClientObject(
      id: id, registration: registration, created: now, modified: now, scopes: scopes,
      authMethod: plan.scopes.first?.authMethod,
      grantTypes: Self.union(plan.scopes.map(\.grantTypes)),
      responseTypes: Self.union(plan.scopes.map(\.responseTypes)),
      detailsTypes: Self.union(plan.scopes.map(\.detailsTypes)), status: plan.environment,
      statusOptions: statusOptions(plan),
      serverMetadata: .own(CDSEndpoint.clientMetadata.path + "/" + id), name: id,
      firstScopes: scopes)
    if !client.responseTypes.isEmpty {
      let receipt = CDSLink.own(CDSEndpoint.receipt.path + "/" + id)
      client.receiptURI = receipt
      client.redirectURIs = [receipt]
      client.defaultScope = client.scope
      client.defaultRedirectURI = receipt
      client.defaultDetails = []
    }
    return client
  }

  private func statusOptions(_ plan: ClientPlan) -> [ClientObject.Status] {
    if plan.isAdministrator {
      return has(.administratorCanEnd) ? [.production, .disabled] : [.production]
    }
    if has(.bothEnvironments) { return [.production, .sandbox, .disabled] }
    return has(.disablingUnlisted) ? [plan.environment] : [plan.environment, .disabled]
  }

  /// CDS-WG1-02, section 4.2: every client that can authenticate has a credential.
  private mutating func firstSecret(of client: ClientObject, at now: Timestamp) -> String {
    guard let method = client.authMethod, method != "none" else { return "" }
    if has(.credentialForAdministratorAlone), !client.isAdministrator { return "" }
    var credential = issueCredential(for: client, at: now)
    if has(.secretsShared) {
      credential = Credential(
        id: credential.id, registration: client.registration, clientID: client.id, created: now,
        modified: now, secret: "lakeland-data-hub-secret-of-everybody")
      state.credentials.insert(credential)
    }
    if has(.secretUsableLater) { state.credentials.update(credential.id) { $0.expiresAt = 1 } }
    return credential.secret
  }

  /// Makes the production client that stands beside a sandbox client, with its credential, or finds
  /// it; nil when the client is none of the sandbox. CDS-WG1-02, sections 4.2 and 6.9.
  mutating func openProduction(for sandbox: String, at now: Timestamp) -> ClientObject? {
    guard let model = state.clients[sandbox], model.statusOptions.contains(.sandbox) else {
      return nil
    }
    let siblings = state.clients.owned(by: model.registration)
    let found = siblings.first { sibling in
      sibling.statusOptions.contains(.production)
        && (sibling.sandbox == sandbox || sibling.firstScopes == model.firstScopes)
    }
    if let found { return found }
    let plan = ClientPlan(
      scopes: model.firstScopes.compactMap { seed.scope($0) }, environment: .production)
    var client = newClient(plan, of: model.registration, at: now)
    client.sandbox = sandbox
    if model.name != model.id { client.name = model.name }
    client.contacts = model.contacts
    client.pages = model.pages
    client.more = model.more
    state.clients.insert(client)
    state.clientRecords.bytes += client.weight
    let credential = issueCredential(for: client, at: now)
    log(
      client.registration, "Client added",
      "The client '\(client.id)' for production stands beside '\(sandbox)' now.",
      .init(link: client.link, type: .client), at: now)
    log(
      client.registration, "Credential added", "The client '\(client.id)' has a secret.",
      .init(link: credential.link, type: .credential), at: now)
    return client
  }

  /// Adds a client of the same scopes beside one, with a secret, and tells of it; nil when there is no
  /// such client.
  mutating func addCopy(of id: String, at now: Timestamp) -> ClientObject? {
    guard let model = state.clients[id], !model.isAdministrator else { return nil }
    let plan = ClientPlan(
      scopes: model.firstScopes.compactMap { seed.scope($0) }, environment: model.status)
    var client = newClient(plan, of: model.registration, at: now)
    if model.name != model.id { client.name = model.name }
    client.contacts = model.contacts
    state.clients.insert(client)
    state.clientRecords.bytes += client.weight
    if client.authMethod != nil { _ = issueCredential(for: client, at: now) }
    log(
      client.registration, "Client added", "The client '\(client.id)' stands beside '\(id)' now.",
      .init(link: client.link, type: .client), at: now)
    return client
  }

  /// Takes a client away with everything that it has opened, and tells of it.
  mutating func removeClient(_ client: ClientObject, at now: Timestamp) {
    revokeTokens(of: client.registration) { $0.clientID == client.id }
    state.credentials.removeAll(of: client.registration) { $0.clientID == client.id }
    state.clients[client.id] = nil
    state.clientRecords.bytes -= client.weight
    log(
      client.registration, "Client removed", "The client '\(client.id)' was removed.",
      .init(link: .own(CDSEndpoint.clients.path), type: .clientList), at: now)
  }

  /// Every element once, in the order of the first.
  static func union(_ lists: [[String]]) -> [String] {
    var seen: Set<String> = []
    return lists.joined().filter { seen.insert($0).inserted }
  }

  private func honour(_ redirects: JSONValue?, in clients: inout [ClientObject]) {
    let links = (redirects?.textValues ?? []).map { CDSLink.given($0) }
    for index in clients.indices where !clients[index].responseTypes.isEmpty && !links.isEmpty {
      clients[index].redirectURIs = links
      clients[index].defaultRedirectURI = links.first
    }
  }
}
