import SynchroJSON

extension Quirk {
  /// `parent` and `children` are URLs.
  static let grantFamilyByURL = Quirk("grant-family-by-url")
  /// Every grant is shown as one of the client that administers the registration.
  static let grantOfAdministrator = Quirk("grant-client-is-administrator")
  /// What a closed grant gave access to stays on display.
  static let closedGrantKeepsScope = Quirk("grant-closed-keeps-scope")
  /// The same of its authorization details.
  static let closedGrantKeepsDetails = Quirk("grant-closed-keeps-details")
}

extension Grant {
  /// Scopes as one string. RFC 6749, section 3.3.
  static func scope(_ scopes: [String]) -> JSONValue { .string(scopes.joined(separator: " ")) }

  /// The object as a client is shown it. CDS-WG1-02, section 8.1.
  func shown(to call: CDSCall, in world: CDSWorld) -> JSONValue {
    func family(_ id: String) -> JSONValue {
      call.has(.grantFamilyByURL)
        ? call.url(.own(CDSEndpoint.grants.path + "/" + id)) : .string(id)
    }
    func links(_ ids: [String]) -> JSONValue {
      .array(ids.map { call.url(.own(CDSEndpoint.grants.path + "/" + $0)) })
    }
    let administrator = world.state.registrations[registration]?.administrator ?? clientID
    let keepsScope = status == .closed && call.has(.closedGrantKeepsScope)
    let keepsDetails = status == .closed && call.has(.closedGrantKeepsDetails)
    let openScopes = status.isWithoutAccess ? [] : enabledScopes
    let openDetails = status.isWithoutAccess ? [] : enabledDetails
    let fields: [JSONField] = [
      JSONField("grant_id", .string(id)),
      JSONField("uri", call.url(link)),
      JSONField("replacing", links(replacing)),
      JSONField("replaced_by", links(replacedBy)),
      JSONField("parent", parent.map(family) ?? .null),
      JSONField("children", .array(children.map(family))),
      JSONField("created", CDSCall.datetime(created)),
      JSONField("modified", CDSCall.datetime(modified)),
      JSONField("not_before", CDSCall.datetime(notBefore)),
      JSONField("not_after", CDSCall.datetime(notAfter)),
      JSONField("eta", CDSCall.datetime(eta)),
      JSONField("expires", CDSCall.datetime(expires)),
      JSONField("status", .string(status.rawValue)),
      JSONField(
        "client_id", .string(call.has(.grantOfAdministrator) ? administrator : clientID)),
      JSONField("scope", Self.scope(scopes)),
      JSONField("authorization_details", .array(details)),
      JSONField("receipt_confirmations", CDSCall.strings(receipts)),
      JSONField("enabled_scope", Self.scope(keepsScope ? scopes : openScopes)),
      JSONField(
        "enabled_authorization_details", .array(keepsDetails ? details : openDetails)),
    ]
    return call.shown(.grant, .object(fields))
  }
}
