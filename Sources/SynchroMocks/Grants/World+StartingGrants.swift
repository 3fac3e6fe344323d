import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// The grants that the server makes on its own when somebody has registered.
  ///
  /// The seed says which; one is made when a client has its scopes.
  mutating func startGrants(of registration: Registration, at now: Timestamp) {
    let clients = state.clients.owned(by: registration.id)
    var files: [String: ProvidedFile] = [:]
    var grants: [String: Grant] = [:]
    for plan in seed.startingGrants {
      guard
        let client = clients.first(where: { client in
          plan.scopes.allSatisfy(client.scopes.contains)
        })
          ?? clients.first(where: { client in
            // Files have no client of their own: they are opened by one that administers grants.
            isAboutFiles(plan.scopes) && administers(client, plan.scopes)
          })
      else { continue }
      var grant = Grant(
        id: random.identifier("grant"), registration: registration.id, clientID: client.id,
        created: now, modified: now, status: plan.status, scopes: plan.scopes,
        details: plan.details.map(completed), enabledScopes: [])
      for name in plan.files {
        let file = files[name] ?? startFile(name, of: registration.id, at: now)
        guard let file else { continue }
        files[name] = file
        grant.details.append(
          ["type": .string(plan.scopes.first ?? ""), "file_id": .string(file.id)])
      }
      arrange(&grant, plan, now)
      if let parent = plan.parent.flatMap({ grants[$0] }) {
        grant.parent = parent.id
        state.grants.update(parent.id) { $0.children.append(grant.id) }
      }
      for old in plan.replaces.compactMap({ grants[$0] }) {
        grant.replacing.append(old.id)
        state.grants.update(old.id) { $0.replacedBy.append(grant.id) }
      }
      grants[plan.name] = grant
      insert(grant)
    }
  }

  private func arrange(_ grant: inout Grant, _ plan: CDSSeed.StartingGrant, _ now: Timestamp) {
    grant.user = plan.user
    grant.notBefore = plan.beginsIn.map { now.advanced(by: .seconds($0)) }
    grant.notAfter = plan.endsIn.map { now.advanced(by: .seconds($0)) }
    grant.expires = grant.notAfter
    grant.eta = plan.decidedIn.map { now.advanced(by: .seconds($0)) }
    switch plan.status {
    case .active, .pending, .delayed, .stopped, .errored:
      grant.enabledScopes = grant.scopes
      grant.enabledDetails = grant.details
    case .partial:
      // Of what was asked for, the first part is open.
      grant.enabledScopes = grant.scopes
      grant.enabledDetails = Array(grant.details.prefix(1))
    case .future, .needsAuthorization, .needsSubGrants, .disabled, .suspended, .revoked, .closed,
      .expired:
      break
    }
  }

  private mutating func startFile(
    _ name: String, of registration: String, at now: Timestamp
  ) -> ProvidedFile? {
    guard let plan = seed.files.first(where: { $0.id == name }) else { return nil }
    let file = ProvidedFile(
      id: random.identifier("file"), registration: registration, created: now, modified: now,
      mediaType: plan.mediaType, name: plan.name, description: plan.description,
      content: plan.content)
    state.files.insert(file)
    return file
  }

  private func isAboutFiles(_ scopes: [String]) -> Bool {
    scopes.contains { scopeDescription($0)?["type"] == "cds_server_provided_files" }
  }

  /// Whether a client opens grants of these scopes.
  private func administers(_ client: ClientObject, _ scopes: [String]) -> Bool {
    scopes.allSatisfy { scope in
      guard case .string(let admin)? = scopeDescription(scope)?["grant_admin_scope"] else {
        return false
      }
      return client.scopes.contains(admin)
    }
  }
}
