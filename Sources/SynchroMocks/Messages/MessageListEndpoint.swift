import SynchroHTTP
import SynchroJSON

/// Listing and creating messages. CDS-WG1-02, sections 6.8 and 6.9.
struct MessageListEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .post)
    guard call.request.method == .post else {
      return call.privateDocument(try MessageListing(call, world).document)
    }
    let token = try call.administrator(in: world)
    let submission = try MessageSubmission(call, world, token)
    let message = try world.receive(submission, by: token, call)
    let shown = MessageDocument(message, call, world).shown
    return call.answer(shown, .created, fields: ["Location": message.link.url(at: call.origin)])
  }
}

extension CDSCall {
  /// The scheme and host that the client used.
  var origin: String { request.origin }
}
