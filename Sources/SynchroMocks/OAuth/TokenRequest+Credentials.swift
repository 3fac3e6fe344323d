import SynchroHTTP
import SynchroJSON

extension TokenRequest {
  /// A token for what the client may do by itself. RFC 6749, section 4.4; CDS-WG1-02, section 3.3.2
  /// for those that open a grant.
  func byCredentials(_ world: inout CDSWorld) throws(CDSProblem) -> TokenIssue {
    let details = try askedDetails()
    let scopes = try askedScopes(details, in: world)
    let admins = scopes.issued.filter(world.administersGrants)
    let grant: String? =
      if admins.isEmpty, !details.contains(where: { world.administersGrants($0.detailType) }) {
        try recordedGrant(scopes.issued, details, &world)
      } else {
        try openedGrant(admins, details, world)
      }
    let access = world.issueToken(
      .access, to: client, scopes: scopes.issued, details: details, credential: credential?.id,
      grant: grant, lifetime: CDSWorld.accessTokenLifetime, at: call.now)
    return TokenIssue(
      access: access, statedScopes: scopes.stated,
      statedDetails: call.has(.detailsNotStated) ? [] : details)
  }

  /// RFC 6749, section 3.3. Without a scope the details say what is wanted, and without them it is
  /// everything that needs no details.
  private func askedScopes(
    _ details: [JSONValue], in world: CDSWorld
  ) throws(CDSProblem) -> (issued: [String], stated: [String]?) {
    guard let text = parameters["scope"] else {
      if call.has(.scopeOmittedFails) {
        throw CDSProblem(.internalServerError, "the scope was nil")
      }
      let own = client.scopes.filter { !world.administersGrants($0) }
      let scopes = details.isEmpty ? own : try RequestedScopes(details: details).values
      guard !scopes.isEmpty else {
        throw .oauth("invalid_scope", "the client has no scope that needs no details; name one")
      }
      return (scopes, scopes)
    }
    let asked = try RequestedScopes(text).values
    let foreign = asked.filter { !client.scopes.contains($0) }
    guard let first = foreign.first else { return (asked, asked) }
    if call.has(.unknownScopesGranted) { return (asked, asked) }
    if call.has(.knownScopesGranted), foreign.allSatisfy(world.describes) { return (asked, asked) }
    if call.has(.scopesDroppedSilently) {
      return (asked.filter(client.scopes.contains), nil)
    }
    throw .oauth("invalid_scope", "the scope '\(first)' is not one of this client")
  }

  private func askedDetails() throws(CDSProblem) -> [JSONValue] {
    guard let text = parameters["authorization_details"] else { return [] }
    if call.has(.detailsRefusedAtToken) {
      throw .oauth("invalid_request", "authorization_details belong to authorization requests")
    }
    let details = try call.authorizationDetails(text)
    for type in details.map(\.detailType) where !client.detailsTypes.contains(type) {
      throw CDSCall.invalidDetails("have the type '\(type)', which is not one of this client")
    }
    return details
  }

  /// The one grant that a token may open that administers grants. The entry says more than the
  /// scope, and so replaces it.
  private func openedGrant(
    _ admins: [String], _ details: [JSONValue], _ world: CDSWorld
  ) throws(CDSProblem) -> String? {
    if details.isEmpty, call.has(.grantAdminWithoutDetails) { return nil }
    let entry = call.has(.grantAdminSeveral) ? Array(details.prefix(1)) : details
    guard let type = entry.first?.detailType, entry.count == 1 else {
      throw CDSCall.invalidDetails("must have one entry, for the one grant that is to be opened")
    }
    for scope in admins where scope != type {
      throw CDSCall.invalidDetails("have no entry for the scope '\(scope)'")
    }
    return try world.administeredGrant(entry, by: client).id
  }

  /// The grant that stands for what a client may do by itself; none for the administration of its
  /// registration.
  private func recordedGrant(
    _ scopes: [String], _ details: [JSONValue], _ world: inout CDSWorld
  ) throws(CDSProblem) -> String? {
    let data = scopes.filter { $0 != "cds_client_admin" }
    guard !data.isEmpty else { return nil }
    let client = client
    let known = world.state.grants.owned(by: client.registration)
    let standing = known.last { grant in
      grant.clientID == client.id && grant.user == nil && grant.parent == nil
        && grant.scopes == data && grant.details == details && !grant.enabledScopes.isEmpty
    }
    if let standing { return standing.id }
    guard known.count < Self.grantsPerRegistration else {
      throw .oauth(
        "temporarily_unavailable", "the registration has too many grants", .tooManyRequests,
        fields: ["Retry-After": "3600"])
    }
    return world.recordGrant(to: client, scopes: data, details: details, at: call.now).id
  }

  /// How many grants a registration may get by asking for tokens.
  static let grantsPerRegistration = 2_000
}

extension RequestedScopes {
  /// The scopes that entries of authorization details speak of (CDS-WG1-02, section 3.4: the type
  /// is the identifier of a scope).
  init(details: [JSONValue]) throws(CDSProblem) {
    var types: [String] = []
    for type in details.map(\.detailType) where !types.contains(type) { types.append(type) }
    try self.init(types.joined(separator: " "))
  }
}

extension CDSWorld {
  /// Whether a scope is one for the administration of grants. CDS-WG1-02, section 3.3.2.
  func administersGrants(_ scope: String) -> Bool {
    seed.authorizationServer.scopeDescriptions.contains {
      $0.key == scope && $0.value["type"] == "cds_grant_admin"
    }
  }

  /// Whether the server describes a scope.
  func describes(_ scope: String) -> Bool {
    seed.authorizationServer.scopeDescriptions.contains { $0.key == scope }
  }
}
