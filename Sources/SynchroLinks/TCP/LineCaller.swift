import Glibc
import SynchroSystem
import SynchroTiming
import SynchroWire

/// Opens the one connection of a hub, trying again while nobody listens.
///
/// Unchecked: apart from `init`, used on the loop's thread only.
final class LineCaller: @unchecked Sendable {
  private let host: String
  private let port: UInt16
  private let context: TLSContext?
  private unowned let hub: LineHub
  private let limits: LinkLimits
  private var reactor: Reactor?
  private var deadline = MonotonicInstant.never
  private var addresses: [SocketAddress] = []
  private var attempts = 0
  private var pending: (stream: ByteStream, watch: Watch)?
  private var alarm: Alarm?

  /// How long to wait before the next attempt.
  private static let pause = Duration.milliseconds(100)

  init(
    _ host: String, _ port: UInt16, _ context: TLSContext?, _ hub: LineHub, _ limits: LinkLimits
  ) {
    self.host = host
    self.port = port
    self.context = context
    self.hub = hub
    self.limits = limits
  }

  func begin(_ reactor: Reactor) {
    self.reactor = reactor
    deadline = .now() + limits.openingPatience
    hub.peerEnded = { [unowned hub] _, reason in hub.over(LinkEnd(reason)) }
    if let address = SocketAddress(host, port: port) {
      addresses = [address]
      attempt()
    } else {
      lookUp()
    }
  }

  func finish() {
    guard !hub.isOver else { return }
    dropAttempt()
    hub.finishAll()
    if hub.peerCount == 0 { hub.over(LinkEnd(.finished)) }
  }

  /// Asks for the addresses of a name, on a thread that may wait.
  private func lookUp() {
    let (host, port, hub) = (host, port, hub)
    let job = NameLookup(host) { [self] found in
      hub.post { [self] _ in
        guard !hub.isOver, !hub.isClosing else { return }
        addresses = found.compactMap { SocketAddress($0, port: port) }
        guard !addresses.isEmpty else {
          return hub.over(LinkEnd(.unreachable("'\(host)' has no address")))
        }
        attempt()
      }
    }
    do throws(SystemError) {
      try job.start()
    } catch {
      hub.over(LinkEnd(.reset(error)))
    }
  }

  private func attempt() {
    guard let reactor, !hub.isOver, !hub.isClosing else { return }
    let address = addresses[attempts % addresses.count]
    attempts += 1
    do throws(SystemError) {
      let stream = ByteStream(try Socket.connect(to: address))
      let watch = try reactor.watch(stream.raw, for: .write) { [weak self] _ in
        self?.connected(address)
      }
      pending = (stream, watch)
      alarm = reactor.setAlarm(at: deadline) { [weak self] in
        self?.dropAttempt()
        self?.giveUp("no answer from \(address)")
      }
    } catch {
      again(error)
    }
  }

  private func dropAttempt() {
    if let alarm = alarm.take() { reactor?.cancel(alarm) }
    guard let (stream, watch) = pending.take() else { return }
    reactor?.forget(watch)
    stream.close()
  }

  private func connected(_ address: SocketAddress) {
    guard let (stream, watch) = pending else { return }
    if let error = Socket.connectError(stream.raw) {
      dropAttempt()
      return again(error)
    }
    if let alarm = alarm.take() { reactor?.cancel(alarm) }
    pending = nil
    reactor?.forget(watch)
    try? Socket.sendPromptly(stream.raw)
    do throws(TLSFault) {
      if let context { try stream.startTLS(context, host: host) }
    } catch {
      stream.close()
      return hub.over(LinkEnd(.tls(error)))
    }
    hub.adopt(StreamEndpoint(stream)) { streamFacts(stream, place: address.description) }
  }

  private func again(_ error: SystemError) {
    guard let reactor, reactor.now + Self.pause < deadline else {
      return giveUp("\(host):\(port): \(error)")
    }
    alarm = reactor.setAlarm(at: .now() + Self.pause) { [weak self] in self?.attempt() }
  }

  private func giveUp(_ words: String) {
    hub.over(LinkEnd(.unreachable(words)))
  }
}

/// One look-up of a name, which may take seconds.
private final class NameLookup: Sendable {
  private let host: String
  private let completion: @Sendable ([String]) -> Void

  init(_ host: String, completion: @escaping @Sendable ([String]) -> Void) {
    self.host = host
    self.completion = completion
  }

  func start() throws(SystemError) {
    let retained = Unmanaged.passRetained(self)
    do throws(SystemError) {
      try SystemThread(argument: retained.toOpaque(), runLookup).detach()
    } catch {
      retained.release()
      throw error
    }
  }

  fileprivate func run() {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    var found: [String] = []
    if getaddrinfo(host, nil, &hints, &list) == 0 {
      var entry = list
      while let item = entry?.pointee {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = getnameinfo(
          item.ai_addr, item.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        if code == 0 {
          let octets = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
          found.append(String(decoding: octets, as: UTF8.self))
        }
        entry = item.ai_next
      }
    }
    if let list { freeaddrinfo(list) }
    completion(found)
  }
}

private func runLookup(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<NameLookup>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
