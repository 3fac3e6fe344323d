import SynchroWire
public import SynchroSystem

/// Sends requests through libcurl's own HTTP engine: the second opinion.
///
/// It answers "would an ordinary client have noticed?", and it reaches targets that speak only
/// HTTP/2. The evidence is what libcurl shows: heads line by line and the content after transfer
/// codings, so `received` is not byte-exact, and there are no findings of our codec. Redirects,
/// cookies, caches and credentials from files are off, as with `HTTPClient`.
public final class CurlClient: Sendable {
  /// What holds for all exchanges of a client.
  public struct Options: Sendable {
    /// The version of HTTP to speak.
    public var version = CurlHTTPVersion.negotiated
    /// The name of the loop's thread, at most 15 bytes.
    public var threadName = "synchro-curl"

    /// Whatever version ALPN agrees on.
    public init() {}
  }

  private let loop: ExchangeLoop

  /// Starts the loop's thread.
  public init(options: Options = Options()) throws(SystemError) {
    loop = try ExchangeLoop(name: options.threadName) { reactor in
      CurlCore(reactor: reactor, options: options)
    }
  }

  /// Sends one request and waits for the end of the exchange. Cancelling the task ends the
  /// exchange, which is then `failed(.cancelled)`. Raw bytes cannot be sent this way.
  public func send(_ request: ExchangeRequest) async -> Exchange {
    await loop.perform(request)
  }

  /// Sends one request and calls back at the end of the exchange, on the loop's thread.
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
