import SynchroJSON

extension Quirk {
  /// A token may be had for a grant whoever it is said to be of.
  static let grantOfAnyClient = Quirk("grant-admin-any-client")
  /// A token may be had for a name that no grant has: it opens the oldest grant there is.
  static let grantOfAnyName = Quirk("grant-admin-any-grant")
  /// A token may be had for a grant that gives no access any more.
  static let grantAdministeredWhenClosed = Quirk("grant-admin-closed-grant")
  /// A token may be had for a grant whatever its scopes say of their administration.
  static let grantOfAnyScope = Quirk("grant-admin-any-scope")
  /// Required fields of entries may be left out, such as the client of a grant.
  static let requiredFieldsDefaulted = Quirk("details-required-defaulted")
  /// No token is to be had for active grants.
  static let activeGrantsRefused = Quirk("grant-admin-active-refused")
}

extension CDSWorld {
  /// The grant that a token request of a grant admin client may open. CDS-WG1-02, section 3.3.2.
  func administeredGrant(
    _ details: [JSONValue], by client: ClientObject
  ) throws(CDSProblem) -> Grant {
    guard let entry = details.first, details.count == 1 else {
      throw Self.wrongDetails("exactly one entry must name the grant")
    }
    guard case .string(let type)? = entry["type"], client.scopes.contains(type),
      scopeDescription(type)?["type"] == "cds_grant_admin"
    else {
      throw Self.wrongDetails("the type must be a scope of this client that administers grants")
    }
    let (grantID, owner) = try named(in: entry)
    var found = grant(grantID, of: client.registration)
    if found == nil, has(.grantOfAnyName) {
      found = state.grants.owned(by: client.registration).first(where: \.givesAccess)
    }
    // A grant of another registration is as unknown as one that never was.
    guard let grant = found, owner == nil || owner == grant.clientID || has(.grantOfAnyClient)
    else {
      throw Self.wrongDetails("no grant has this grant_id and this client_id")
    }
    let isOpen = grant.givesAccess && !grant.enabledScopes.isEmpty
    guard isOpen || has(.grantAdministeredWhenClosed) else {
      throw Self.wrongDetails(
        "the grant is \(grant.status.rawValue), and no scope of it is enabled")
    }
    let others = grant.enabledScopes.filter {
      scopeDescription($0)?["grant_admin_scope"] != .string(type)
    }
    if let other = others.first, !has(.grantOfAnyScope) {
      throw Self.wrongDetails("grants with the scope '\(other)' are not administered by '\(type)'")
    }
    if has(.activeGrantsRefused), grant.status == .active {
      throw Self.wrongDetails("the grant is not ready")
    }
    return grant
  }

  /// The grant and its client that an entry names; the client is nil only by a defect.
  private func named(in entry: JSONValue) throws(CDSProblem) -> (grant: String, client: String?) {
    guard case .object(let members) = entry else {
      throw Self.wrongDetails("the entry must be an object")
    }
    if let other = members.first(where: { !["type", "grant_id", "client_id"].contains($0.key) }) {
      throw Self.wrongDetails("the entry has no field '\(other.key)'")
    }
    guard case .string(let grant)? = entry["grant_id"] else {
      throw Self.wrongDetails("the entry needs 'grant_id', a string")
    }
    if entry["client_id"] == nil, has(.requiredFieldsDefaulted) { return (grant, nil) }
    guard case .string(let client)? = entry["client_id"] else {
      throw Self.wrongDetails("the entry needs 'client_id', a string")
    }
    return (grant, client)
  }
}
