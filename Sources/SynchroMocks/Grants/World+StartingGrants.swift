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
    for (index, plan) in seed.startingGrants.enumerated() {
      guard
        let client = clients.first(where: { client in
          plan.scopes.allSatisfy(client.scopes.contains)
            && plan.details.allSatisfy { client.detailsTypes.contains($0.detailType) }
        })
          ?? clients.first(where: { client in
            // Files have no client of their own: they are opened by one that administers grants.
            isAboutFiles(plan.scopes) && administers(client, plan.scopes)
          })
      else { continue }
      let history = Self.history(of: index, among: seed.startingGrants.count, at: now)
      var grant = Grant(
        id: random.identifier("grant"), registration: registration.id, clientID: client.id,
        created: history.created, modified: history.modified, status: plan.status,
        scopes: plan.scopes,
        details: plan.details.map(completed), enabledScopes: [])
      for name in plan.files {
        let file = files[name] ?? startFile(name, of: registration.id, after: files, at: now)
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
    // What has expired did so when it last changed.
    let start = plan.status == .expired ? grant.modified : now
    grant.notAfter = plan.endsIn.map { start.advanced(by: .seconds($0)) }
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
    _ name: String, of registration: String, after others: [String: ProvidedFile],
    at now: Timestamp
  ) -> ProvidedFile? {
    guard let index = seed.files.firstIndex(where: { $0.id == name }) else { return nil }
    let plan = seed.files[index]
    var history = Self.history(of: index, among: seed.files.count, at: now)
    // The oldest was changed last, so that the order of changes is not that of creation.
    if index == 0, seed.files.count > 1 { history.modified = now }
    var id = random.identifier("file")
    // The later changed, the greater: the order of identifiers is never the order that is right,
    // which shows the latest first. Most draws need few tries, and none needs to succeed.
    for _ in 0..<100
    where others.values.contains(where: { ($0.id < id) == ($0.modified > history.modified) }) {
      id = random.identifier("file")
    }
    let file = ProvidedFile(
      id: id, registration: registration, created: history.created, modified: history.modified,
      mediaType: plan.mediaType, name: plan.name, description: plan.description,
      content: plan.content)
    state.files.insert(file)
    return file
  }

  /// When the object of a place in the seed was made, and last changed: those in front earlier than
  /// those behind, days apart, and the last one just now. Some have never been changed.
  private static func history(
    of index: Int, among count: Int, at now: Timestamp
  ) -> (created: Timestamp, modified: Timestamp) {
    let days = Int64(count - 1 - index)
    let created = now.advanced(by: .seconds(-days * 86_400))
    guard days > 0, index.isMultiple(of: 2) else {
      return (created.advanced(by: .milliseconds(-1)), created.advanced(by: .milliseconds(-1)))
    }
    return (created, created.advanced(by: .seconds(3_600)))
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
