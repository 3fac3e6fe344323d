import SynchroDigest
import SynchroHTTP
import SynchroTiming
import SynchroTransport
import SynchroVerdict
import Synchronization

@testable import SynchroRunner

/// A server in a closure, with the bytes that would be on the wire, so that a run against it can be
/// recorded and judged again.
final class WireExchanges: ExchangeSource {
  struct Reply {
    var status = 200
    var fields: HTTPFields = ["Content-Type": "application/json"]
    var body = ""
    var isLost = false
  }

  private struct State {
    var calls: [String: Int] = [:]
    var start = Timestamp.unixEpoch.advanced(by: .seconds(1_000_000_000))
  }

  private let state = Mutex(State())
  private let reply: @Sendable (ExchangeOrder, _ call: Int) -> Reply

  /// `call` counts the requests with one method and URL, from 1.
  init(_ reply: @escaping @Sendable (ExchangeOrder, _ call: Int) -> Reply) {
    self.reply = reply
  }

  func answer(_ order: ExchangeOrder) async -> ExchangeAnswer {
    let (call, start) = state.withLock { state in
      let key = "\(order.method.name) \(order.url.text)"
      state.calls[key, default: 0] += 1
      state.start = state.start.advanced(by: .microseconds(12_345))
      return (state.calls[key] ?? 1, state.start)
    }
    let reply = reply(order, call)
    var answer = ExchangeAnswer(times: .init(total: .microseconds(700 + call)), start: start)
    let message = HTTPRequest(
      order.method, order.url.requestTarget, fields: order.fields, body: order.body)
    if let origin = order.url.origin,
      let request = try? ExchangeRequest(message, to: Destination(origin))
    {
      answer.sent = request.bytes
    }
    answer.firstByte = .microseconds(500)
    guard !reply.isLost else {
      answer.fault = .init(.target, "the peer closed the connection")
      answer.isLost = true
      return answer
    }
    answer.status = HTTPStatus(code: reply.status)
    answer.fields = reply.fields
    answer.body = Array(reply.body.utf8)
    var head = "HTTP/1.1 \(reply.status) X\r\n"
    for field in reply.fields { head += "\(field.name): \(field.value)\r\n" }
    head += "Content-Length: \(answer.body.count)\r\n\r\n"
    answer.fields.append("Content-Length", "\(answer.body.count)")
    answer.received = Array(head.utf8) + answer.body
    return answer
  }
}
