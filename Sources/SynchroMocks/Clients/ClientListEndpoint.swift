import SynchroHTTP

/// The listing of clients. CDS-WG1-02, section 5.3.
struct ClientListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
