import SynchroJSON

extension CDSDefect {
  private static func content(
    _ id: String, _ words: String, breaks requirement: String, _ more: String? = nil,
    at pointer: String, _ change: DocumentEdit.Change, in answers: Set<CDSAnswer>? = nil
  ) -> CDSDefect {
    let effects: [Effect] = [.objects(.client, [DocumentEdit(pointer, change)])]
    let answers = answers ?? whereClientsShow
    guard let more else {
      return CDSDefect(id, words, breaks: requirement, in: answers, effects)
    }
    return CDSDefect(id, words, breaks: requirement, more, in: answers, effects)
  }

  private static let listed: Set<CDSAnswer> = [.clientList, .client]

  /// CDS-WG1-02, sections 4.2, 5.1 and 5.2, RFC 7591, section 2, and RFC 7592, section 3: what
  /// clients say.
  static let clientContent: [CDSDefect] = clientValues + clientMetadataValues

  private static let clientValues: [CDSDefect] = [
    content(
      "client-no-default-redirect", "makes no redirect URI for clients that ask users",
      breaks: "WG1-02/4.2/default-redirect-created", at: "/redirect_uris", .set([]), in: listed),
    content(
      "client-scope-null", "shows null for the scope of a client without scopes",
      breaks: "WG1-02/5.1/scope-empty-string", at: "/scope",
      .transform { $0 == "" ? .null : $0 }, in: listed),
    content(
      "client-redirect-uris-omitted", "leaves redirect_uris out when there are none",
      breaks: "WG1-02/5.1/redirect-uris-empty", at: "", .transform(withoutEmpty("redirect_uris"))),
    content(
      "client-auth-method-none", "says 'none' for clients that never authenticate",
      breaks: "WG1-02/5.1/auth-method-null", at: "/token_endpoint_auth_method",
      .transform { $0 == .null ? "none" : $0 }, in: listed),
    content(
      "client-grant-types-standard", "lists authorization_code for clients without grant types",
      breaks: "WG1-02/5.1/grant-types-empty", at: "/grant_types",
      .transform { $0 == [] ? ["authorization_code"] : $0 }, in: listed),
    content(
      "client-response-types-standard", "lists code for clients without response types",
      breaks: "WG1-02/5.1/response-types-empty", at: "/response_types",
      .transform { $0 == [] ? ["code"] : $0 }),
    content(
      "client-contacts-omitted", "leaves contacts out when there are none",
      breaks: "WG1-02/5.1/contacts-empty", at: "", .transform(withoutEmpty("contacts"))),
    content(
      "client-details-type-foreign", "lists a type of details that no scope of the client has",
      breaks: "WG1-02/5.1/ad-types-from-scopes", at: "/authorization_details_types",
      .append("lakeland_everything")),
    content(
      "client-uri-shared", "gives all clients one cds_client_uri",
      breaks: "WG1-02/5.1/client-uri-unique", at: "/cds_client_uri",
      .set("{origin}/cds/clients/mine")),
    content(
      "client-uris-differ", "registration_client_uri is another URL than cds_client_uri",
      breaks: "WG1-02/5.4/same-as-registration-uri", "WG1-02/5.5/same-as-registration-uri",
      at: "/registration_client_uri", .replace("{origin}/oauth/register/client")),
    content(
      "client-metadata-of-oauth", "cds_server_metadata leads to the authorization server metadata",
      breaks: "WG1-02/5.1/server-metadata-valid", at: "/cds_server_metadata",
      .set(.string("{origin}" + CDSEndpoint.metadata.path))),
    content(
      "client-default-scope-missing", "leaves cds_default_scope out of clients that ask users",
      breaks: "WG1-02/5.1/default-scope-required-if", at: "/cds_default_scope", .remove,
      in: listed),
    content(
      "client-default-redirect-missing",
      "leaves cds_default_redirect_uri out of clients that ask users",
      breaks: "WG1-02/5.1/default-redirect-required-if", at: "/cds_default_redirect_uri", .remove,
      in: listed),
    content(
      "client-default-redirect-other", "cds_default_redirect_uri is none of the redirect URIs",
      breaks: "WG1-02/5.1/default-redirect-initial", at: "/cds_default_redirect_uri",
      .replace("{origin}/oauth/receipt"), in: listed),
    content(
      "client-default-details-missing",
      "leaves cds_default_authorization_details out of clients that ask users",
      breaks: "WG1-02/5.1/default-ad-required-if", at: "/cds_default_authorization_details",
      .remove, in: listed),
    content(
      "client-default-details-made-up", "the default details of new clients are not empty",
      breaks: "WG1-02/5.1/default-ad-initial", at: "/cds_default_authorization_details",
      .transform { $0 == [] ? [["type": "lakeland_usage"]] : $0 }, in: listed),
    content(
      "client-status-active", "the status of every client is 'active'",
      breaks: "WG1-02/5.2/status-enum", at: "/cds_status", .set("active")),
    content(
      "client-status-options-unknown", "lists the status option 'live'",
      breaks: "WG1-02/5.2/status-enum", at: "/cds_status_options", .append("live")),
    content(
      "client-grant-types-constant", "lists client_credentials for every client",
      breaks: "WG1-02/5.5/grant-types-from-descriptions", "WG1-02/3.4/grant-types-semantics",
      at: "/grant_types", .set(["client_credentials"]), in: listed),
    content(
      "client-response-types-constant", "lists token for every client that asks users",
      breaks: "WG1-02/5.5/response-types-from-descriptions", "WG1-02/3.4/response-types-semantics",
      at: "/response_types", .transform { $0 == [] ? $0 : ["token"] }, in: listed),
    content(
      "client-auth-method-constant", "says private_key_jwt for every client",
      breaks: "WG1-02/5.5/auth-method-from-descriptions", "WG1-02/3.4/auth-methods-semantics",
      at: "/token_endpoint_auth_method", .set("private_key_jwt")),
  ]

  private static let clientMetadataValues: [CDSDefect] = [
    content(
      "client-created-naive", "leaves the time zone out of cds_created",
      breaks: "WG1-02/5.1/field-cds-created", at: "/cds_created",
      .transform { .string($0.textValue?.replacing("Z", with: "") ?? "") }),
    content(
      "client-tos-uri-array", "sends tos_uri as an array",
      breaks: "WG1-02/5.1/other-rfc-fields-unmodified", at: "/tos_uri", .transform { [$0] }),
    content(
      "client-redirect-uri-string", "sends a single redirect URI as a string",
      breaks: "RFC7591/2/redirect-uris-type", at: "/redirect_uris", .transform(single),
      in: listed),
    content(
      "client-scope-array", "sends scope as an array", breaks: "RFC7591/2/scope-space-separated",
      at: "/scope", .transform { [$0] }),
    content(
      "client-contacts-string", "sends a single contact as a string",
      breaks: "RFC7591/2/contacts-array", at: "/contacts", .transform(single)),
    content(
      "client-pages-without-scheme", "cuts the scheme off client_uri",
      breaks: "RFC7591/2/uris-web-pages", at: "/client_uri",
      .transform { .string($0.textValue?.replacing("https://", with: "") ?? "") }),
    CDSDefect(
      "client-both-key-sets", "shows jwks beside jwks_uri", breaks: "RFC7591/2/jwks-exclusive",
      in: whereClientsShow,
      [
        .objects(
          .client,
          [
            DocumentEdit("/jwks", .set(["keys": []])),
            DocumentEdit("/jwks_uri", .set("https://client.example/keys.json")),
          ])
      ]),
    content(
      "client-software-version-number", "sends software_version as a number",
      breaks: "RFC7591/2/software-fields", at: "/software_version", .replace(2)),
    content(
      "client-details-types-object", "sends authorization_details_types of clients as an object",
      breaks: "RFC9396/10/client-metadata", at: "/authorization_details_types", .set([:])),
    CDSDefect(
      "credential-never-minus-one", "sends -1 for secrets that do not expire",
      breaks: "RFC7591/3.2.1/secret-expires-zero", in: [.credentialList, .credential],
      [
        .objects(
          .credential,
          [DocumentEdit("/client_secret_expires_at", .transform { $0 == 0 ? -1 : $0 })])
      ]),
  ]

  private static func withoutEmpty(_ name: String) -> @Sendable (JSONValue) -> JSONValue {
    { value in
      guard case .object(let fields) = value else { return value }
      return .object(fields.filter { $0.key != name || $0.value != [] })
    }
  }

  /// The only element of an array.
  private static let single: @Sendable (JSONValue) -> JSONValue = { value in
    guard case .array(let elements) = value, elements.count == 1 else { return value }
    return elements[0]
  }
}
