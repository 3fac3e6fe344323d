import SynchroHTTP

/// One file. CDS-WG1-02, section 9.3.
struct FileEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
