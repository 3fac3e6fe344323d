import SynchroJSON
import SynchroTiming

/// What authorizations under way need: pushed requests, logins, codes.
struct AuthorizationState: Sendable, Codable {
}

/// What a user has agreed to, as the token endpoint needs it.
struct RedeemedCode: Sendable {
  let scopes: [String]
  let details: [JSONValue]
  let user: String
  let grant: String
  /// Tokens that come from this code; all are revoked when it is used again.
  let lineage: String
}

extension CDSWorld {
  /// Uses a code up. RFC 6749, section 4.1.3; RFC 7636, section 4.6.
  mutating func redeem(
    code: String, by client: ClientObject, redirectURI: String?, verifier: String?, _ call: CDSCall
  ) throws(CDSProblem) -> RedeemedCode {
    throw .oauth("invalid_grant", "the code is not known")
  }
}
