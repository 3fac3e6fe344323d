import SynchroJSON

/// A member of an object of the APIs, and a value of a wrong type for it; the objects are wrong
/// wherever they are shown.
struct ObjectFieldDefects: Sendable {
  let name: String
  let wrong: JSONValue
  /// What the wrong value is.
  let words: String
  /// Whether the member may be left out; then it is wrong only where it is.
  let isOptional: Bool

  init(_ name: String, _ wrong: JSONValue, _ words: String, isOptional: Bool = false) {
    self.name = name
    self.wrong = wrong
    self.words = words
    self.isOptional = isOptional
  }

  /// The defects of the member: missing, when it is needed, and mistyped.
  func defects(
    of kind: CDSObjectKind, prefix: String, called object: String, section: String,
    in answers: Set<CDSAnswer>
  ) -> [CDSDefect] {
    let slug = name.replacing("_", with: "-")
    let requirement = "\(section)/field-\(slug)"
    func defect(_ ending: String, _ words: String, _ change: DocumentEdit.Change) -> CDSDefect {
      CDSDefect(
        "\(prefix)-\(slug)-\(ending)", words, breaks: requirement, in: answers,
        [.objects(kind, [DocumentEdit("/" + name, change)])])
    }
    let change: DocumentEdit.Change = isOptional ? .replace(wrong) : .set(wrong)
    let mistyped = defect("mistyped", "sends \(name) of \(object) as \(words)", change)
    if isOptional { return [mistyped] }
    return [defect("missing", "leaves \(name) out of \(object)", .remove), mistyped]
  }
}

extension CDSDefect {
  /// The answers in which clients are shown.
  static let whereClientsShow: Set<CDSAnswer> = [.registration, .clientList, .client]

  /// Every member of CDS-WG1-02, section 5.1, missing or mistyped.
  static let clientFields: [CDSDefect] = clientMembers.flatMap {
    $0.defects(
      of: .client, prefix: "client", called: "clients", section: "WG1-02/5.1",
      in: whereClientsShow)
  }

  private static let clientMembers: [ObjectFieldDefects] = [
    ObjectFieldDefects("client_id", 7, "a number"),
    ObjectFieldDefects("client_id_issued_at", "1800000000", "a quoted number"),
    ObjectFieldDefects("scope", 7, "a number"),
    ObjectFieldDefects("redirect_uris", nil, "null"),
    ObjectFieldDefects("token_endpoint_auth_method", [:], "an empty object"),
    ObjectFieldDefects("grant_types", nil, "null"),
    ObjectFieldDefects("response_types", nil, "null"),
    ObjectFieldDefects("client_name", 7, "a number"),
    ObjectFieldDefects("contacts", nil, "null"),
    ObjectFieldDefects("authorization_details_types", nil, "null"),
    ObjectFieldDefects("cds_created", 1_800_000_000, "a unix timestamp"),
    ObjectFieldDefects("cds_modified", 1_800_000_000, "a unix timestamp"),
    ObjectFieldDefects("cds_client_uri", "/cds/clients/1", "a relative path"),
    ObjectFieldDefects("cds_status", 7, "a number"),
    ObjectFieldDefects("cds_status_options", nil, "null"),
    ObjectFieldDefects("cds_server_metadata", "/client-metadata/1", "a relative path"),
    ObjectFieldDefects("cds_default_scope", 7, "a number", isOptional: true),
    ObjectFieldDefects(
      "cds_default_redirect_uri", "/oauth/receipt", "a relative path", isOptional: true),
    ObjectFieldDefects("cds_default_authorization_details", nil, "null", isOptional: true),
  ]
}
