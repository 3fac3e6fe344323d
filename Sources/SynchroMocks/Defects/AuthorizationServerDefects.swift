import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static func content(
    _ id: String, _ words: String, breaks requirement: String, _ pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(id, words, breaks: requirement, in: .server, .edit(pointer, change, in: .server))
  }

  /// CDS-WG1-02, section 3.2, and RFC 8414, section 2: what the object says.
  static let authorizationServerContent: [CDSDefect] = [
    content(
      "oauth-scope-unlisted", "leaves a described scope out of scopes_supported",
      breaks: "WG1-02/3.2/scopes-supported-union", "/scopes_supported/0", .remove),
    content(
      "oauth-ccm-no-union", "lists no code challenge method, a scope description does",
      breaks: "WG1-02/3.2/ccm-union", "/code_challenge_methods_supported", .set([])),
    content(
      "oauth-adt-no-union", "lists no authorization details type, scope descriptions do",
      breaks: "WG1-02/3.2/adt-union", "/authorization_details_types_supported", .set([])),
    content(
      "oauth-rts-no-union", "lists no response type, a scope description does",
      breaks: "WG1-02/3.2/rts-union", "/response_types_supported", .set([])),
    content(
      "oauth-gts-no-union", "lists the grant type of authorization codes alone",
      breaks: "WG1-02/3.2/gts-union", "/grant_types_supported", .set(["authorization_code"])),
    content(
      "oauth-team-no-union", "lists no way of client authentication, scope descriptions do",
      breaks: "WG1-02/3.2/team-union", "/token_endpoint_auth_methods_supported", .set([])),
    content(
      "oauth-par-missing", "supports code without a pushed authorization request endpoint",
      breaks: "WG1-02/3.2/par-required-if", "/pushed_authorization_request_endpoint", .remove),
    content(
      "oauth-version-wrong", "cds_oauth_version is v1.0",
      breaks: "WG1-02/3.2/cds-oauth-version-v1", "/cds_oauth_version", .set("v1.0")),
    content(
      "oauth-timezone-abbreviation", "cds_timezone is the abbreviation of a time zone",
      breaks: "WG1-02/2/timezone-type", "/cds_timezone", .set("PST")),
    content(
      "oauth-files-api-missing", "offers a scope for files without the URL of their API",
      breaks: "WG1-02/3.2/spf-api-required-if", "/cds_server_provided_files_api", .remove),
    content(
      "oauth-test-accounts-missing", "supports code without documentation of test accounts",
      breaks: "WG1-02/3.2/test-accounts-required-if", "/cds_test_accounts", .remove),
    content(
      "oauth-scope-undescribed", "describes no client admin scope",
      breaks: "WG1-02/3.2/scope-desc-key-each", "/cds_scope_descriptions/cds_client_admin",
      .remove),
    content(
      "oauth-registration-field-undescribed", "describes none of the fields that scopes require",
      breaks: "WG1-02/3.2/reg-fields-key-each", "/cds_registration_fields/*", .remove),
    CDSDefect(
      "oauth-registration-fields-null", "no scope requires a field, and null stands for none",
      breaks: "WG1-02/3.2/reg-fields-empty-object", "WG1-02/3.2/field-cds-registration-fields",
      in: .server,
      [
        .edits(
          .server,
          [
            DocumentEdit("/cds_scope_descriptions/*/registration_requirements", .set([])),
            DocumentEdit("/cds_scope_descriptions/*/registration_optional", .set([])),
            DocumentEdit("/cds_registration_fields", .set(nil)),
          ])
      ]),
    content(
      "oauth-issuer-missing", "has no issuer", breaks: "RFC8414/2/issuer", "/issuer", .remove),
    content(
      "oauth-issuer-plain-http", "the issuer is a URL without TLS", breaks: "RFC8414/2/issuer",
      "/issuer", .set("http://{host}")
    ).overTLS(),
    content(
      "oauth-api-plain-http", "cds_clients_api is a URL without TLS",
      breaks: "WG1-02/2/https-scheme", "/cds_clients_api", .set("http://{host}/cds/clients")
    ).overTLS(),
    content(
      "oauth-issuer-query", "the issuer has a query", breaks: "RFC8414/2/issuer-no-query",
      "/issuer", .set("{origin}?tenant=1")),
    content(
      "oauth-issuer-elsewhere", "the issuer is another host",
      breaks: "RFC8414/3.3/issuer-match", "/issuer", .set("https://staging.cds.example")),
    content(
      "oauth-authorization-endpoint-missing", "supports code without an authorization endpoint",
      breaks: "RFC8414/2/authorization-endpoint", "/authorization_endpoint", .remove),
    content(
      "oauth-token-endpoint-missing", "has no token endpoint", breaks: "RFC8414/2/token-endpoint",
      "/token_endpoint", .remove),
    content(
      "oauth-response-modes-string", "response_modes_supported is a string",
      breaks: "RFC8414/2/response-modes", "/response_modes_supported", .set("query")),
    content(
      "oauth-ui-locales-string", "ui_locales_supported is one string",
      breaks: "RFC8414/2/ui-locales", "/ui_locales_supported", .set("en")),
    content(
      "oauth-ui-locales-empty", "ui_locales_supported is there and empty",
      breaks: "RFC8414/3.2/zero-elements-omitted", "/ui_locales_supported", .set([])
    ).warnedOf(),
    content(
      "oauth-scopes-joined", "joins scopes_supported in one string",
      breaks: "RFC8414/3.2/multi-valued-arrays", "/scopes_supported",
      .transform { scopes in
        guard case .array(let scopes) = scopes else { return scopes }
        return .string(
          scopes.compactMap { scope in
            if case .string(let name) = scope { name } else { nil }
          }.joined(separator: " "))
      }),
    content(
      "oauth-signing-algorithms-missing", "lists private_key_jwt without signing algorithms",
      breaks: "RFC8414/2/signing-alg-required-if", "/token_endpoint_auth_methods_supported",
      .append("private_key_jwt")),
    content(
      "oauth-signing-algorithm-none", "lists 'none' as a signing algorithm",
      breaks: "RFC8414/2/signing-alg-no-none", "/token_endpoint_auth_signing_alg_values_supported",
      .set(["ES256", "none"])),
    content(
      "oauth-revocation-methods-string", "the methods of the revocation endpoint are a string",
      breaks: "RFC8414/2/revocation-auth-methods", "/revocation_endpoint_auth_methods_supported",
      .set("client_secret_basic")),
    content(
      "oauth-revocation-algorithms-missing",
      "lists private_key_jwt for revocation without signing algorithms",
      breaks: "RFC8414/2/revocation-signing-alg", "/revocation_endpoint_auth_methods_supported",
      .set(["private_key_jwt"])),
    content(
      "oauth-introspection-methods-string", "the methods of introspection are a string",
      breaks: "RFC8414/2/introspection-auth-methods",
      "/introspection_endpoint_auth_methods_supported", .set("client_secret_basic")),
    content(
      "oauth-introspection-algorithms-missing",
      "lists client_secret_jwt for introspection without signing algorithms",
      breaks: "RFC8414/2/introspection-signing-alg",
      "/introspection_endpoint_auth_methods_supported", .set(["client_secret_jwt"])),
    content(
      "oauth-jwks-is-page", "jwks_uri leads to a page for people", breaks: "RFC8414/2/jwks-uri",
      "/jwks_uri", .set("{origin}/docs")),
    CDSDefect(
      "oauth-jwks-without-use", "the key set mixes purposes and leaves use out of a key",
      breaks: "RFC8414/2/jwks-use", in: .server,
      [
        .edits(.server, [DocumentEdit("/jwks_uri", .set("{origin}/oauth/mixed-keys.json"))]),
        .document("/oauth/mixed-keys.json", mixedKeys),
      ]),
    content(
      "oauth-signed-metadata-unsigned", "signed_metadata is a JWT with the algorithm none",
      breaks: "RFC8414/2.1/signed-metadata", "/signed_metadata",
      .set("eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2Nkcy5leGFtcGxlIn0.")),
  ]

  /// CDS-WG1-02, sections 3 and 3.1, and RFC 8414, section 3: how the object is served.
  static let authorizationServerBehaviour: [CDSDefect] = [
    CDSDefect(
      "oauth-not-hosted", "answers 404 where oauth_metadata leads",
      breaks: "WG1-02/3/metadata-hosted", "WG1-02/3.1/oauth-metadata-resolves", in: .server,
      [.reply(.server, ReplyChange.always(.notFound, "nothing is here"))]),
    CDSDefect(
      "oauth-jwt-only", "serves the metadata as a signed token alone",
      breaks: "WG1-02/3/follows-rfc8414", "RFC8414/3.2/json-object", "RFC8414/3.2/content-type",
      in: .server,
      [
        .reply(
          .server,
          ReplyChange.content(
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln", contentType: "application/jwt"))
      ]),
    CDSDefect(
      "oauth-get-refused", "answers 405 to GET of the metadata",
      breaks: "RFC8414/3.2/get-200", "WG1-02/3.1/https-get", in: .server,
      [.reply(.server, ReplyChange.always(.methodNotAllowed, "use POST"))]
    ).overTLS(),
    CDSDefect(
      "oauth-status-203", "answers 203 in place of 200", breaks: "RFC8414/3.2/get-200",
      in: .server, [.reply(.server, ReplyChange.status(203))]),
    CDSDefect(
      "oauth-content-type-html", "calls the metadata text/html",
      breaks: "RFC8414/3.2/content-type", in: .server,
      [.reply(.server, ReplyChange.contentType("text/html"))]),
    CDSDefect(
      "oauth-array", "puts the metadata object in an array", breaks: "RFC8414/3.2/json-object",
      in: .server, .edit("", .transform { .array([$0]) }, in: .server)),
    CDSDefect(
      "oauth-error-is-200", "answers unsupported methods with 200 and an error page",
      breaks: "RFC8414/3.2/error-status", in: .server,
      [.reply(.server, ReplyChange.errorPageFor200)]),
    CDSDefect(
      "oauth-well-known-suffix", "puts the well-known path behind the path of the issuer",
      breaks: "RFC8414/3/well-known-path", "RFC8414/3.3/issuer-match",
      in: [.metadata, .authorizationServer],
      [
        .edits(
          .metadata,
          [
            DocumentEdit(
              "/oauth_metadata",
              .set(.string("{origin}/tenant" + CDSEndpoint.metadata.path)))
          ]),
        .edits(.server, [DocumentEdit("/issuer", .set("{origin}/tenant"))]),
        .alias("/tenant" + CDSEndpoint.metadata.path, of: CDSEndpoint.metadata.path),
      ]),
  ]

  /// The public key of RFC 7517, appendix A.1, twice; the second lacks its use.
  private static let mixedKeys: JSONValue = [
    "keys": [
      [
        "kty": "EC", "crv": "P-256", "use": "enc", "kid": "1",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
      ],
      [
        "kty": "EC", "crv": "P-256", "kid": "2",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
      ],
    ]
  ]
}
