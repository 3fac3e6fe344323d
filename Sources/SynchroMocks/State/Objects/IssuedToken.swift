import SynchroJSON
import SynchroTiming

/// A token that the server has given out. RFC 6749, sections 1.4 and 1.5.
struct IssuedToken: OwnedObject {
  enum Kind: String, Sendable, Codable { case access, refresh }

  /// The token itself.
  let id: String
  let kind: Kind
  let registration: String
  let clientID: String
  let scopes: [String]
  let details: [JSONValue]
  /// The credential whose secret the client has shown for it.
  let credential: String?
  /// The grant that it gives access to.
  let grant: String?
  /// The test account that has agreed.
  let user: String?
  let issued: Timestamp
  let expires: Timestamp?
  /// Tokens of one authorization are revoked together.
  let lineage: String
  var isRevoked = false
}
