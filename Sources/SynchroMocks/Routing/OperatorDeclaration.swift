import SynchroHTTP
import SynchroJSON
import SynchroServer
import Synchronization

/// What the server's declaration of itself says about its operator, known only once that one is
/// heard: a run on the same machine finds it there.
final class OperatorDeclaration: Sendable {
  private let member = Mutex<JSONValue?>(nil)

  func announce(url: String, key: String) {
    member.withLock { $0 = ["api": .string(url), "key": .string(key)] }
  }

  /// The reply to a request for the declaration, the operator put in.
  func completing(_ reply: ServerReply) -> ServerReply {
    guard let member = member.withLock({ $0 }), case .response(var response) = reply,
      response.head.status == .ok, !response.body.isEmpty,
      let document = try? JSONDocument(parsing: String(decoding: response.body, as: UTF8.self)),
      case .object(let fields) = JSONValue(document.root)
    else { return reply }
    let completed = JSONValue.object(fields + [JSONField("operator", member)])
    response.body = Array((JSONPrinter.pretty(completed) + "\n").utf8)
    // Another content has other validators.
    for name in ["ETag", "Last-Modified", "Content-Length"] { response.head.fields.remove(name) }
    return .response(response)
  }
}
