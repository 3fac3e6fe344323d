import SynchroJSON

/// A scope description whose members the specification words itself, and the defects of these words.
struct FixedScope: Sendable {
  /// The section that words it.
  let section: String
  /// What the names of its defects begin with.
  let prefix: String
  /// What sentences call it.
  let what: String
  /// Where it is in the authorization server metadata.
  let pointer: String

  static let clientAdmin = FixedScope(
    section: "WG1-02/3.3.1", prefix: "client-admin", what: "the client admin scope",
    pointer: "/cds_scope_descriptions/cds_client_admin")
  static let grantAdmin = FixedScope(
    section: "WG1-02/3.3.2", prefix: "grant-admin", what: "the grant admin scope",
    pointer: "/cds_scope_descriptions/type=cds_grant_admin")
  static let files = FixedScope(
    section: "WG1-02/3.3.3", prefix: "files-scope", what: "the scope for files",
    pointer: "/cds_scope_descriptions/type=cds_server_provided_files")

  /// One member with another value than the specification gives it.
  func member(
    _ row: String, _ name: String, _ change: DocumentEdit.Change, _ words: String,
    also more: [String] = [], server: [DocumentEdit] = []
  ) -> CDSDefect {
    CDSDefect(
      "\(prefix)-\(row)-wrong", "\(words) \(what)", breaking: ["\(section)/\(row)"] + more,
      in: .server, [.edits(.server, [DocumentEdit("\(pointer)/\(name)", change)] + server)])
  }

  /// One member of an authorization details field with another value than the specification gives it.
  func field(
    _ id: String, _ row: String, _ name: String, _ change: DocumentEdit.Change, _ words: String,
    also more: [String] = []
  ) -> CDSDefect {
    let slug = id.replacing("_", with: "-") + "-" + row
    let place = "\(pointer)/authorization_details_fields_supported/id=\(id)/\(name)"
    return CDSDefect(
      "\(prefix)-\(slug)-wrong", "\(words) in the field \(id) of \(what)",
      breaking: ["\(section)/field-\(slug)"] + more, in: .server,
      .edit(place, change, in: .server))
  }
}

extension CDSDefect {
  private static let methods = "token_endpoint_auth_methods_supported"
  private static let types = "authorization_details_types_supported"
  private static let fields = "authorization_details_fields_supported"

  /// A details field that is right in itself.
  private static func spareField(_ id: String, for type: JSONValue) -> JSONValue {
    [
      "id": .string(id), "name": "Another", "description": "A field that is not foreseen.",
      "documentation": "{origin}/docs", "for_types": [type], "format": "string",
      "is_required": false, "default": "", "maximum": 100, "minimum": 0,
    ]
  }

  /// CDS-WG1-02, section 3.3.1: each constant of the client admin scope, changed.
  static let clientAdminScope: [CDSDefect] = {
    let scope = FixedScope.clientAdmin
    return [
      scope.member(
        "id", "id", .set("client_admin"), "gives another id than its key to",
        also: ["WG1-02/3.4/id-equals-key"]),
      scope.member("type", "type", .set("admin"), "writes the type admin for"),
      scope.member("name", "name", .set("Administrator"), "writes the name Administrator for"),
      scope.member(
        "description", "description", .set("Grants access to the management of clients."),
        "describes in its own words"),
      scope.member(
        "documentation", "documentation", .set(""), "documents with an empty string",
        also: ["WG1-02/3.4/field-documentation"]),
      scope.member(
        "registration-requirements", "registration_requirements", .set(["lakeland_company"]),
        "requires the name of the company for"),
      scope.member(
        "registration-optional", "registration_optional", .set(["lakeland_nickname"]),
        "takes an optional registration field for"),
      scope.member(
        "response-types", "response_types_supported", .set(["code"]),
        "lists the response type code for", also: ["WG1-02/3.4/response-types-empty"]),
      scope.member(
        "grant-types", "grant_types_supported", .append("refresh_token"),
        "lists the grant type refresh_token, too, for"),
      scope.member(
        "auth-methods", methods, .append("client_secret_post"),
        "lists client_secret_post, too, for",
        server: [DocumentEdit("/" + methods, .append("client_secret_post"))]),
      scope.member(
        "code-challenge", "code_challenge_methods_supported", .set(["S256"]),
        "lists the code challenge method S256 for", also: ["WG1-02/3.4/ccm-empty"]),
      scope.member(
        "coverages", "coverages_supported", .set(["lpl-electric"]), "lists a coverage entry for",
        also: ["WG1-02/3.4/coverages-empty"]),
      scope.member(
        "grant-admin-scope", "grant_admin_scope", .set("cds_grant_admin_1"),
        "names a grant admin scope for"),
      scope.member(
        "ad-types", types, .set(["cds_client_admin"]), "lists an authorization details type for",
        server: [DocumentEdit("/" + types, .append("cds_client_admin"))]),
      scope.member(
        "ad-fields", fields, .set([spareField("client", for: "cds_client_admin")]),
        "lists an authorization details field for", also: ["WG1-02/3.8/for-types-subset"]),
    ]
  }()

  /// CDS-WG1-02, section 3.3.2: each constant of the grant admin scope, changed.
  static let grantAdminScope: [CDSDefect] = {
    let scope = FixedScope.grantAdmin
    return [
      CDSDefect(
        "grant-admin-id-shared", "describes two grant admin scopes with one id",
        breaks: "WG1-02/3.3.2/id-unique", "WG1-02/3.4/id-equals-key", in: .server,
        .edit("/cds_scope_descriptions", .transform(doubled("cds_grant_admin")), in: .server)),
      scope.member(
        "type", "type", .set("cds_grant_admin_1"), "writes the id as the type of",
        also: ["WG1-02/3.4/grant-admin-described"]),
      scope.member("name", "name", .set("Grant Admin 1"), "numbers the name of"),
      scope.member(
        "description", "description", .set("This scope opens Grants that exist already."),
        "describes in its own words"),
      scope.member(
        "documentation", "documentation", .remove, "leaves the documentation out of",
        also: ["WG1-02/3.4/field-documentation"]),
      scope.member(
        "registration-requirements", "registration_requirements", .set(["lakeland_review"]),
        "requires an internal review for"),
      scope.member(
        "registration-optional", "registration_optional", .remove,
        "leaves registration_optional out of",
        also: ["WG1-02/3.4/field-registration-optional", "WG1-02/3.4/optional-empty-array"]),
      scope.member(
        "response-types", "response_types_supported", .set(["code"]),
        "lists the response type code for", also: ["WG1-02/3.4/response-types-empty"]),
      scope.member(
        "grant-types", "grant_types_supported", .append("authorization_code"),
        "lists the grant type authorization_code, too, for", also: ["WG1-02/3.4/ccm-s256"]),
      scope.member(
        "auth-methods", methods, .append("none"), "lets clients without a secret use",
        server: [DocumentEdit("/" + methods, .append("none"))]),
      scope.member(
        "code-challenge", "code_challenge_methods_supported", .set(["S256"]),
        "lists the code challenge method S256 for", also: ["WG1-02/3.4/ccm-empty"]),
      scope.member(
        "coverages", "coverages_supported", .set(["lpl-electric", "lpl-gas"]),
        "lists coverage entries for", also: ["WG1-02/3.4/coverages-empty"]),
      scope.member(
        "grant-admin-scope", "grant_admin_scope", .set("cds_grant_admin_1"),
        "names itself as the grant admin scope of"),
      CDSDefect(
        "grant-admin-ad-types-wrong", "lists the type in place of the id of the grant admin scope",
        breaks: "WG1-02/3.3.2/ad-types", in: .server,
        [
          .edits(
            .server,
            [
              DocumentEdit("\(scope.pointer)/\(types)", .set(["cds_grant_admin"])),
              // That the fields are for the literal type is tolerated.
              DocumentEdit("\(scope.pointer)/\(fields)/*/for_types", .set(["cds_grant_admin"])),
              DocumentEdit("/" + types, .append("cds_grant_admin")),
            ])
        ]),
      scope.member(
        "ad-fields-two", "\(fields)/id=client_id", .remove, "has no field client_id in"),
      CDSDefect(
        "grant-admin-named-by-type", "names the type where the id of a grant admin scope is due",
        breaks: "WG1-02/3.3.2/scopes-point-to-admin-id", "WG1-02/3.4/grant-admin-described",
        in: .server,
        .edit(
          "/cds_scope_descriptions/*/grant_admin_scope",
          .transform { $0 == .null ? $0 : "cds_grant_admin" }, in: .server)),
    ]
      + idField(of: scope, "client_id", name: "Client", length: 255, least: 0, format: "int")
      + idField(of: scope, "grant_id", name: "Grant", length: 36, least: 36, format: "string_list")
  }()

  /// CDS-WG1-02, section 3.3.3: each constant of the scope for files, changed.
  static let filesScope: [CDSDefect] = {
    let scope = FixedScope.files
    return [
      CDSDefect(
        "files-scope-id-shared", "describes two scopes for files with one id",
        breaks: "WG1-02/3.3.3/id-unique", "WG1-02/3.4/id-equals-key", in: .server,
        .edit(
          "/cds_scope_descriptions", .transform(doubled("cds_server_provided_files")),
          in: .server)),
      scope.member(
        "type", "type", .set("cds_server_provided_files_1"), "writes the id as the type of"),
      scope.member("name", "name", .set("Files"), "writes the name Files for"),
      scope.member(
        "documentation", "documentation", .remove, "leaves the documentation out of",
        also: ["WG1-02/3.4/field-documentation"]),
      scope.member(
        "registration-requirements", "registration_requirements", .set(["lakeland_agreement"]),
        "requires a filled-in form for"),
      scope.member(
        "registration-optional", "registration_optional", .remove,
        "leaves registration_optional out of",
        also: ["WG1-02/3.4/field-registration-optional", "WG1-02/3.4/optional-empty-array"]),
      scope.member(
        "response-types", "response_types_supported", .set(["code"]),
        "lists the response type code for"),
      scope.member(
        "grant-types", "grant_types_supported", .set(["client_credentials"]),
        "lists the grant type client_credentials for"),
      scope.member(
        "auth-methods", methods, .set(["client_secret_basic"]),
        "lists a way of client authentication for"),
      scope.member(
        "code-challenge", "code_challenge_methods_supported", .set(["S256"]),
        "lists the code challenge method S256 for", also: ["WG1-02/3.4/ccm-empty"]),
      scope.member(
        "coverages", "coverages_supported", .set(["lpl-electric"]), "lists a coverage entry for",
        also: ["WG1-02/3.4/coverages-empty"]),
      scope.member(
        "grant-admin-scope", "grant_admin_scope", .set(nil), "names no grant admin scope for"),
      scope.member(
        "ad-types", types, .append("cds_server_provided_files"),
        "lists its type beside its id as an authorization details type of",
        server: [DocumentEdit("/" + types, .append("cds_server_provided_files"))]),
      scope.member(
        "ad-fields-one", fields, .append(spareField("folder", for: "cds_server_provided_files_1")),
        "has a second field in"),
    ]
      + idField(of: scope, "file_id", name: "File", length: 4096, least: 0, format: "string_list")
  }()

  /// The constants of a field that holds an identifier.
  private static func idField(
    of scope: FixedScope, _ id: String, name: String, length: Int, least: Int, format: String
  ) -> [CDSDefect] {
    let choice: JSONValue = [
      "id": "1", "name": "The first", "description": "There is one.",
      "documentation": "{origin}/docs",
    ]
    return [
      scope.field(id, "name", "name", .set(.string(name)), "shortens the name"),
      scope.field(
        id, "description", "description", .set("Which one is meant."), "words the description anew"
      ),
      scope.field(
        id, "documentation", "documentation", .remove, "has no documentation",
        also: ["WG1-02/3.8/field-documentation"]),
      scope.field(
        id, "for-types", "for_types", .set(["lakeland_usage"]), "names the type of another scope",
        also: ["WG1-02/3.8/for-types-subset"]),
      scope.field(id, "format", "format", .set(.string(format)), "writes the format \(format)"),
      scope.field(id, "required", "is_required", .set(false), "says false for is_required"),
      scope.field(
        id, "no-default", "default", .set(""), "has a default",
        also: ["WG1-02/3.8/default-if-not-required"]),
      scope.field(id, "maximum", "maximum", .set(.integer(length)), "has the maximum \(length)"),
      scope.field(id, "minimum", "minimum", .set(.integer(least)), "has the minimum \(least)"),
      scope.field(id, "no-choices", "choices", .set([choice]), "lists choices"),
    ]
  }

  /// The descriptions with a copy of the one of that type under another key.
  private static func doubled(_ type: String) -> @Sendable (JSONValue) -> JSONValue {
    { descriptions in
      guard case .object(let members) = descriptions,
        let member = members.first(where: { $0.value["type"] == .string(type) })
      else { return descriptions }
      return .object(members + [JSONField(member.key + "b", member.value)])
    }
  }
}
