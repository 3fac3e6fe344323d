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
  var scopes: [String] { didSet { fingerprint = nil } }
  var details: [JSONValue] = [] { didSet { fingerprint = nil } }
  var enabledScopes: [String]
  var enabledDetails: [JSONValue] = []
  var receipts: [String] = []
  /// The test account that has to authorize it or has done so.
  var user: String?
  /// The hash of its scopes and details, once somebody has asked: hashing the details of many grants
  /// takes long. It is of this run of the program alone, so it is not saved.
  private(set) var fingerprint: Int?

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.grants.path + "/" + id) }

  private enum CodingKeys: String, CodingKey {
    case id, registration, clientID, created, modified, replacing, replacedBy, parent, children
    case notBefore, notAfter, eta, expires, status, scopes, details, enabledScopes, enabledDetails
    case receipts, user
  }

  /// What grants of the same scopes and details have in common.
  static func fingerprint(_ scopes: [String], _ details: [JSONValue]) -> Int {
    var hasher = Hasher()
    hasher.combine(Set(scopes))
    hasher.combine(Set(details))
    return hasher.finalize()
  }

  /// Notes the fingerprint, unless that has been done since the last change.
  mutating func takeFingerprint() {
    if fingerprint == nil { fingerprint = Self.fingerprint(scopes, details) }
  }
}
