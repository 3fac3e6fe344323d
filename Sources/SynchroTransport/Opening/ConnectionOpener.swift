internal import CLibcurl
internal import CSynchroCurl
internal import Glibc

/// What an opener asks of the event loop it lives on.
protocol OpenerLoop: AnyObject {
  /// Reports the descriptor to `ConnectionOpener.ready` from now on; both false for never.
  func watch(_ descriptor: Int32, reads: Bool, writes: Bool)
  /// Calls `ConnectionOpener.timerFired` once after so long, instead of whatever was asked before;
  /// nil for never.
  func wakeOpener(after delay: Duration?)
}

/// Opens connections with libcurl, on somebody else's event loop, and hands over the descriptor.
///
/// libcurl brings names, Happy Eyeballs, proxies and phase timings. It gives up a connection by
/// closing it, so the descriptor is duplicated and libcurl's own copy dropped. One multi handle
/// serves all openings, because the cache of names belongs to it.
final class ConnectionOpener {
  typealias Completion = (Result<OpenedConnection, OpenFailure>) -> Void

  /// Names one opening, for its cancellation.
  struct Ticket: Hashable {
    fileprivate let handle: UnsafeMutableRawPointer
  }

  private let multi: UnsafeMutableRawPointer
  private unowned let loop: any OpenerLoop
  private var openings: [UnsafeMutableRawPointer: Opening] = [:]
  private var pinNames = PinNames()

  /// Nil when libcurl cannot start. The loop outlives the opener.
  init?(loop: any OpenerLoop) {
    guard CurlLibrary.started, let multi = curl_multi_init() else { return nil }
    self.multi = multi
    self.loop = loop
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = syn_curl_multi_set_socket_callback(multi, socketWanted, context)
    _ = syn_curl_multi_set_timer_callback(multi, timerWanted, context)
  }

  deinit {
    for opening in openings.values { curl_multi_remove_handle(multi, opening.easy.raw) }
    curl_multi_cleanup(multi)
  }

  /// Starts to open a connection; `completion` is called later, never from inside this call, unless
  /// the opening is cancelled before.
  func open(
    _ request: OpenRequest, completion: @escaping Completion
  ) -> Result<Ticket, OpenFailure> {
    func failed(_ fault: TransportFault) -> Result<Ticket, OpenFailure> {
      .failure(OpenFailure(fault: fault, times: OpenTimes(), proxyReply: []))
    }
    guard request.authority != nil else { return failed(.unusable(.host(request.host))) }
    guard let easy = EasyHandle() else { return failed(.harness("libcurl gave no handle")) }
    let opening = Opening(easy: easy, request: request, completion: completion)
    guard opening.configure(pinNames: &pinNames) else {
      return failed(.harness("libcurl refused an option of the connection"))
    }
    openings[easy.raw] = opening
    let code = curl_multi_add_handle(multi, easy.raw)
    guard code == CURLM_OK else {
      openings[easy.raw] = nil
      return failed(.harness(String(cString: curl_multi_strerror(code))))
    }
    return .success(Ticket(handle: easy.raw))
  }

  /// Ends an opening without calling its completion, and tells how far it had come.
  @discardableResult
  func cancel(_ ticket: Ticket) -> (phase: ExchangePhase, times: OpenTimes)? {
    guard let opening = openings.removeValue(forKey: ticket.handle) else { return nil }
    let times = opening.times
    curl_multi_remove_handle(multi, opening.easy.raw)
    return (times.phase(throughProxy: opening.request.proxy != .direct), times)
  }

  /// The loop found the descriptor readable, writable or broken.
  func ready(_ descriptor: Int32, readable: Bool, writable: Bool, broken: Bool) {
    var mask: Int32 = 0
    if readable { mask |= Int32(CURL_CSELECT_IN) }
    if writable { mask |= Int32(CURL_CSELECT_OUT) }
    if broken { mask |= Int32(CURL_CSELECT_ERR) }
    act(on: descriptor, mask)
  }

  /// The time asked for by `wakeOpener` has come.
  func timerFired() {
    act(on: CURL_SOCKET_TIMEOUT, 0)
  }

  private func act(on descriptor: Int32, _ mask: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(multi, descriptor, mask, &running)
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      let code = syn_curl_message_result(message)
      guard let opening = openings.removeValue(forKey: handle) else { continue }
      // The duplicate is taken before libcurl lets go: removing the handle closes the original.
      let result = opening.result(code)
      curl_multi_remove_handle(multi, handle)
      opening.completion(result)
    }
  }

  fileprivate func watch(_ descriptor: Int32, _ what: Int32) {
    let reads = what == CURL_POLL_IN || what == CURL_POLL_INOUT
    let writes = what == CURL_POLL_OUT || what == CURL_POLL_INOUT
    loop.watch(descriptor, reads: reads, writes: writes)
  }

  fileprivate func wake(after milliseconds: Int) {
    loop.wakeOpener(after: milliseconds < 0 ? nil : .milliseconds(milliseconds))
  }
}

private func socketWanted(
  _: UnsafeMutableRawPointer?, descriptor: curl_socket_t, what: Int32,
  context: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<ConnectionOpener>.fromOpaque(context).takeUnretainedValue().watch(descriptor, what)
  return 0
}

private func timerWanted(
  _: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<ConnectionOpener>.fromOpaque(context).takeUnretainedValue().wake(after: milliseconds)
  return 0
}
