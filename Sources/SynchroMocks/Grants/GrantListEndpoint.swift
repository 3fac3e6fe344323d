import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Grants of other registrations are shown, too.
  static let grantsOfEverybody = Quirk("grants-of-everybody")
  /// Grants of files are left out.
  static let fileGrantsUnlisted = Quirk("grants-without-files")
}

/// The listing of grants. CDS-WG1-02, section 8.4.
struct GrantListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    let token = try call.administrator(in: world)
    try call.allow(.get, .head)
    let query = try call.query()
    var grants =
      call.has(.grantsOfEverybody)
      ? world.state.grants.all.sorted { $0.id < $1.id }
      : world.state.grants.owned(by: token.registration)
    if call.has(.fileGrantsUnlisted) { grants.removeAll { world.isAboutFiles($0) } }
    let kept = try ListingFilter.grants.apply(query, to: grants, .grants, call)
    let segment = try call.segment(
      of: kept, .grants, at: CDSEndpoint.grants.path, query: query
    ) { $0.shown(to: call, in: world) }
    return call.privateDocument([
      "grants": .array(segment.shown), "next": segment.next, "previous": segment.previous,
    ])
  }
}

extension Grant {
  /// The types of its authorization details.
  var detailsTypes: [String] {
    details.compactMap { if case .string(let type)? = $0["type"] { type } else { nil } }
  }
}

extension CDSWorld {
  /// Whether a grant opens files. CDS-WG1-02, section 3.3.3.
  func isAboutFiles(_ grant: Grant) -> Bool {
    (grant.scopes + grant.detailsTypes).contains {
      scopeDescription($0)?["type"] == "cds_server_provided_files"
    }
  }
}
