import Glibc
import Synchronization
import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

extension Destination {
  /// A raw peer's plain door.
  static func loopback(_ port: UInt16, proxy: Proxy = .direct) -> Destination {
    Destination(Origin(scheme: "http", host: "127.0.0.1", port: Int(port)), proxy: proxy)
  }

  /// A raw peer's TLS door, known as `localhost` or by its address.
  static func secure(
    _ port: UInt16, host: String = "localhost", _ tls: TLSClientConfiguration,
    proxy: Proxy = .direct
  ) -> Destination {
    Destination(
      Origin(scheme: "https", host: host, port: Int(port)), proxy: proxy, pins: ["127.0.0.1"],
      tls: tls)
  }
}

extension ExchangeRequest {
  static func get(
    _ target: String = "/", from destination: Destination,
    _ change: (inout ExchangeOptions) -> Void = { _ in }
  ) throws -> ExchangeRequest {
    var options = ExchangeOptions()
    options.deadline = .seconds(20)
    change(&options)
    return try ExchangeRequest(HTTPRequest(.get, target), to: destination, options: options)
  }

  static func post(
    _ body: [UInt8], to destination: Destination, fields: HTTPFields = [:],
    chunkLength: Int? = nil, _ change: (inout ExchangeOptions) -> Void = { _ in }
  ) throws -> ExchangeRequest {
    var options = ExchangeOptions()
    options.deadline = .seconds(20)
    change(&options)
    return try ExchangeRequest(
      HTTPRequest(.post, "/", fields: fields, body: body), to: destination,
      chunkLength: chunkLength, options: options)
  }
}

extension Exchange {
  var text: String { String(decoding: response?.body ?? [], as: UTF8.self) }
  var codes: [String] { findings.map(\.code) }
}

/// Options for tests: a crowded machine may leave a test waiting for longer than a client would keep
/// an idle connection, and whether connections are used again is what many tests look at.
private var patient: HTTPClient.Options {
  var options = HTTPClient.Options()
  options.idleTimeout = .seconds(3600)
  return options
}

/// A client for one test, stopped at its end.
func withClient<Result>(
  _ options: HTTPClient.Options? = nil,
  _ body: (HTTPClient) async throws -> Result
) async throws -> Result {
  let client = try HTTPClient(options: options ?? patient)
  let result: Result
  do {
    result = try await body(client)
  } catch {
    await client.stop()
    throw error
  }
  await client.stop()
  return result
}

/// A raw peer for one test, stopped at its end. Connections must end by then: stop clients first.
func withPeer<Result>(
  tls: TLSServerConfiguration? = nil, _ handler: @escaping RawPeer.Handler,
  _ body: (RawPeer) async throws -> Result
) async throws -> Result {
  let peer = try RawPeer(tls: tls, handler)
  defer { peer.stop() }
  return try await body(peer)
}

/// Something that a thread brings about and a task waits for.
final class Signal: Sendable {
  private let state = Mutex<(isSet: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  func set() {
    let waiting = state.withLock { state in
      state.isSet = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isSet = state.withLock { state in
        if !state.isSet { state.waiting.append(continuation) }
        return state.isSet
      }
      if isSet { continuation.resume() }
    }
  }

  /// Waits on a thread that may block: a raw peer's. It gives up after two minutes, so that a test
  /// that failed before setting the signal ends.
  func block() {
    for _ in 0..<120_000 where !state.withLock({ $0.isSet }) { usleep(1000) }
  }
}
