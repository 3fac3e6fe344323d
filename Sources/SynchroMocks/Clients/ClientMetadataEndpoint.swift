import SynchroHTTP

/// Server metadata for one client. CDS-WG1-02, section 5.1.
struct ClientMetadataEndpoint {
  /// What the path names.
  let path: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
