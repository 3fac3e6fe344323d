import SynchroJSON

extension CDSDefect {
  private static let scopes = "/cds_scope_descriptions/*"

  private static func scope(
    _ id: String, _ words: String, breaks requirements: String..., edits: [DocumentEdit]
  ) -> CDSDefect {
    CDSDefect("scope-" + id, words, breaking: requirements, in: .server, [.edits(.server, edits)])
  }

  /// One member of every scope description, changed.
  private static func scope(
    _ id: String, _ words: String, breaks requirements: String..., at member: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      "scope-" + id, words, breaking: requirements, in: .server,
      .edit("\(scopes)/\(member)", change, in: .server))
  }

  /// Whether a scope description is not one of those that CDS-WG1-02 words itself.
  static let isExtension: @Sendable (JSONValue) -> Bool = { description in
    guard case .string(let type)? = description["type"] else { return false }
    return !type.hasPrefix("cds_")
  }

  /// Whether it is an extension's and nobody is asked to authorize it.
  private static let isClientOnly: @Sendable (JSONValue) -> Bool = {
    isExtension($0) && $0["grant_types_supported"] == ["client_credentials"]
  }

  /// A list with one more element, when it has some.
  private static func longer(by element: JSONValue) -> DocumentEdit.Change {
    .transform { value in
      guard case .array(let elements) = value, !elements.isEmpty else { return value }
      return .array(elements + [element])
    }
  }

  /// What takes the place of an empty list.
  private static func empty(becomes other: JSONValue) -> DocumentEdit.Change {
    .transform { $0 == [] ? other : $0 }
  }

  /// CDS-WG1-02, section 3.4: every member of a scope description, missing or mistyped.
  static let scopeFields: [CDSDefect] = [
    FieldFault("id", .string), FieldFault("type", .string), FieldFault("name", .string),
    FieldFault("description", .string), FieldFault("documentation", .url),
    FieldFault("registration_requirements", .list), FieldFault("registration_optional", .list),
    FieldFault("response_types_supported", .list), FieldFault("grant_types_supported", .list),
    FieldFault("token_endpoint_auth_methods_supported", .list),
    FieldFault("code_challenge_methods_supported", .list),
    FieldFault("coverages_supported", .list), FieldFault("grant_admin_scope", .stringOrNull),
    FieldFault("authorization_details_types_supported", .list),
    FieldFault("authorization_details_fields_supported", .list),
  ].flatMap {
    $0.defects(
      prefix: "scope", of: "every scope description", at: scopes, section: "WG1-02/3.4",
      in: .server)
  }

  /// CDS-WG1-02, sections 3.3 and 3.4: what scope descriptions say.
  static let scopeContent: [CDSDefect] = [
    scope(
      "described-in-words", "describes its own scopes by a sentence in place of an object",
      breaks: "WG1-02/3.3/additional-scopes-described",
      "WG1-02/3.2/field-cds-scope-descriptions",
      edits: [
        DocumentEdit(
          scopes, .transform { isExtension($0) ? $0["description"] ?? "A scope." : $0 })
      ]),
    scope(
      "key-spelling", "writes hyphens in the keys of its own scopes and underscores in their ids",
      breaks: "WG1-02/3.4/id-equals-key",
      edits: [DocumentEdit("/cds_scope_descriptions", .transform(hyphenated))]),
    scope(
      "requirement-dangling", "requires a registration field that it does not describe",
      breaks: "WG1-02/3.4/requirements-resolvable", "WG1-02/3.2/reg-fields-key-each",
      at: "registration_requirements", longer(by: "lakeland_forgotten")),
    scope(
      "requirements-null-for-none", "writes null where a scope requires no registration field",
      breaks: "WG1-02/3.4/requirements-empty-array",
      "WG1-02/3.4/field-registration-requirements", at: "registration_requirements",
      empty(becomes: nil)),
    scope(
      "optional-absent-for-none", "leaves registration_optional out where it would be empty",
      breaks: "WG1-02/3.4/optional-empty-array", "WG1-02/3.4/field-registration-optional",
      edits: [
        DocumentEdit(
          scopes,
          .when({ $0["registration_optional"] == [] }, "/registration_optional", .remove))
      ]),
    scope(
      "response-type-without-request", "lists the response type code for a scope without users",
      breaks: "WG1-02/3.4/response-types-empty",
      edits: [
        DocumentEdit(scopes, .when(isClientOnly, "/response_types_supported", .set(["code"])))
      ]),
    scope(
      "without-grant-type", "lists no grant type for a scope that can be asked for",
      breaks: "WG1-02/3.4/grant-types-min-one",
      edits: [DocumentEdit(scopes, .when(isClientOnly, "/grant_types_supported", .set([])))]),
    scope(
      "code-without-s256", "lists no code challenge method for a scope with authorization codes",
      breaks: "WG1-02/3.4/ccm-s256", at: "code_challenge_methods_supported", .set([])),
    scope(
      "code-with-plain", "lists the code challenge method plain beside S256",
      breaks: "WG1-02/3.4/ccm-no-plain",
      edits: [
        DocumentEdit("\(scopes)/code_challenge_methods_supported", longer(by: "plain")),
        DocumentEdit("/code_challenge_methods_supported", .append("plain")),
      ]),
    scope(
      "challenge-without-code", "lists S256 for a scope that has no authorization codes",
      breaks: "WG1-02/3.4/ccm-empty",
      edits: [
        DocumentEdit(
          scopes, .when(isClientOnly, "/code_challenge_methods_supported", .set(["S256"])))
      ]),
    scope(
      "coverage-unknown", "lists a coverage id that no coverage entry has",
      breaks: "WG1-02/3.4/coverages-resolvable", at: "coverages_supported", longer(by: "nowhere")),
    scope(
      "coverage-of-admin", "lists a coverage entry for every administrative scope",
      breaks: "WG1-02/3.4/coverages-empty", "WG1-02/3.3.1/coverages", at: "coverages_supported",
      empty(becomes: ["lpl-electric"])),
    scope(
      "grant-admin-undescribed", "names a grant admin scope that it does not describe",
      breaks: "WG1-02/3.4/grant-admin-described", "WG1-02/3.3.2/scopes-point-to-admin-id",
      at: "grant_admin_scope", .transform { $0 == .null ? $0 : "cds_grant_admin_9" }),
    scope(
      "grant-admin-empty", "writes an empty string where a scope has no grant admin scope",
      breaks: "WG1-02/3.4/grant-admin-null",
      edits: [
        DocumentEdit(
          scopes,
          .when(
            { isExtension($0) && $0["grant_admin_scope"] == .null }, "/grant_admin_scope", .set(""))
        )
      ]),
    scope(
      "details-absent-for-none",
      "leaves authorization_details_fields_supported out where it would be empty",
      breaks: "WG1-02/3.4/ad-fields-empty",
      "WG1-02/3.4/field-authorization-details-fields-supported",
      edits: [
        DocumentEdit(
          scopes,
          .when(
            { $0["authorization_details_fields_supported"] == [] },
            "/authorization_details_fields_supported", .remove))
      ]),
  ]

  private static let hyphenated: @Sendable (JSONValue) -> JSONValue = { descriptions in
    guard case .object(let fields) = descriptions else { return descriptions }
    return .object(
      fields.map { field in
        guard isExtension(field.value) else { return field }
        return JSONField(field.key.replacing("_", with: "-"), field.value)
      })
  }
}
