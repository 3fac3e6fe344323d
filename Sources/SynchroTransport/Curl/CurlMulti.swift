internal import CLibcurl
internal import CSynchroCurl
internal import SynchroWire
import SynchroTiming

/// A libcurl multi handle whose descriptors and timer live on a reactor. Belongs to the loop.
final class CurlMulti {
  private let raw: UnsafeMutableRawPointer
  private let reactor: Reactor
  private var watches: [Int32: (watch: Watch, interest: Interest)] = [:]
  private var alarm: Alarm?
  /// Is told of the end of each transfer, and removes its handle.
  private let ended: (_ handle: UnsafeMutableRawPointer, _ code: CURLcode) -> Void
  private var connectMoments: [UnsafeMutableRawPointer: MonotonicInstant] = [:]

  /// Nil when libcurl cannot start.
  init?(
    reactor: Reactor,
    ended: @escaping (_ handle: UnsafeMutableRawPointer, _ code: CURLcode) -> Void
  ) {
    guard CurlLibrary.started, let raw = curl_multi_init() else { return nil }
    self.raw = raw
    self.reactor = reactor
    self.ended = ended
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = syn_curl_multi_set_socket_callback(raw, socketWanted, context)
    _ = syn_curl_multi_set_timer_callback(raw, timerWanted, context)
  }

  /// The handles must have been removed.
  deinit {
    curl_multi_cleanup(raw)
    for entry in watches.values { reactor.forget(entry.watch) }
    if let alarm { reactor.cancel(alarm) }
  }

  /// Starts a transfer; libcurl's words when it refuses. Its end is never told from inside this
  /// call.
  func add(_ easy: EasyHandle) -> String? {
    let code = curl_multi_add_handle(raw, easy.raw)
    return code == CURLM_OK ? nil : String(cString: curl_multi_strerror(code))
  }

  /// Ends a transfer, or forgets one that has ended.
  func remove(_ easy: EasyHandle) {
    curl_multi_remove_handle(raw, easy.raw)
    connectMoments[easy.raw] = nil
  }

  /// When TCP stood, as far as it can be told. libcurl has a time for it, but fills it in only when
  /// tunnel and handshake stand as well.
  func connectMoment(of easy: EasyHandle) -> MonotonicInstant? {
    connectMoments[easy.raw]
  }

  private func act(on descriptor: Int32, _ mask: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(raw, descriptor, mask, &running)
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(raw, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      ended(handle, syn_curl_message_result(message))
    }
  }

  // MARK: - What libcurl wants

  fileprivate func watch(_ handle: UnsafeMutableRawPointer?, _ descriptor: Int32, _ what: Int32) {
    var interest: Interest = []
    if what == CURL_POLL_IN || what == CURL_POLL_INOUT { interest.insert(.read) }
    if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { interest.insert(.write) }
    if interest.isEmpty {
      if let entry = watches.removeValue(forKey: descriptor) { reactor.forget(entry.watch) }
      return
    }
    // A socket that is waited on for writing connects; one that turns to reading has connected.
    if let handle, interest.contains(.read), watches[descriptor]?.interest == .write {
      connectMoments[handle] = .now()
    }
    do {
      if let entry = watches[descriptor] {
        try reactor.change(entry.watch, to: interest)
        watches[descriptor] = (entry.watch, interest)
      } else {
        let watch = try reactor.watch(descriptor, for: interest) {
          [unowned self] readiness in
          var mask: Int32 = 0
          if readiness.canRead { mask |= Int32(CURL_CSELECT_IN) }
          if readiness.canWrite { mask |= Int32(CURL_CSELECT_OUT) }
          if readiness.hasFailed { mask |= Int32(CURL_CSELECT_ERR) }
          act(on: descriptor, mask)
        }
        watches[descriptor] = (watch, interest)
      }
    } catch {
      // Out of memory or of watches: libcurl's own timeout ends what can no longer be watched.
      return
    }
  }

  fileprivate func wake(after milliseconds: Int) {
    if let alarm { reactor.cancel(alarm) }
    alarm = nil
    guard milliseconds >= 0 else { return }
    let moment = MonotonicInstant.now() + .milliseconds(milliseconds)
    alarm = reactor.setAlarm(at: moment) { [unowned self] in
      alarm = nil
      act(on: CURL_SOCKET_TIMEOUT, 0)
    }
  }
}

private func socketWanted(
  handle: UnsafeMutableRawPointer?, descriptor: curl_socket_t, what: Int32,
  context: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<CurlMulti>.fromOpaque(context).takeUnretainedValue()
    .watch(handle, descriptor, what)
  return 0
}

private func timerWanted(
  _: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return 0 }
  Unmanaged<CurlMulti>.fromOpaque(context).takeUnretainedValue().wake(after: milliseconds)
  return 0
}
