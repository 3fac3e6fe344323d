import SynchroJSON
import SynchroTiming

extension CDSCall {
  /// A client as it is shown. CDS-WG1-02, section 5.1.
  func shown(_ client: ClientObject, _ world: CDSWorld) -> JSONValue {
    var fields = [
      JSONField("client_id", .string(client.id)),
      JSONField("client_id_issued_at", .integer(Int(client.created.seconds))),
      JSONField("scope", .string(client.scope)),
      JSONField("redirect_uris", .array(client.redirectURIs.map { url($0) })),
      JSONField("token_endpoint_auth_method", client.authMethod.map { .string($0) } ?? .null),
      JSONField("grant_types", Self.strings(client.grantTypes)),
      JSONField("response_types", Self.strings(client.responseTypes)),
      JSONField("client_name", .string(client.name)),
      JSONField("contacts", Self.strings(client.contacts)),
      JSONField("authorization_details_types", Self.strings(client.detailsTypes)),
      JSONField("cds_created", Self.datetime(client.created)),
      JSONField("cds_modified", Self.datetime(client.modified)),
      JSONField("cds_client_uri", url(client.link)),
      JSONField("cds_status", .string(client.status.rawValue)),
      JSONField("cds_status_options", Self.strings(client.statusOptions.map(\.rawValue))),
      JSONField("cds_server_metadata", url(client.serverMetadata)),
    ]
    if !client.responseTypes.isEmpty {
      fields += [
        JSONField("cds_default_scope", .string(client.defaultScope ?? "")),
        JSONField("cds_default_redirect_uri", url(client.defaultRedirectURI)),
        JSONField("cds_default_authorization_details", .array(client.defaultDetails ?? [])),
      ]
    }
    for name in ClientMetadata.pageNames {
      if let page = client.pages[name] { fields.append(JSONField(name, .string(page))) }
    }
    for field in client.more { fields.put(field) }
    // RFC 7592, section 3; CDS-WG1-02, section 5.4: both URLs are one.
    if client.isAdministrator {
      fields.append(JSONField("registration_client_uri", url(client.link)))
    }
    return shown(.client, .object(fields))
  }

  /// The same as the answer to whoever shows the token of the registration: with this token.
  func shownForManagement(
    _ client: ClientObject, _ registration: Registration, _ world: CDSWorld
  ) -> [JSONField] {
    guard case .object(let fields) = shown(client, world) else { return [] }
    return fields + [
      JSONField("registration_access_token", .string(registration.managementToken))
    ]
  }
}

extension [JSONField] {
  /// Adds a member, or gives the one of that name another value.
  mutating func put(_ field: JSONField) {
    if let index = firstIndex(where: { $0.key == field.key }) {
      self[index] = field
    } else {
      append(field)
    }
  }
}
