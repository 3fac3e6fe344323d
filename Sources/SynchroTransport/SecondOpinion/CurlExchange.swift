internal import CLibcurl
internal import CSynchroCurl
internal import Glibc
internal import SynchroHTTP
internal import SynchroTiming
internal import SynchroWire

/// One exchange through libcurl's engine: its handle and what its callbacks brought.
final class CurlExchange {
  let easy: EasyHandle
  let transfer: Transfer
  private var facts = CurlFacts()
  private var head = CurlHead()
  private var tls: TLSFacts?
  /// When TCP was seen to stand.
  var connected: MonotonicInstant?
  /// Why we stopped the transfer ourselves, from inside a callback.
  private var refusal: TransportFault?

  init(easy: EasyHandle, transfer: Transfer) {
    self.easy = easy
    self.transfer = transfer
  }

  /// What is going on, as far as libcurl's times tell.
  var phase: ExchangePhase {
    let destination = transfer.request.destination
    if easy.elapsed(CURLINFO_STARTTRANSFER_TIME_T) != nil { return .response }
    if easy.elapsed(CURLINFO_PRETRANSFER_TIME_T) != nil { return .waiting }
    if easy.elapsed(CURLINFO_NAMELOOKUP_TIME_T) == nil { return .lookup }
    if connected == nil, !easy.hasConnected { return .connect }
    return destination.isSecure ? .tls : destination.proxy == .direct ? .connect : .proxy
  }

  // MARK: - What libcurl brings

  /// One line of a head or of a trailer section. False to end the transfer.
  fileprivate func take(headLine line: UnsafeRawBufferPointer) -> Bool {
    noteFirstByte()
    let limit = transfer.request.options.limits.headBytes
    guard head.byteCount + line.count <= limit else {
      refusal = .headLimit(
        WireFinding(
          .limitExceeded(.headBytes, limit: limit), at: transfer.received.count,
          severity: .unrecoverable))
      return false
    }
    guard keep(line) else { return false }
    switch head.add(line) {
    case .goesOn: break
    case .head(let head) where head.status.isInterim && head.status != .switchingProtocols:
      let limit = transfer.request.options.limits.interimResponses
      guard transfer.interims.count < limit else {
        refusal = .headLimit(
          WireFinding(
            .limitExceeded(.interimResponses, limit: limit), at: transfer.received.count,
            severity: .unrecoverable))
        return false
      }
      transfer.interims.append(head)
    case .head(let head): transfer.head = head
    }
    return true
  }

  /// Content, without transfer codings. False to end the transfer.
  fileprivate func take(content: UnsafeRawBufferPointer) -> Bool {
    noteFirstByte()
    let limit = transfer.request.options.limits.bodyBytes
    guard content.count <= limit - transfer.body.count else {
      refusal = .bodyLimit(limit)
      return false
    }
    guard keep(content) else { return false }
    head.beginTrailers()
    transfer.body.append(contentsOf: content)
    return true
  }

  /// Keeps evidence as far as the limit allows.
  private func keep(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let limit = transfer.request.options.receivedBytes
    guard bytes.count <= limit - transfer.received.count else {
      refusal = .receiveLimit(limit)
      return false
    }
    transfer.received.append(contentsOf: bytes)
    return true
  }

  fileprivate func take(sent bytes: UnsafeRawBufferPointer) {
    facts.sent.append(contentsOf: bytes)
  }

  private func noteFirstByte() {
    guard transfer.times.firstByte == nil else { return }
    transfer.times.firstByte = .now()
    // The session is within reach during the transfer only.
    if transfer.request.destination.isSecure { tls = CurlTLS.facts(of: easy) }
  }

  // MARK: - The end

  func outcome(_ code: CURLcode) -> ExchangeOutcome {
    code == CURLE_OK ? .completed : .failed(refusal ?? fault(code))
  }

  private func fault(_ code: CURLcode) -> TransportFault {
    let phase = phase
    let systemError = Int32(easy.long(CURLINFO_OS_ERRNO))
    switch code {
    case CURLE_OPERATION_TIMEDOUT:
      return MonotonicInstant.now() < transfer.deadline ? .connectTimeout(phase) : .deadline(phase)
    case CURLE_PARTIAL_FILE:
      return .truncated
    case CURLE_GOT_NOTHING:
      return .closed(.waiting)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_PROXY:
      break
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      if phase < .waiting, transfer.request.destination.proxy != .direct { break }
      if systemError == ECONNRESET || systemError == EPIPE { return .reset(phase) }
      fallthrough
    default:
      return .libcurl(code: Int(code.rawValue), words: easy.words(for: code), phase)
    }
    return CurlFault(
      code: code, words: easy.words(for: code), systemError: systemError,
      proxyStatus: easy.long(CURLINFO_HTTP_CONNECTCODE), request: OpenRequest(transfer.request),
      phase: phase
    ).transportFault
  }

  /// Copies what libcurl knows into the evidence, before the handle goes.
  func collect(_ code: CURLcode) {
    facts.code = Int(code.rawValue)
    facts.words = code == CURLE_OK ? "" : easy.words(for: code)
    facts.library = String(cString: curl_version())
    switch easy.long(CURLINFO_HTTP_VERSION) {
    case CURL_HTTP_VERSION_1_0: facts.version = "HTTP/1.0"
    case CURL_HTTP_VERSION_1_1: facts.version = "HTTP/1.1"
    case CURL_HTTP_VERSION_2_0: facts.version = "HTTP/2"
    case CURL_HTTP_VERSION_3: facts.version = "HTTP/3"
    default: break
    }
    transfer.curlFacts = facts
    if let trailers = head.takeTrailers() { transfer.trailers = trailers }
    collectTimes()
    let opened = easy.long(CURLINFO_NUM_CONNECTS)
    transfer.isReused = opened == 0 && transfer.head != nil
    if tls == nil, transfer.request.destination.isSecure {
      tls = CurlTLS.chainFacts(of: easy)
    }
    transfer.facts = ConnectionFacts(
      id: 0, peer: easy.endpoint(CURLINFO_PRIMARY_IP, CURLINFO_PRIMARY_PORT),
      local: easy.endpoint(CURLINFO_LOCAL_IP, CURLINFO_LOCAL_PORT), proxyReply: [], tls: tls)
  }

  private func collectTimes() {
    let start = transfer.times.submitted
    func moment(_ info: CURLINFO) -> MonotonicInstant? {
      easy.elapsed(info).map { start.advanced(by: $0) }
    }
    transfer.times.started = start
    transfer.times.resolved = moment(CURLINFO_NAMELOOKUP_TIME_T)
    transfer.times.connected =
      connected ?? moment(CURLINFO_CONNECT_TIME_T)
    if transfer.request.destination.isSecure {
      transfer.times.secured = moment(CURLINFO_APPCONNECT_TIME_T)
    }
    transfer.times.requestBegun = moment(CURLINFO_PRETRANSFER_TIME_T)
    transfer.times.requestSent = transfer.times.requestBegun
    if transfer.times.requestSent != nil { transfer.sentCount = transfer.request.bytes.count }
  }
}

// MARK: - Callbacks of libcurl. Top-level, so that no actor is inferred for them.

private func exchange(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
  context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
}

/// `CURLOPT_HEADERFUNCTION`; another count than was given ends the transfer.
func takeCurlHeadLine(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return exchange(context)?.take(headLine: line) == true ? line.count : line.count &+ 1
}

/// `CURLOPT_WRITEFUNCTION`; another count than was given ends the transfer.
func takeCurlContent(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  let content = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return exchange(context)?.take(content: content) == true ? content.count : content.count &+ 1
}

/// `CURLOPT_DEBUGFUNCTION`.
func takeCurlTrace(
  _: UnsafeMutableRawPointer?, kind: curl_infotype, bytes: UnsafeMutablePointer<CChar>?, count: Int,
  context: UnsafeMutableRawPointer?
) -> Int32 {
  if kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT {
    exchange(context)?.take(sent: UnsafeRawBufferPointer(start: bytes, count: count))
  }
  return 0
}
