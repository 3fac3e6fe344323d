import SynchroHTTP
import SynchroJSON

/// RFC 9126, section 2.
struct PushedRequestEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    throw CDSProblem(.notImplemented, "'\(call.request.path)' does not work yet")
  }
}
