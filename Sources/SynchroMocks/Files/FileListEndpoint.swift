import SynchroHTTP

/// The listing of files. CDS-WG1-02, section 9.2.
struct FileListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let token = try call.fileToken(in: world)
    let query = try call.query()
    var ids = call.openFiles(token, in: world)
    if call.has(.filterEscapesGrants) {
      ids += query.values("file_ids").flatMap { $0.split(separator: " ") }.map(String.init)
    }
    let open = Set(ids)
    let files = world.state.files.owned(by: token.registration).filter { open.contains($0.id) }
    let kept = try ListingFilter.files.apply(query, to: files, .files, call)
    let segment = try call.segment(
      of: kept, .files, at: CDSEndpoint.files.path, query: query
    ) { call.shown($0) }
    return call.privateDocument(segment.document("files"))
  }
}
