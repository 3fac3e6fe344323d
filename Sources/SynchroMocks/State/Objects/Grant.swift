import SynchroJSON
import SynchroTiming

/// What a client has been given access to. CDS-WG1-02, section 8.1.
struct Grant: OwnedObject {
  /// Section 8.2.
  enum Status: String, Sendable, Codable, CaseIterable {
    case active, future, pending, partial
    case needsAuthorization = "needs_authorization"
    case needsSubGrants = "needs_sub_grants"
    case disabled, suspended, revoked, closed, expired, delayed, stopped, errored

    /// Whether nothing that the grant once opened is open.
    var isWithoutAccess: Bool {
      switch self {
      case .future, .disabled, .suspended, .revoked, .closed, .expired: true
      case .active, .pending, .partial, .needsAuthorization, .needsSubGrants, .delayed, .stopped,
        .errored:
        false
      }
    }
  }

  let id: String
  let registration: String
  let clientID: String
  let created: Timestamp
  var modified: Timestamp
  var replacing: [String] = []
  var replacedBy: [String] = []
  var parent: String?
  var children: [String] = []
  var notBefore: Timestamp?
  var notAfter: Timestamp?
  var eta: Timestamp?
  var expires: Timestamp?
  var status: Status
  var scopes: [String]
  var details: [JSONValue] = []
  var enabledScopes: [String]
  var enabledDetails: [JSONValue] = []
  var receipts: [String] = []
  /// The test account that has to authorize it or has done so.
  var user: String?

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.grants.path + "/" + id) }
}
