import SynchroJSON

extension CDSWorld {
  /// The files that a grant admin token opens: those that its active grants name in details of a
  /// scope for files. CDS-WG1-02, sections 3.3.3 and 9.2.
  func files(openTo token: IssuedToken) -> [String] {
    var ids: [String] = []
    var known: Set<String> = []
    for grant in administeredGrants(by: token) {
      for detail in grant.enabledDetails where isForFiles(detail["type"]) {
        guard case .string(let id)? = detail["file_id"], known.insert(id).inserted else { continue }
        ids.append(id)
      }
    }
    return ids
  }

  /// Whether a token is one for the administration of grants of which at least one shares files.
  func opensFiles(_ token: IssuedToken) -> Bool {
    administeredGrants(by: token).contains { grant in
      grant.enabledDetails.contains { isForFiles($0["type"]) }
        || grant.enabledScopes.contains { isForFiles(.string($0)) }
    }
  }

  /// The grants that the details of a token name, as far as they are open.
  func administeredGrants(by token: IssuedToken) -> [Grant] {
    token.details.compactMap { detail in
      guard isOf("cds_grant_admin", detail["type"]),
        case .string(let id)? = detail["grant_id"], let grant = state.grants[id],
        grant.registration == token.registration, opensAnything(grant),
        !grant.enabledScopes.isEmpty
      else { return nil }
      return grant
    }
  }

  private func isForFiles(_ scope: JSONValue?) -> Bool { isOf("cds_server_provided_files", scope) }

  /// Whether a scope's description has that type.
  private func isOf(_ type: String, _ scope: JSONValue?) -> Bool {
    guard case .string(let id)? = scope else { return false }
    return seed.authorizationServer.scopeDescriptions.contains { field in
      field.key == id && field.value["type"] == .string(type)
    }
  }
}
