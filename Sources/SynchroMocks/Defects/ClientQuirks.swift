import SynchroHTTP
import SynchroJSON

extension Quirk {
  // What clients say when they register.
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
  static let unknownMetadataRefused = Quirk("registration-unknown-metadata-refused")
  static let unknownScopesDropped = Quirk("registration-unknown-scopes-dropped")
  static let unknownScopesKept = Quirk("registration-unknown-scopes-kept")
  static let adminScopeAdded = Quirk("registration-admin-scope-added")
  static let fieldsByID = Quirk("registration-fields-by-id")
  static let defaultsRequired = Quirk("registration-defaults-required")
  static let requirementsSkipped = Quirk("registration-requirements-skipped")
  static let defaultsForgotten = Quirk("registration-defaults-forgotten")
  static let proprietarySchema = Quirk("registration-proprietary-schema")

  // What a registration leads to.
  static let grantAdminLeftOut = Quirk("registration-grant-admin-left-out")
  static let onlyAdministrator = Quirk("registration-only-administrator")
  static let anotherClientReturned = Quirk("registration-another-client-returned")
  static let scopesLumped = Quirk("registration-scopes-lumped")
  static let productionAlone = Quirk("registration-no-sandbox")
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
  static let secretsInList = Quirk("client-secret-listed")
  static let anyManagementToken = Quirk("client-any-registration-token")
  static func managementTokenRefused(_ method: HTTPMethod) -> Quirk {
    Quirk("client-registration-token-refused-\(method.name.lowercased())")
  }
  static func administratorTokenRefused(_ method: HTTPMethod) -> Quirk {
    Quirk("client-admin-token-refused-\(method.name.lowercased())")
  }

  // Changing clients.
  static func updateRefused(_ member: String) -> Quirk {
    Quirk("client-\(member.replacing("_", with: "-"))-update-refused")
  }
  static func updateIgnored(_ member: String) -> Quirk {
    Quirk("client-\(member.replacing("_", with: "-"))-update-ignored")
  }
  static func immutableStored(_ member: String) -> Quirk {
    Quirk("client-\(member.replacing("_", with: "-"))-stored")
  }
  static let updateAnonymous = Quirk("client-update-anonymous")
  static let secretOverwritten = Quirk("client-secret-overwritten")
  static let secretExpiryStored = Quirk("client-secret-expiry-stored")
  static let modifiedStored = Quirk("client-modified-stored")
  static let modifiedStands = Quirk("client-modified-stands")
  static let omissionsKept = Quirk("client-omissions-kept")
  static let contactsAugmented = Quirk("client-contacts-augmented")
  static let anyStatusTaken = Quirk("client-unlisted-status-taken")
  static let comebackRefused = Quirk("client-option-refused")
  static let disabledUsable = Quirk("client-disabled-usable")
  static let otherFieldsStored = Quirk("client-other-fields-stored")
  static let otherFieldsIgnored = Quirk("client-other-fields-ignored")
  static let pendingIs200 = Quirk("client-pending-is-200")
  static let pendingShown = Quirk("client-pending-shown")
  static let pendingSilent = Quirk("client-pending-silent")
  static let appliedIs202 = Quirk("client-applied-is-202")
  static let clientChangesUnlogged = Quirk("client-changes-unlogged")
}
