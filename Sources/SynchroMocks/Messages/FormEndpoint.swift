import SynchroHTTP

/// Forms, payments and their receipts, for people. CDS-WG1-02, section 3.6.
struct FormEndpoint {
  /// What the path names.
  let path: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
