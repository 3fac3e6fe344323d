import SynchroJSON
import SynchroTiming

/// One registration: what its objects belong to, and what is out of other registrations' sight.
struct Registration: Sendable, Codable {
  let id: String
  let created: Timestamp
  /// The client with the scope `cds_client_admin`.
  let administrator: String
  /// What opens the administrator's client without an access token (RFC 7592, section 3).
  let managementToken: String
  /// The scopes that were asked for, and are supported.
  let scopes: [String]
  /// What was submitted for registration fields, by field name.
  let fields: [JSONField]
}
