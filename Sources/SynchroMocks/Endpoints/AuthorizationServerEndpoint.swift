import SynchroHTTP
import SynchroJSON

/// The authorization server metadata. RFC 8414, section 2, and CDS-WG1-02, section 3.2.
struct AuthorizationServerEndpoint {
  let seed: CDSSeed.AuthorizationServer

  func respond(to call: CDSCall) -> HTTPResponse { call.document(object) }

  private var object: JSONValue {
    let responseTypes = union("response_types_supported")
    var fields = [
      JSONField("issuer", "{origin}"),
      JSONField("token_endpoint", .string(CDSEndpoint.token.url)),
      JSONField("registration_endpoint", .string(CDSEndpoint.registration.url)),
      JSONField("revocation_endpoint", .string(CDSEndpoint.revocation.url)),
      JSONField("introspection_endpoint", .string(CDSEndpoint.introspection.url)),
      JSONField("scopes_supported", strings(seed.scopeDescriptions.map(\.key) + seed.moreScopes)),
      JSONField("response_types_supported", responseTypes),
      JSONField("grant_types_supported", union("grant_types_supported")),
      JSONField(
        "token_endpoint_auth_methods_supported", union("token_endpoint_auth_methods_supported")),
      JSONField("code_challenge_methods_supported", union("code_challenge_methods_supported")),
      JSONField(
        "authorization_details_types_supported", union("authorization_details_types_supported")),
      JSONField("service_documentation", "{origin}/docs"),
      JSONField("op_policy_uri", "{origin}/policy"),
      JSONField("op_tos_uri", "{origin}/terms"),
      JSONField("cds_oauth_version", "v1"),
      JSONField("cds_human_registration", "{origin}/register"),
      JSONField("cds_timezone", .string(seed.timezone)),
      JSONField("cds_clients_api", .string(CDSEndpoint.clients.url)),
      JSONField("cds_messages_api", .string(CDSEndpoint.messages.url)),
      JSONField("cds_credentials_api", .string(CDSEndpoint.credentials.url)),
      JSONField("cds_grants_api", .string(CDSEndpoint.grants.url)),
    ]
    // CDS-WG1-02, section 3.2: these three are needed as soon as users can be asked.
    if responseTypes != .array([]) {
      fields += [
        JSONField("authorization_endpoint", .string(CDSEndpoint.authorization.url)),
        JSONField("pushed_authorization_request_endpoint", .string(CDSEndpoint.pushedRequest.url)),
        JSONField("cds_test_accounts", "{origin}/test-accounts"),
      ]
    }
    if seed.scopeDescriptions.contains(where: { $0.value["type"] == "cds_server_provided_files" }) {
      fields.append(JSONField("cds_server_provided_files_api", .string(CDSEndpoint.files.url)))
    }
    fields += seed.moreMembers
    fields.append(JSONField("cds_scope_descriptions", .object(seed.scopeDescriptions)))
    fields.append(JSONField("cds_registration_fields", .object(seed.registrationFields)))
    return .object(fields)
  }

  /// Every value that some scope description has in its member of that name, once.
  private func union(_ member: String) -> JSONValue {
    var seen: Set<JSONValue> = []
    var values: [JSONValue] = []
    for description in seed.scopeDescriptions {
      guard case .array(let elements)? = description.value[member] else { continue }
      values += elements.filter { seen.insert($0).inserted }
    }
    return .array(values)
  }

  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
