import SynchroTiming

/// A client's secret. CDS-WG1-02, section 7.1.
struct Credential: OwnedObject {
  let id: String
  let registration: String
  let clientID: String
  let created: Timestamp
  var modified: Timestamp
  let secret: String
  /// Seconds since 1970; 0 when it does not expire.
  var expiresAt: Int64 = 0

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.credentials.path + "/" + id) }

  /// Whether the secret may still be used.
  func isValid(at now: Timestamp) -> Bool { expiresAt == 0 || expiresAt > now.seconds }
}
