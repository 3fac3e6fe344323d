import SynchroHTTP

/// One file. CDS-WG1-02, section 9.3.
struct FileEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    return call.privateDocument(call.shown(try call.file(id, in: world)))
  }
}
