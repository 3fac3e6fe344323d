import SynchroHTTP

/// Dynamic client registration. CDS-WG1-02, section 4; RFC 7591, section 3.
struct RegistrationEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
