/// A client that a registration leads to. CDS-WG1-02, section 4.2.
struct ClientPlan: Sendable {
  let scopes: [ScopeTerms]
  /// `production` or `sandbox`.
  let environment: ClientObject.Status

  var isAdministrator: Bool { scopes.contains { $0.purpose == .clientAdministration } }

  /// What the scopes of one client must have in common.
  struct Kinship: Hashable {
    let purpose: ScopeTerms.Purpose
    let responseTypes: Set<String>
    let grantTypes: Set<String>
    let authMethod: String?

    init(_ terms: ScopeTerms) {
      purpose = terms.purpose
      responseTypes = Set(terms.responseTypes)
      grantTypes = Set(terms.grantTypes)
      authMethod = terms.authMethod
    }
  }

  private struct Group: Hashable {
    let kinship: Kinship
    let needsLaterSteps: Bool

    var isOther: Bool { kinship.purpose == .other }
  }

  /// The clients for these scopes, and for the grant administration that they come with; the
  /// administrator is the first.
  static func plans(for scopes: [ScopeTerms], _ world: CDSWorld) -> [ClientPlan] {
    let seed = world.seed
    var wanted = scopes
    for scope in scopes {
      guard let id = scope.grantAdminScope, !wanted.contains(where: { $0.id == id }),
        let terms = seed.scope(id), !world.has(.grantAdminLeftOut)
      else { continue }
      wanted.append(terms)
    }
    if world.has(.onlyAdministrator) { wanted.removeAll { $0.purpose != .clientAdministration } }
    var order: [Group] = []
    var members: [Group: [ScopeTerms]] = [:]
    for scope in wanted {
      var group = Group(kinship: Kinship(scope), needsLaterSteps: seed.needsLaterSteps(scope))
      if world.has(.scopesLumped), scope.purpose == .other,
        let first = order.last(where: { $0.isOther })
      {
        group = first
      }
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(scope)
    }
    let plans = order.flatMap { group -> [ClientPlan] in
      let scopes = members[group] ?? []
      let sandbox = ClientPlan(scopes: scopes, environment: .sandbox)
      let production = ClientPlan(scopes: scopes, environment: .production)
      if world.has(.productionAlone) { return [production] }
      if group.needsLaterSteps { return [sandbox] }
      return group.kinship.responseTypes.isEmpty ? [production] : [sandbox, production]
    }
    return plans.filter(\.isAdministrator) + plans.filter { !$0.isAdministrator }
  }
}
