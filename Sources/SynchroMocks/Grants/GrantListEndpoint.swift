import SynchroHTTP

/// The listing of grants. CDS-WG1-02, section 8.4.
struct GrantListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
