import SynchroJSON

/// A member of a document and the wrong value that its two defects, missing and mistyped, need.
struct FieldFault: Sendable {
  /// What the specification calls the value.
  enum Kind: Sendable {
    case string
    case url
    case datetime
    case list
    case map
    case optionalURL
    case optionalString
    case optionalMediaType
    case optionalURLs
    case country
    case stringOrNull
    case urlOrNull
    case timezone
    case boolean
    case optionalList
    case optionalInteger
    case optionalDecimal
    case optionalCurrency
  }

  let name: String
  let kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// A value that is not of the kind, and what it is.
  var wrong: (value: JSONValue, words: String) {
    switch kind {
    case .string, .optionalString: (7, "a number")
    case .url, .optionalURL: ("/relative/path", "a relative path")
    case .datetime: (1_700_000_000, "a unix timestamp")
    case .list, .optionalURLs: (nil, "null")
    case .map: ([], "an array")
    case .optionalMediaType: ("svg", "a bare file extension")
    case .country: ("USA", "a three-letter code")
    case .stringOrNull: ([:], "an empty object")
    case .urlOrNull: ("", "an empty string")
    case .timezone: ("-06:00", "a UTC offset")
    case .boolean: ("true", "a string")
    case .optionalList: (nil, "null")
    case .optionalInteger: ("40", "a string")
    case .optionalDecimal: ("40.00", "a string")
    case .optionalCurrency: ("$", "a currency sign")
    }
  }

  /// Whether the member may be left out.
  var isOptional: Bool {
    switch kind {
    case .optionalURL, .optionalString, .optionalMediaType, .optionalURLs, .optionalList,
      .optionalInteger, .optionalDecimal, .optionalCurrency:
      true
    case .string, .url, .datetime, .list, .map, .country, .stringOrNull, .urlOrNull, .timezone,
      .boolean:
      false
    }
  }

  /// What names and requirement ids have in the place of underscores.
  var slug: String { name.replacing("_", with: "-") }

  /// The defects of the member at a place of a document.
  func defects(
    prefix: String, of document: String, at pointer: String, section: String,
    in answers: Set<CDSAnswer>
  ) -> [CDSDefect] {
    let requirement = "\(section)/field-\(slug)"
    let place = "\(pointer)/\(name)"
    // An optional member that is not there cannot be mistyped: only those that are get replaced.
    let mistyped = CDSDefect(
      "\(prefix)-\(slug)-mistyped", "sends \(name) of \(document) as \(wrong.words)",
      breaks: requirement, in: answers, .edit(place, .replace(wrong.value), in: answers))
    if isOptional { return [mistyped] }
    return [
      CDSDefect(
        "\(prefix)-\(slug)-missing", "leaves \(name) out of \(document)", breaks: requirement,
        in: answers, .edit(place, .remove, in: answers)),
      mistyped,
    ]
  }
}

extension CDSDefect {
  /// Every member of CDS-WG1-01, section 3.2, missing or mistyped.
  static let metadataFields: [CDSDefect] =
    [
      FieldFault("cds_metadata_version", .string), FieldFault("cds_metadata_url", .string),
      FieldFault("created", .datetime), FieldFault("updated", .datetime),
      FieldFault("name", .string), FieldFault("description", .string),
      FieldFault("website", .url), FieldFault("documentation", .url), FieldFault("support", .url),
      FieldFault("capabilities", .list), FieldFault("coverage", .optionalURL),
      FieldFault("related_metadata", .optionalURLs),
    ].flatMap {
      $0.defects(
        prefix: "metadata", of: "the metadata object", at: "", section: "WG1-01/3.2",
        in: [.metadata])
    }
    + FieldFault("oauth_metadata", .url).defects(
      prefix: "metadata", of: "the metadata object", at: "", section: "WG1-02/3.1",
      in: [.metadata])

  /// Every member of CDS-WG1-01, sections 4.1 and 4.3, missing or mistyped.
  static let coverageFields: [CDSDefect] =
    [
      FieldFault("coverage_entries", .list), FieldFault("next", .urlOrNull),
      FieldFault("previous", .urlOrNull),
    ].flatMap {
      $0.defects(
        prefix: "listing", of: "the coverage listing", at: "", section: "WG1-01/4.1",
        in: [.coverage])
    }
    + [
      FieldFault("id", .string), FieldFault("created", .datetime), FieldFault("updated", .datetime),
      FieldFault("entity_name", .string), FieldFault("entity_abbreviation", .stringOrNull),
      FieldFault("country", .country), FieldFault("name", .string),
      FieldFault("description", .optionalString), FieldFault("type", .string),
      FieldFault("role", .string), FieldFault("infrastructure_types", .list),
      FieldFault("commodity_types", .list), FieldFault("capabilities", .list),
      FieldFault("map_resource", .optionalURL), FieldFault("map_content_type", .optionalMediaType),
      FieldFault("geojson_resource", .optionalURL),
    ].flatMap {
      $0.defects(
        prefix: "entry", of: "every coverage entry", at: "/coverage_entries/*",
        section: "WG1-01/4.3", in: [.coverage])
    }

  /// Every member of CDS-WG1-02, section 3.2, missing or mistyped.
  static let authorizationServerFields: [CDSDefect] = [
    FieldFault("registration_endpoint", .url), FieldFault("scopes_supported", .list),
    FieldFault("service_documentation", .url), FieldFault("op_policy_uri", .url),
    FieldFault("op_tos_uri", .url), FieldFault("revocation_endpoint", .url),
    FieldFault("introspection_endpoint", .url),
    FieldFault("code_challenge_methods_supported", .list),
    FieldFault("authorization_details_types_supported", .list),
    FieldFault("pushed_authorization_request_endpoint", .optionalURL),
    FieldFault("response_types_supported", .list), FieldFault("grant_types_supported", .list),
    FieldFault("token_endpoint_auth_methods_supported", .list),
    FieldFault("cds_oauth_version", .string), FieldFault("cds_human_registration", .url),
    FieldFault("cds_timezone", .timezone), FieldFault("cds_clients_api", .url),
    FieldFault("cds_messages_api", .url), FieldFault("cds_credentials_api", .url),
    FieldFault("cds_grants_api", .url), FieldFault("cds_server_provided_files_api", .optionalURL),
    FieldFault("cds_test_accounts", .optionalURL), FieldFault("cds_scope_descriptions", .map),
    FieldFault("cds_registration_fields", .map),
  ].flatMap {
    $0.defects(
      prefix: "oauth", of: "the authorization server metadata", at: "", section: "WG1-02/3.2",
      in: [.authorizationServer])
  }
}
