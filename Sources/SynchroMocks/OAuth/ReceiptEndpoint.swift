import SynchroHTTP

/// The redirect URI that the server makes: a receipt. CDS-WG1-02, section 4.2.
struct ReceiptEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
