public import SynchroHTTP
import SynchroWire
import Synchronization

/// How a request is answered.
public enum ServerReply: Sendable {
  /// With a response that is ready.
  case response(HTTPResponse)
  /// By bytes and deeds of the handler's choice, right or wrong.
  case wire([WireStep])
  /// Later, from any thread or task. The closure gets the responder on the worker's thread and
  /// hands it on; it must not wait.
  case deferred(@Sendable (Responder) -> Void)

  /// A ready response out of its parts.
  public static func response(
    _ status: HTTPStatus, _ fields: HTTPFields = [:], _ body: [UInt8] = []
  ) -> ServerReply {
    .response(HTTPResponse(status, fields: fields, body: body))
  }
}

/// The duty to answer one request, once. If it is dropped, the client gets 500.
public final class Responder: Sendable {
  private let deliver: @Sendable (ServerReply) -> Bool
  private let isUsed = Atomic(false)

  init(_ deliver: @escaping @Sendable (ServerReply) -> Bool) {
    self.deliver = deliver
  }

  deinit {
    respond(.response(.internalServerError))
  }

  /// Answers. False when the request was answered before or the server has stopped; whether the
  /// client is still there shows only on the wire.
  @discardableResult
  public func respond(_ reply: ServerReply) -> Bool {
    guard !isUsed.exchange(true, ordering: .acquiringAndReleasing) else { return false }
    return deliver(reply)
  }
}
