import SynchroHTTP

/// RFC 7662, section 2.
struct IntrospectionEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
