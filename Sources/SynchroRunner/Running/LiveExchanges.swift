public import SynchroHTTP
public import SynchroSystem
public import SynchroTiming
public import SynchroTransport
import SynchroVerdict
public import SynchroWire

/// Asks a live target, with our own engine or with libcurl's.
public final class LiveExchanges: ExchangeSource {
  /// Which engine speaks HTTP.
  public enum Engine: String, Sendable, CaseIterable {
    /// Ours, which sees every deviation.
    case own
    /// libcurl's, the second opinion.
    case curl
  }

  private enum Client: Sendable {
    case own(HTTPClient)
    case curl(CurlClient)
  }

  private let client: Client
  private let tls: TLSClientConfiguration
  private let proxy: @Sendable (Origin) -> Proxy
  private let time: any TimeSource

  /// Starts an engine; `proxy` tells the way out for each origin.
  public init(
    engine: Engine = .own, tls: TLSClientConfiguration = TLSClientConfiguration(),
    proxy: @escaping @Sendable (Origin) -> Proxy = { _ in .direct },
    time: any TimeSource = SystemTime()
  ) throws(SystemError) {
    switch engine {
    case .own: client = .own(try HTTPClient())
    case .curl: client = .curl(try CurlClient())
    }
    self.tls = tls
    self.proxy = proxy
    self.time = time
  }

  /// Sends one request and waits for the end of the exchange.
  public func answer(_ order: ExchangeOrder) async -> ExchangeAnswer {
    let start = time.wallTime
    func refused(_ fault: TransportFault) -> ExchangeAnswer {
      var answer = ExchangeAnswer(times: .init(total: .zero), start: start)
      answer.note(fault)
      return answer
    }
    guard let origin = order.url.origin else {
      return refused(.unusable(.scheme(order.url.scheme)))
    }
    var options = ExchangeOptions.standard
    options.deadline = order.timeout
    options.connectTimeout = min(options.connectTimeout, order.timeout)
    options.limits.bodyBytes = order.bodyLimit
    options.limits.decodedBytes = order.decodedLimit
    let destination = Destination(origin, proxy: proxy(origin), tls: tls)
    let request: ExchangeRequest
    do {
      let message = HTTPRequest(
        order.method, order.url.requestTarget, fields: order.fields, body: order.body)
      request = try ExchangeRequest(message, to: destination, options: options)
    } catch {
      return refused(.unusable(.message("\(error)")))
    }
    let exchange: Exchange
    switch client {
    case .own(let client): exchange = await client.send(request)
    case .curl(let client): exchange = await client.send(request)
    }
    return ExchangeAnswer(exchange, start: start)
  }

  /// Ends all exchanges and closes all connections.
  public func stop() async {
    switch client {
    case .own(let client): await client.stop()
    case .curl(let client): await client.stop()
    }
  }
}

extension ExchangeAnswer {
  /// What an engine brought back.
  init(_ exchange: Exchange, start: Timestamp) {
    self.init(times: exchange.times.phases, start: start)
    sent = exchange.sentBytes
    received = exchange.received
    findings = exchange.findings.map {
      .init(code: $0.code, sentence: $0.message, offset: $0.offset)
    }
    tls = exchange.connection?.tls
    tlsFacts = tls.map(RunContext.facts) ?? []
    peer = exchange.connection?.peer
    isReused = exchange.isReused
    firstByte = exchange.times.firstByte.map { exchange.times.submitted.duration(to: $0) }
    if let fault = exchange.fault {
      note(fault)
      switch fault {
      case .reset(let phase), .closed(let phase): isLost = phase > .tls && received.isEmpty
      default: break
      }
    }
    guard let response = exchange.response else { return }
    status = response.head.status
    fields = response.head.fields
    body = response.body
    if exchange.curl != nil { contentCount = body.count }
  }
}

extension ExchangeAnswer {
  /// Takes over why the exchange did not complete, and what to do about it.
  mutating func note(_ fault: TransportFault) {
    self.fault = .init(TransportVerdict.blame(of: fault), fault.sentence)
    hint = Hint(field: fault.targetKey, nextStep: fault.advice)
  }
}

extension TransportFault {
  /// The key of the target file that has to do with it.
  fileprivate var targetKey: String? {
    switch self {
    case .unusable(.tls): "trust"
    case .unusable(.proxy), .proxy: "proxy"
    case .unusable(.scheme), .unusable(.port), .unusable(.host), .unresolved, .refused,
      .unreachable, .connectTimeout:
      "url"
    case .tls(let fault, _): fault.alert == nil ? "trust" : "client certificate"
    case .deadline: "timeout"
    case .unusable(.pin), .unusable(.message), .reset, .closed, .truncated, .unreadable, .bodyLimit,
      .headLimit, .receiveLimit, .cancelled, .stopped, .libcurl, .harness:
      nil
    }
  }
}

extension ExchangeTimes {
  /// How long each phase took; phases that a reused connection had behind it are nil.
  fileprivate var phases: ExchangeSummary.Times {
    func span(_ from: MonotonicInstant?, _ to: MonotonicInstant?) -> Duration? {
      guard let from, let to else { return nil }
      return from.duration(to: to)
    }
    return ExchangeSummary.Times(
      lookup: span(started, resolved), connect: span(resolved ?? started, connected),
      proxy: span(connected, tunnelled), tls: span(tunnelled ?? connected, secured),
      request: span(requestBegun, requestSent), waiting: wait,
      response: span(firstByte, firstByte == nil ? nil : ended), total: total)
  }
}
