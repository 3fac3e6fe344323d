import SynchroHTTP
import SynchroTiming
import SynchroTransport
import SynchroWire
import Synchronization

/// As many exchanges as our client carries in a time, over a number of connections.
enum LoadBench {
  static func run(url: String, connections: Int, seconds: Double) async throws -> LoadFigures {
    let uri = try URI(url)
    guard let origin = uri.origin else { throw BenchFault.badURL(url) }
    var options = HTTPClient.Options()
    options.connectionsPerDestination = connections
    let client = try HTTPClient(options: options)
    let request = try ExchangeRequest(
      HTTPRequest(.get, uri.requestTarget), to: Destination(origin))
    let load = Load(client: client, request: request, lasting: .seconds(seconds))
    for _ in 0..<connections { load.sendNext() }
    await load.ended(connections)
    await client.stop()
    return try load.figures()
  }
}

/// A closed loop per connection: the end of an exchange starts the next, on the loop's thread.
private final class Load: Sendable {
  private struct State {
    var completed = 0
    var faults: [String] = []
    var idle = 0
    var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  private let client: HTTPClient
  private let request: ExchangeRequest
  private let start = SystemTime().now
  private let processorStart = ProcessorTime()
  private let end: MonotonicInstant
  private let state = Mutex(State())

  init(client: HTTPClient, request: ExchangeRequest, lasting duration: Duration) {
    self.client = client
    self.request = request
    end = start.advanced(by: duration)
  }

  func sendNext() {
    client.submit(request) { [self] exchange in finish(exchange) }
  }

  private func finish(_ exchange: Exchange) {
    let isGood =
      exchange.outcome == .completed && exchange.status == .ok && exchange.findings.isEmpty
    let isOver = !isGood || exchange.times.ended >= end
    let resumed = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.completed += 1
      guard isOver else { return nil }
      if !isGood { state.faults.append("\(exchange.outcome) \(exchange.findings)") }
      state.idle += 1
      guard let waiting = state.waiting, state.idle >= waiting.count else { return nil }
      state.waiting = nil
      return waiting.continuation
    }
    resumed?.resume()
    if !isOver { sendNext() }
  }

  func ended(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state -> Bool in
        if state.idle < count { state.waiting = (count, continuation) }
        return state.idle >= count
      }
      if isOver { continuation.resume() }
    }
  }

  func figures() throws -> LoadFigures {
    let (completed, faults) = state.withLock { ($0.completed, $0.faults) }
    if let fault = faults.first { throw BenchFault.exchange(fault) }
    return LoadFigures(
      exchanges: completed, in: start.duration(to: SystemTime().now), since: processorStart)
  }
}

/// What spoils a comparison.
enum BenchFault: Error {
  case badURL(String)
  case exchange(String)
  case curl(String)
}
