import SynchroHTTP
import SynchroJSON

extension TokenRequest {
  /// A token for what the client may do by itself. RFC 6749, section 4.4; CDS-WG1-02, section 3.3.2
  /// for those that open a grant.
  func byCredentials(_ world: inout CDSWorld) throws(CDSProblem) -> TokenIssue {
    let details = try askedDetails(world)
    let scopes = try askedScopes(details, in: world)
    let admins = scopes.issued.filter(world.administersGrants)
    let isForGrant = !admins.isEmpty || details.contains { world.administersGrants($0.detailType) }
    let grant =
      isForGrant
      ? try openedGrant(admins, details, world) : try recordedGrant(scopes.issued, details, &world)
    let opened = isForGrant ? powers(of: details, in: world) : details
    let access = world.issueToken(
      .access, to: client, scopes: scopes.issued, details: opened, credential: credential?.id,
      grant: opened.isEmpty && isForGrant ? nil : grant, lifetime: CDSWorld.accessTokenLifetime,
      at: call.now)
    return TokenIssue(
      access: access, statedScopes: scopes.stated,
      statedDetails: call.has(.detailsNotStated) ? [] : details,
      isEmpty: isForGrant && call.has(.grantAdminEmpty))
  }

  /// What a grant admin token opens: the grant of its entry, and no other but by a defect.
  private func powers(of details: [JSONValue], in world: CDSWorld) -> [JSONValue] {
    if call.has(.grantAdminPowerless) { return [] }
    let isWide =
      call.has(.grantAdminOpensAll)
      || (call.has(.grantAdminScopeWidens) && parameters["scope"] != nil)
    guard isWide, let type = details.first?["type"] else { return details }
    return world.state.grants.owned(by: client.registration).map { grant in
      ["type": type, "client_id": .string(grant.clientID), "grant_id": .string(grant.id)]
    }
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
      let own = client.scopes.filter { scope in
        !world.administersGrants(scope) && (try? world.requireDetails(of: [scope], in: [])) != nil
      }
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

  private func askedDetails(_ world: CDSWorld) throws(CDSProblem) -> [JSONValue] {
    guard let text = parameters["authorization_details"] else { return [] }
    if call.has(.detailsRefusedAtToken) {
      throw .oauth("invalid_request", "authorization_details belong to authorization requests")
    }
    let details = try call.authorizationDetails(text)
    // Entries for the administration of grants are judged with the grant.
    if details.contains(where: { world.administersGrants($0.detailType) }) { return details }
    return try world.validDetails(details, for: client, at: call.now)
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
    try world.requireDetails(of: data, in: details)
    return world.recordGrant(to: client, scopes: data, details: details, at: call.now).id
  }
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
      $0.key.utf8.elementsEqual(scope.utf8) && $0.value["type"] == "cds_grant_admin"
    }
  }

  /// Whether the server describes a scope.
  func describes(_ scope: String) -> Bool {
    seed.authorizationServer.scopeDescriptions.contains { $0.key == scope }
  }
}
