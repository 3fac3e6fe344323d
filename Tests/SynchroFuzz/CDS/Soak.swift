import SynchroHTTP
import SynchroMocks
import SynchroTiming
import SynchroTransport
import Synchronization

/// Lanes of traffic to a live server: the end of an exchange starts the next, on the loop's thread.
final class Soak: Sendable {
  /// What has come of it so far.
  struct Figures {
    var count = 0
    var byStatus: [Int: Int] = [:]
    var complaints: [String] = []

    var statuses: String {
      byStatus.sorted { $0.key < $1.key }.map {
        "\($0.key == 0 ? "none" : String($0.key)):\($0.value)"
      }
      .joined(separator: " ")
    }
  }

  private struct State {
    var traffic: CDSTraffic
    var noise: RequestNoise
    var figures = Figures()
    var busy = 0
    var waiting: CheckedContinuation<Void, Never>?
  }

  /// So many requests are under way at once.
  private static let lanes = 16
  /// Lasting things that requests may leave behind, such as registrations, grants and log lines.
  private static let budget = 30_000

  private let client: HTTPClient
  private let server: Destination
  private let operatorAPI: Destination
  private let end: MonotonicInstant
  private let state: Mutex<State>

  init(
    client: HTTPClient, server: Destination, operatorAPI: Destination, key: String, seed: UInt64,
    lasting duration: Duration
  ) {
    self.client = client
    self.server = server
    self.operatorAPI = operatorAPI
    end = SystemTime().now.advanced(by: duration)
    let origin = server.origin
    let url = "\(origin.scheme)://\(server.hostField)"
    let traffic = CDSTraffic(seed: seed, origin: url, operatorKey: key, budget: Self.budget)
    state = Mutex(State(traffic: traffic, noise: RequestNoise(seed: seed)))
  }

  var figures: Figures { state.withLock { $0.figures } }

  func start() {
    state.withLock { $0.busy = Self.lanes }
    // The last two lanes send bytes of any kind.
    for lane in 0..<Self.lanes {
      if lane < Self.lanes - 2 { sendNext() } else { sendNoise() }
    }
  }

  /// Returns when every lane has come to its end.
  func ended() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state -> Bool in
        if state.busy > 0 { state.waiting = continuation }
        return state.busy == 0
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: - Requests

  private func sendNext() {
    let request = state.withLock { $0.traffic.next() }
    let isOperation = request.head.path.hasPrefix(CDSOperator.path)
    do {
      var options = ExchangeOptions.standard
      options.deadline = .seconds(10)
      let exchange = try ExchangeRequest(
        request, to: isOperation ? operatorAPI : server, options: options)
      client.submit(exchange) { [self] in finish($0, request) }
    } catch {
      // A request that our own client refuses to write says nothing about the server.
      note(nil, nil)
      client.submit(ExchangeRequest(raw: Self.plain, answering: .get, to: server)) { [self] _ in
        goOn { sendNext() }
      }
    }
  }

  private static let plain = Array("GET /docs HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

  private func finish(_ exchange: Exchange, _ request: HTTPRequest) {
    var complaint: String?
    if let response = exchange.response, exchange.outcome == .completed {
      state.withLock { $0.traffic.learn(from: response, to: request) }
      complaint =
        CDSAnswerRules.complaint(about: response, to: request)
        ?? exchange.findings.first.map { "the answer deviates: \($0)" }
    } else {
      complaint = "no answer: \(exchange.outcome)"
    }
    note(exchange.status?.code, complaint.map { "\($0)\n  to \(summary(request))" })
    goOn { sendNext() }
  }

  /// Bytes that may be no request at all: an answer, a close and silence are all right, and so is
  /// to refuse a transfer coding or an HTTP version by 501 and 505. Any other 5xx is not.
  private func sendNoise() {
    let bytes = state.withLock { $0.noise.next() }
    var options = ExchangeOptions.alone
    options.deadline = .milliseconds(300)
    let request = ExchangeRequest(raw: bytes, answering: .get, to: server, options: options)
    client.submit(request) { [self] exchange in
      let code = exchange.status?.code
      let isRight = (code ?? 0) < 500 || code == 501 || code == 505
      note(code, isRight ? nil : "\(code ?? 0) to the bytes \(bytes)")
      goOn { sendNoise() }
    }
  }

  private func goOn(_ next: () -> Void) {
    guard SystemTime().now >= end else {
      next()
      return
    }
    let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.busy -= 1
      guard state.busy == 0 else { return nil }
      defer { state.waiting = nil }
      return state.waiting
    }
    continuation?.resume()
  }

  private func note(_ status: Int?, _ complaint: String?) {
    state.withLock { state in
      state.figures.count += 1
      state.figures.byStatus[status ?? 0, default: 0] += 1
      if let complaint, state.figures.complaints.count < 1_000 {
        state.figures.complaints.append(complaint)
      }
    }
  }

  private func summary(_ request: HTTPRequest) -> String {
    let body = String(decoding: request.body.prefix(500), as: UTF8.self)
    return "\(request.head.method) \(request.head.target) \(body)"
  }
}
