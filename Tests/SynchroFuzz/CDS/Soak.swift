import SynchroHTTP
import SynchroMocks
import SynchroTiming
import SynchroTransport
import Synchronization

/// Lanes of traffic to a live server: the end of an exchange starts the next, on the loop's thread.
final class Soak: Sendable {
  /// What was sent: requests as they should be, requests with damage to what they mean, and bytes
  /// that need not be a request at all.
  enum Kind: String, CaseIterable {
    case right
    case wrong
    case broken
  }

  /// What has come of it so far.
  struct Figures {
    var byKind: [Kind: Int] = [:]
    var byStatus: [Int: Int] = [:]
    var complaints: [String] = []

    var count: Int { byKind.values.reduce(0, +) }

    var kinds: String {
      Kind.allCases.map { "\(byKind[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    }

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
  /// Those of them that send bytes of any kind.
  private static let broken = 4
  /// Lasting things that requests may leave behind, such as registrations, grants and log lines; of a bounded
  /// rate so many that they are there in the first half.
  private static func budget(_ rate: Int?, _ duration: Duration) -> Int {
    min(30_000, rate.map { $0 * Int(duration.components.seconds) / 25 } ?? .max)
  }

  private let client: HTTPClient
  private let server: Destination
  private let operatorAPI: Destination
  private let end: MonotonicInstant
  private let pause: Duration?
  private let state: Mutex<State>

  /// As fast as the server answers, or at most so many requests a second.
  init(
    client: HTTPClient, server: Destination, operatorAPI: Destination, key: String, seed: UInt64,
    lasting duration: Duration, rate: Int?
  ) {
    self.client = client
    self.server = server
    self.operatorAPI = operatorAPI
    end = SystemTime().now.advanced(by: duration)
    pause = rate.map { .seconds(Self.lanes) / $0 }
    let origin = server.origin
    let url = "\(origin.scheme)://\(server.hostField)"
    let traffic = CDSTraffic(
      seed: seed, origin: url, operatorKey: key, budget: Self.budget(rate, duration))
    state = Mutex(State(traffic: traffic, noise: RequestNoise(seed: seed)))
  }

  var figures: Figures { state.withLock { $0.figures } }

  func start() {
    state.withLock { $0.busy = Self.lanes }
    for lane in 0..<Self.lanes {
      if lane < Self.lanes - Self.broken { sendNext() } else { sendNoise() }
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
    let start = SystemTime().now
    let (request, kind) = state.withLock { state in
      let request = state.traffic.next()
      return (request, state.traffic.lastIsRight ? Kind.right : .wrong)
    }
    let isOperation = request.head.path.hasPrefix(CDSOperator.path)
    do {
      var options = ExchangeOptions.standard
      options.deadline = .seconds(10)
      let exchange = try ExchangeRequest(
        request, to: isOperation ? operatorAPI : server, options: options)
      client.submit(exchange) { [self] exchange in
        finish(exchange, request, kind)
        goOn(after: start) { $0.sendNext() }
      }
    } catch {
      // A request that our own client refuses to write says nothing about the server.
      client.submit(ExchangeRequest(raw: Self.plain, answering: .get, to: server)) { [self] _ in
        goOn(after: start) { $0.sendNext() }
      }
    }
  }

  private static let plain = Array("GET /docs HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

  private func finish(_ exchange: Exchange, _ request: HTTPRequest, _ kind: Kind) {
    var complaint: String?
    if let response = exchange.response, exchange.outcome == .completed {
      state.withLock { $0.traffic.learn(from: response, to: request) }
      complaint =
        CDSAnswerRules.complaint(about: response, to: request)
        ?? exchange.findings.first.map { "the answer deviates: \($0)" }
    } else {
      complaint = "no answer: \(exchange.outcome)"
    }
    note(kind, exchange.status?.code, complaint.map { "\($0)\n  to \(summary(request))" })
  }

  /// Bytes that may be no request at all: an answer, a close and silence are all right, and so is
  /// to refuse a transfer coding or an HTTP version by 501 and 505. Any other 5xx is not.
  private func sendNoise() {
    let start = SystemTime().now
    let bytes = state.withLock { $0.noise.next() }
    var options = ExchangeOptions.alone
    options.deadline = .milliseconds(300)
    let request = ExchangeRequest(raw: bytes, answering: .get, to: server, options: options)
    client.submit(request) { [self] exchange in
      let code = exchange.status?.code
      let isRight = (code ?? 0) < 500 || code == 501 || code == 505
      note(.broken, code, isRight ? nil : "\(code ?? 0) to the bytes \(bytes)")
      goOn(after: start) { $0.sendNoise() }
    }
  }

  private func goOn(
    after start: MonotonicInstant, with next: @escaping @Sendable (Soak) -> Void
  ) {
    let now = SystemTime().now
    guard now >= end else {
      let left = (pause ?? .zero) - start.duration(to: now)
      if left <= .zero { return next(self) }
      Task {
        try? await Task.sleep(for: left)
        next(self)
      }
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

  private func note(_ kind: Kind, _ status: Int?, _ complaint: String?) {
    state.withLock { state in
      state.figures.byKind[kind, default: 0] += 1
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
