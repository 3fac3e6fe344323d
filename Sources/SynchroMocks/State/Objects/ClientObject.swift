import SynchroJSON
import SynchroTiming

/// A client. CDS-WG1-02, section 5.1.
struct ClientObject: OwnedObject {
  /// Section 5.2.
  enum Status: String, Sendable, Codable, CaseIterable {
    case production, sandbox, disabled
  }

  let id: String
  let registration: String
  let created: Timestamp
  var modified: Timestamp
  var scopes: [String]
  var redirectURIs: [CDSLink] = []
  /// The redirect URI that the server has made, if the client can ask users.
  var receiptURI: CDSLink?
  let authMethod: String?
  let grantTypes: [String]
  let responseTypes: [String]
  var detailsTypes: [String]
  var status: Status
  let statusOptions: [Status]
  /// When it was disabled last.
  var disabledAt: Timestamp?
  var defaultScope: String?
  var defaultRedirectURI: CDSLink?
  var defaultDetails: [JSONValue]?
  var serverMetadata: CDSLink
  var name: String
  var contacts: [String] = []
  /// Members that are strings or absent: `client_uri`, `logo_uri`, `tos_uri`, `policy_uri`.
  var pages: [String: String] = [:]
  /// Everything else that was submitted and is kept: registration fields, RFC 7591 metadata.
  var more: [JSONField] = []
  /// The scopes that it was made for, which it may come back to.
  var firstScopes: [String] = []
  /// The client of the sandbox that it stands beside.
  var sandbox: String?
  /// The members whose new values somebody has to look at first.
  var reviews: [String: FieldReview] = [:]

  var isAdministrator: Bool { scopes.contains("cds_client_admin") }

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.clients.path + "/" + id) }
}
