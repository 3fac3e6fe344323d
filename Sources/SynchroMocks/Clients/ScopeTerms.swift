import SynchroJSON

/// What a scope description says to whoever registers. CDS-WG1-02, section 3.4.
struct ScopeTerms: Sendable {
  /// What a scope is for, as far as registration treats it apart.
  enum Purpose: Hashable, Sendable {
    case clientAdministration
    case grantAdministration(String)
    case providedFiles(String)
    case other
  }

  let id: String
  let purpose: Purpose
  let requirements: [String]
  let optional: [String]
  let responseTypes: [String]
  let grantTypes: [String]
  let authMethods: [String]
  let detailsTypes: [String]
  let grantAdminScope: String?

  init(_ id: String, _ description: JSONValue) {
    self.id = id
    purpose =
      switch description["type"]?.textValue {
      case "cds_client_admin": .clientAdministration
      case "cds_grant_admin": .grantAdministration(id)
      case "cds_server_provided_files": .providedFiles(id)
      default: .other
      }
    requirements = description["registration_requirements"]?.textValues ?? []
    optional = description["registration_optional"]?.textValues ?? []
    responseTypes = description["response_types_supported"]?.textValues ?? []
    grantTypes = description["grant_types_supported"]?.textValues ?? []
    authMethods = description["token_endpoint_auth_methods_supported"]?.textValues ?? []
    detailsTypes = description["authorization_details_types_supported"]?.textValues ?? []
    grantAdminScope = description["grant_admin_scope"]?.textValue
  }

  /// The way of authentication that its clients get; nil when there is none.
  var authMethod: String? {
    authMethods.contains("client_secret_basic") ? "client_secret_basic" : authMethods.first
  }
}

extension CDSSeed {
  /// The terms of a scope that has a description.
  func scope(_ id: String) -> ScopeTerms? {
    authorizationServer.scopeDescriptions.first { $0.key.utf8.elementsEqual(id.utf8) }
      .map { ScopeTerms($0.key, $0.value) }
  }

  /// The registration field of that identifier.
  func registrationField(_ id: String) -> RegistrationField? {
    authorizationServer.registrationFields.first { $0.key.utf8.elementsEqual(id.utf8) }
      .map { RegistrationField($0.key, $0.value) }
  }

  /// Whether a scope has requirements that are met only after registration (CDS-WG1-02, section
  /// 3.6), so that its clients begin in the sandbox.
  func needsLaterSteps(_ terms: ScopeTerms) -> Bool {
    terms.requirements.contains { registrationField($0)?.value == nil }
  }

  /// The values that registration for these scopes takes, once each; those of requirements that
  /// have no default must be submitted.
  func registrationValues(for scopes: [ScopeTerms]) -> [RegistrationValue] {
    var values: [RegistrationValue] = []
    var places: [String: Int] = [:]
    func add(_ id: String, isRequirement: Bool) {
      guard let field = registrationField(id), var value = field.value else { return }
      value.isRequired = isRequirement && value.standard == nil
      guard let place = places[value.name] else {
        places[value.name] = values.count
        values.append(value)
        return
      }
      values[place].isRequired = values[place].isRequired || value.isRequired
    }
    for scope in scopes {
      for id in scope.requirements { add(id, isRequirement: true) }
      for id in scope.optional { add(id, isRequirement: false) }
    }
    return values
  }
}
