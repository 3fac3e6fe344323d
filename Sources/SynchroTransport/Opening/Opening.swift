internal import CLibcurl
internal import CSynchroCurl
internal import Glibc
internal import SynchroWire
import SynchroTiming

/// One connection on its way: the libcurl handle, set up to connect and do nothing more.
final class Opening {
  let easy: EasyHandle
  let request: OpenRequest
  let completion: ConnectionOpener.Completion
  private let started = MonotonicInstant.now()
  private var proxyReply: [UInt8] = []

  init(
    easy: EasyHandle, request: OpenRequest, completion: @escaping ConnectionOpener.Completion
  ) {
    self.easy = easy
    self.request = request
    self.completion = completion
  }

  /// Sets every option. The request must be usable.
  func configure(pinNames: inout PinNames) {
    // The scheme is always http: TLS is ours, and libcurl is to stop after TCP or the tunnel.
    easy.set(CURLOPT_URL, "http://\(host(pinNames: &pinNames)):\(request.port)/")
    easy.set(CURLOPT_CONNECT_ONLY, 1)
    easy.set(CURLOPT_FRESH_CONNECT, 1)
    // Without it, ending a lookup early waits for the resolver's thread.
    easy.set(CURLOPT_QUICK_EXIT, 1)
    let timeout = max(1, request.timeout.inMilliseconds)
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, timeout)
    easy.set(CURLOPT_TIMEOUT_MS, timeout)
    switch request.family {
    case .any: break
    case .ipv4: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V4))
    case .ipv6: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V6))
    }
    CurlProxy.configure(easy, request.proxy)
    easy.set(CURLOPT_HEADERFUNCTION, callback: collectProxyReply)
    easy.set(CURLOPT_HEADERDATA, pointer: Unmanaged.passUnretained(self).toOpaque())
    easy.set(CURLOPT_WRITEFUNCTION, callback: dropBytes)
  }

  /// The host as it stands in the URL: the target's own, or what stands for its pinned addresses.
  private func host(pinNames: inout PinNames) -> String {
    guard let first = request.pins.first else { return OpenRequest.bracketed(request.host) ?? "" }
    // Behind a proxy the pin is what the proxy is asked for; it can take only one.
    if request.pins.count == 1 || request.proxy != .direct {
      return OpenRequest.bracketed(first) ?? ""
    }
    let name = pinNames.name(for: request.pins)
    let addresses = request.pins.compactMap(OpenRequest.bracketed).joined(separator: ",")
    easy.set(CURLOPT_RESOLVE, ["\(name):\(request.port):\(addresses)"])
    return name
  }

  // MARK: Results

  /// The stages passed so far; `connected` is when TCP was seen to stand.
  func times(connected: MonotonicInstant?) -> OpenTimes {
    OpenTimes(
      lookup: easy.elapsed(CURLINFO_NAMELOOKUP_TIME_T),
      connect: connected.map { $0 - started } ?? easy.elapsed(CURLINFO_CONNECT_TIME_T),
      tunnel: nil)
  }

  /// The stage that is going on.
  func phase(connected: MonotonicInstant?) -> ExchangePhase {
    if easy.elapsed(CURLINFO_NAMELOOKUP_TIME_T) == nil { return .lookup }
    let hasConnected = connected != nil || easy.hasConnected
    return hasConnected && request.proxy != .direct ? .proxy : .connect
  }

  func result(_ code: CURLcode, connected: MonotonicInstant?) -> Result<
    OpenedConnection, OpenFailure
  > {
    var times = times(connected: connected)
    func failed(_ fault: TransportFault) -> Result<OpenedConnection, OpenFailure> {
      .failure(OpenFailure(fault: fault, times: times, proxyReply: proxyReply))
    }
    guard code == CURLE_OK else { return failed(fault(code, phase(connected: connected))) }
    guard let socket = easy.activeSocket else { return failed(.harness("no socket to take over")) }
    let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return failed(.harness(SystemErrorText.of(errno))) }
    if request.proxy != .direct { times.tunnel = easy.elapsed(CURLINFO_TOTAL_TIME_T) }
    return .success(
      OpenedConnection(
        descriptor: descriptor, times: times,
        peer: easy.endpoint(CURLINFO_PRIMARY_IP, CURLINFO_PRIMARY_PORT),
        local: easy.endpoint(CURLINFO_LOCAL_IP, CURLINFO_LOCAL_PORT), proxyReply: proxyReply))
  }

  private func fault(_ code: CURLcode, _ phase: ExchangePhase) -> TransportFault {
    CurlFault(
      code: code, words: easy.words(for: code), systemError: Int32(easy.long(CURLINFO_OS_ERRNO)),
      proxyStatus: easy.long(CURLINFO_HTTP_CONNECTCODE), request: request, phase: phase
    ).transportFault
  }

  fileprivate func collect(_ bytes: UnsafeRawBufferPointer) {
    // Evidence, not the verdict: what a proxy writes beyond 64 KB tells nobody anything.
    guard proxyReply.count + bytes.count <= 65_536 else { return }
    proxyReply.append(contentsOf: bytes)
  }
}

private func collectProxyReply(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  if let bytes, let context {
    Unmanaged<Opening>.fromOpaque(context).takeUnretainedValue()
      .collect(UnsafeRawBufferPointer(start: bytes, count: size * count))
  }
  return size * count
}

private func dropBytes(
  _: UnsafeMutablePointer<CChar>?, size: Int, count: Int, _: UnsafeMutableRawPointer?
) -> Int {
  size * count
}
