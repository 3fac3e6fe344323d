import SynchroHTTP

/// Listing and creating credentials. CDS-WG1-02, sections 7.3 and 7.5.
struct CredentialListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
