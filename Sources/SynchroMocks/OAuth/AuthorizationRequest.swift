import SynchroJSON

/// An authorization request that keeps every rule. RFC 6749, section 4.1.1; RFC 7636, section 4.3;
/// CDS-WG1-02, section 8.3.
struct AuthorizationRequest: Sendable, Codable {
  let client: String
  let address: ReturnAddress
  /// Whether the request named its redirect URI.
  let isRedirectNamed: Bool
  let scopes: [String]
  let details: [JSONValue]
  let challenge: String?
  /// The grant that waits for this authorization.
  let grant: String?
  let prompts: Set<String>
}

extension AuthorizationRequest {
  /// Why a grant is not one that this request can be about, or nil. CDS-WG1-02, section 8.3.
  func misfit(of grant: String, in world: CDSWorld) -> String? {
    guard let found = world.state.grants[grant], found.clientID == client else {
      return "'cds_grant_id' names no grant of this client"
    }
    guard found.status == .needsAuthorization else {
      return "the grant that 'cds_grant_id' names waits for no authorization"
    }
    guard found.receipts.count < CDSWorld.receiptsPerGrant else {
      return "the grant that 'cds_grant_id' names has been authorized too often; ask for a new one"
    }
    guard !scopes.isEmpty || found.scopes.isEmpty, Set(scopes).isSubset(of: found.scopes) else {
      return "the grant that 'cds_grant_id' names is not for this scope"
    }
    guard Set(details).isSubset(of: found.details) else {
      return "the grant that 'cds_grant_id' names is not for these authorization details"
    }
    return nil
  }

  /// Looks at the grant once more, now that it is known who is asked.
  func checkGrant(for user: String, in world: CDSWorld) throws(AuthorizationRefusal) {
    guard let grant, !world.has(.grantAnyUser) else { return }
    if let sentence = misfit(of: grant, in: world), !world.has(.grantIDIgnored) {
      throw AuthorizationRefusal("cds_grant_id_invalid_value", sentence, to: address)
    }
    if let meant = world.state.grants[grant]?.user, meant != user {
      throw AuthorizationRefusal(
        world.has(.grantUserDenied) ? "access_denied" : "cds_grant_id_invalid_user",
        "the grant that 'cds_grant_id' names is to be authorized by another user", to: address)
    }
  }
}
