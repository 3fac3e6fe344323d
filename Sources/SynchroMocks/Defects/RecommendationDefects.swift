import SynchroJSON

extension CDSDefect {
  private static func advice(
    _ id: String, _ words: String, breaks requirement: String, _ pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(id, words, breaks: requirement, in: .server, .edit(pointer, change, in: .server))
      .warnedOf()
  }

  /// CDS-WG1-02, sections 3.3 and 3.5: what is recommended or odd, so that a run warns of it.
  static let recommendations: [CDSDefect] = [
    advice(
      "scope-type-without-prefix", "the types of its own scopes begin with no name of the server",
      breaks: "WG1-02/3.3/server-prefix", "/cds_scope_descriptions/*",
      .when(isExtension, "/type", .transform(unprefixed))),
    advice(
      "grant-admin-id-unusual", "the id of the grant admin scope is 'grants'",
      breaks: "WG1-02/3.3.2/id-prefix", "",
      .transform { renamed("cds_grant_admin", to: "grants", in: $0) }),
    advice(
      "files-scope-id-unusual", "the id of the scope for files is 'files'",
      breaks: "WG1-02/3.3.3/id-prefix", "",
      .transform { renamed("cds_server_provided_files", to: "files", in: $0) }),
    advice(
      "files-scope-name-shared", "describes two scopes for files by the same name",
      breaks: "WG1-02/3.3.3/name-suffix-multi", "", .transform(withSecondFilesScope)),
    CDSDefect(
      "grant-admin-for-types-literal", "names the type of the grant admin scope in for_types",
      breaks: "WG1-02/3.3.2/field-client-id-for-types",
      "WG1-02/3.3.2/field-grant-id-for-types", in: .server,
      .edit(
        FixedScope.grantAdmin.pointer + "/authorization_details_fields_supported/*/for_types",
        .set(["cds_grant_admin"]), in: .server)
    ).warnedOf(),
    advice(
      "regfield-length-of-file", "limits the length of PDF files in place of their size",
      breaks: "WG1-02/3.5/max-length-formats", "/cds_registration_fields/format=pdf/max_length",
      .set(1000)),
    advice(
      "regfield-size-of-text", "limits the size of texts as if they were files",
      breaks: "WG1-02/3.5/max-size-formats", "/cds_registration_fields/format=string/max_size",
      .set(1000)),
  ]

  private static let unprefixed: @Sendable (JSONValue) -> JSONValue = { type in
    guard case .string(let text) = type, let end = text.firstIndex(of: "_") else { return type }
    return .string(String(text[end...].dropFirst()))
  }

  /// The key of the first scope description of a type.
  private static func scope(ofType type: String, in document: JSONValue) -> JSONField? {
    guard case .object(let members)? = document["cds_scope_descriptions"] else { return nil }
    return members.first { $0.value["type"] == .string(type) }
  }

  /// The document with another id for a scope, wherever it stands.
  private static func renamed(
    _ type: String, to name: String, in document: JSONValue
  ) -> JSONValue {
    guard let scope = scope(ofType: type, in: document) else { return document }
    return replaced(scope.key, by: name, in: document)
  }

  private static func replaced(
    _ text: String, by other: String, in value: JSONValue
  ) -> JSONValue {
    switch value {
    case .string(text): .string(other)
    case .array(let elements): .array(elements.map { replaced(text, by: other, in: $0) })
    case .object(let members):
      .object(
        members.map {
          JSONField($0.key == text ? other : $0.key, replaced(text, by: other, in: $0.value))
        })
    case .null, .bool, .number, .string: value
    }
  }

  private static let withSecondFilesScope: @Sendable (JSONValue) -> JSONValue = { document in
    guard let scope = scope(ofType: "cds_server_provided_files", in: document) else {
      return document
    }
    let second = scope.key + "b"
    var document = document
    for edit in [
      DocumentEdit(
        "/cds_scope_descriptions/\(second)",
        .set(replaced(scope.key, by: second, in: scope.value))),
      DocumentEdit("/scopes_supported", .append(.string(second))),
      DocumentEdit("/authorization_details_types_supported", .append(.string(second))),
    ] { edit.apply(to: &document) }
    return document
  }
}
