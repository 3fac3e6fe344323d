import SynchroJSON

extension Quirk {
  // Registration requests.
  static func nullRefused(_ kind: RegistrationFormat.Kind) -> Quirk {
    Quirk("registration-null-\(kind.rawValue)-refused")
  }
  static func formatUnchecked(_ kind: RegistrationFormat.Kind) -> Quirk {
    Quirk("registration-\(kind.rawValue)-unchecked")
  }
  static let fieldsUnchecked = Quirk("registration-fields-unchecked")
  static let lengthUnchecked = Quirk("registration-length-unchecked")
  static let sizeUnchecked = Quirk("registration-size-unchecked")
  static let sizeOfText = Quirk("registration-size-of-text")
  static let metadataUnchecked = Quirk("registration-metadata-unchecked")
  static let unknownScopesDropped = Quirk("registration-unknown-scopes-dropped")
  static let unknownScopesKept = Quirk("registration-unknown-scopes-kept")
  static let adminScopeAdded = Quirk("registration-admin-scope-added")
  static let fieldsByID = Quirk("registration-fields-by-id")
  static let defaultsRequired = Quirk("registration-defaults-required")
  static let requirementsSkipped = Quirk("registration-requirements-skipped")
  static let defaultsForgotten = Quirk("registration-defaults-forgotten")

  // What a registration leads to.
  static let grantAdminLeftOut = Quirk("registration-grant-admin-left-out")
  static let onlyAdministrator = Quirk("registration-only-administrator")
  static let scopesLumped = Quirk("registration-scopes-lumped")
  static let redirectsHonoured = Quirk("registration-redirects-honoured")
  static let credentialForAdministratorAlone = Quirk("registration-one-credential")
  static let secretsShared = Quirk("registration-secrets-shared")
  static let secretUsableLater = Quirk("registration-secret-usable-later")
  static let emptyNameStandard = Quirk("client-name-standard-empty")
  static let administratorCanEnd = Quirk("client-administrator-disabling")
  static let bothEnvironments = Quirk("client-both-environments")
  static let disablingUnlisted = Quirk("client-disabling-unlisted")

  // Reading clients.
  static let foreignClientsOpen = Quirk("client-foreign-readable")
  static let foreignClientsListed = Quirk("client-foreign-listed")
  static let administratorUnlisted = Quirk("client-administrator-unlisted")
  static let anyTokenManagesClients = Quirk("client-any-token")
  static let secretsInList = Quirk("client-secrets-in-list")
}

extension CDSCall {
  /// What defects do to a client as it is shown, where they depend on the client.
  func spoil(_ fields: inout [JSONField], of client: ClientObject, _ world: CDSWorld) {}
}
