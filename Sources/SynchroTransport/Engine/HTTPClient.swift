import SynchroWire
public import SynchroSystem

/// Sends requests and brings back the evidence: one event-loop thread, connections opened by
/// libcurl, TLS by OpenSSL, our own strict codec on top.
///
/// Redirects are never followed, nothing is cached, no cookie is kept. What the target does is data
/// in the `Exchange`, never an error.
public final class HTTPClient: Sendable {
  /// What holds for all exchanges of a client.
  public struct Options: Sendable {
    /// Connections to one destination at a time; further exchanges wait.
    public var connectionsPerDestination = 64
    /// How long an unused connection is kept.
    public var idleTimeout: Duration = .seconds(30)
    /// Is told, on the loop's thread, of bytes that came while no response was due.
    public var onIdleFinding: (@Sendable (IdleFinding) -> Void)?
    /// The name of the loop's thread, at most 15 bytes.
    public var threadName = "synchro-client"

    /// The options that suit a conformance run.
    public init() {}
  }

  private let loop: ExchangeLoop

  /// Starts the loop's thread.
  public init(options: Options = Options()) throws(SystemError) {
    loop = try ExchangeLoop(name: options.threadName) { reactor in
      ClientCore(reactor: reactor, options: options)
    }
  }

  /// Sends one request and waits for the end of the exchange. Cancelling the task ends the
  /// exchange, which is then `failed(.cancelled)`.
  public func send(_ request: ExchangeRequest) async -> Exchange {
    await loop.perform(request)
  }

  /// Sends one request and calls back at the end of the exchange, on the loop's thread: do little
  /// there. From inside such a call the next request is sent without another thread's help, which
  /// is how a load is kept up; stop doing so once an exchange comes back as `.stopped`.
  @discardableResult
  public func submit(
    _ request: ExchangeRequest, completion: @escaping @Sendable (Exchange) -> Void
  ) -> ExchangeHandle {
    let transfer = Transfer(request, completion: completion)
    loop.start(transfer)
    return ExchangeHandle(transfer: transfer, loop: loop)
  }

  /// Ends all exchanges as `failed(.stopped)`, closes all connections and ends the thread.
  public func stop() async {
    await loop.stop()
  }
}
