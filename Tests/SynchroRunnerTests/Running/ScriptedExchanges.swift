import SynchroHTTP
import SynchroTiming
import SynchroVerdict
import Synchronization

@testable import SynchroRunner

/// Answers by a script: for each URL a list of answers, the last of which is repeated.
final class ScriptedExchanges: ExchangeSource {
  /// One answer.
  struct Reply: Sendable {
    var status = 200
    var fields: HTTPFields = ["Content-Type": "application/json"]
    var body = ""
    var fault: ExchangeSummary.Fault?
    var isLost = false

    /// The connection ended before any byte of an answer.
    static let lost = Reply(fault: .init(.target, "the peer closed the connection"), isLost: true)

    static func json(_ body: String, status: Int = 200) -> Reply {
      Reply(status: status, body: body)
    }

    static func redirect(_ location: String, status: Int = 302) -> Reply {
      Reply(status: status, fields: ["Location": location])
    }

    static func fault(_ blame: ExchangeSummary.Fault.Blame, _ words: String) -> Reply {
      Reply(fault: .init(blame, words))
    }
  }

  private struct State {
    var replies: [String: [Reply]]
    var orders: [ExchangeOrder] = []
  }

  private let state: Mutex<State>
  /// Is told of each request before its answer.
  let onOrder: (@Sendable (ExchangeOrder) -> Void)?

  init(_ replies: [String: [Reply]], onOrder: (@Sendable (ExchangeOrder) -> Void)? = nil) {
    state = Mutex(State(replies: replies))
    self.onOrder = onOrder
  }

  /// Everything that was asked.
  var orders: [ExchangeOrder] { state.withLock { $0.orders } }

  func answer(_ order: ExchangeOrder) async -> ExchangeAnswer {
    onOrder?(order)
    let reply = state.withLock { state -> Reply in
      state.orders.append(order)
      let key = "\(order.method.name) \(order.url.text)"
      guard var replies = state.replies[key] else { return Reply(status: 404, body: "{}") }
      let reply = replies[0]
      if replies.count > 1 { replies.removeFirst() }
      state.replies[key] = replies
      return reply
    }
    var answer = ExchangeAnswer(times: .init(total: .milliseconds(3)), start: .unixEpoch)
    if Task.isCancelled {
      answer.fault = .init(.interrupted, "cancelled while waiting for the response")
      return answer
    }
    answer.sent = order.body
    answer.fault = reply.fault
    answer.isLost = reply.isLost
    guard reply.fault == nil else { return answer }
    answer.status = HTTPStatus(code: reply.status)
    answer.fields = reply.fields
    answer.body = Array(reply.body.utf8)
    answer.received = answer.body
    return answer
  }
}
