import SynchroHTTP

/// Listing and creating messages. CDS-WG1-02, sections 6.8 and 6.9.
struct MessageListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
