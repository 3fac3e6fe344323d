import SynchroHTTP

/// The authorization endpoint. RFC 6749, section 3.1.
struct AuthorizationEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
