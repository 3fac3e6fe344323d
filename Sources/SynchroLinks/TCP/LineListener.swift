import SynchroSystem
import SynchroTiming
import SynchroWire

/// Takes connections as peers of a hub.
///
/// Unchecked: apart from `init`, used on the loop's thread only.
final class LineListener: @unchecked Sendable {
  private var listener: Listener?
  private let context: TLSContext?
  private unowned let hub: LineHub
  private let limits: LinkLimits
  private var reactor: Reactor?
  private var watch: Watch?

  init(
    _ listener: consuming Listener, _ context: TLSContext?, _ hub: LineHub, _ limits: LinkLimits
  ) {
    self.listener = consume listener
    self.context = context
    self.hub = hub
    self.limits = limits
  }

  func begin(_ reactor: Reactor) {
    self.reactor = reactor
    hub.peerEnded = { [unowned hub] _, _ in
      if hub.isClosing, hub.peerCount == 0 { hub.over(LinkEnd(.finished)) }
    }
    listen()
  }

  func finish() {
    guard !hub.isOver, !hub.isClosing else { return }
    stopListening()
    hub.finishAll()
    if hub.peerCount == 0 { hub.over(LinkEnd(.finished)) }
  }

  private func stopListening() {
    if let watch = watch.take() { reactor?.forget(watch) }
    listener = nil
  }

  private func listen() {
    guard let raw = listener?.raw, let reactor else { return }
    do throws(SystemError) {
      watch = try reactor.watch(raw, for: .read) { [weak self] _ in self?.acceptAll() }
    } catch {
      stopListening()
      hub.over(LinkEnd(.reset(error)))
    }
  }

  private func acceptAll() {
    // A crowd at the door must leave time for those who are in.
    for _ in 0..<256 {
      guard let arrival = listener?.accept() else { return }
      switch consume arrival {
      case .connection(let descriptor): welcome(descriptor)
      case .none: return
      case .vanished: continue
      case .exhausted: return listenAgainLater()
      case .failed(let error):
        stopListening()
        return hub.over(LinkEnd(.reset(error)))
      }
    }
  }

  /// No descriptor is left: whoever waits would be reported again at once.
  private func listenAgainLater() {
    if let watch = watch.take() { reactor?.forget(watch) }
    guard let reactor else { return }
    _ = reactor.setAlarm(at: .now() + .milliseconds(100)) { [weak self] in self?.listen() }
  }

  private func welcome(_ descriptor: consuming Descriptor) {
    let raw = descriptor.raw
    let stream = ByteStream(descriptor)
    guard hub.peerCount < limits.peers else {
      stream.close()
      return hub.tell(.lost(nil, count: 0, LinkEnd(.turnedAway)))
    }
    // Without the option small messages may wait for an acknowledgement; nothing else is lost.
    try? Socket.sendPromptly(raw)
    let place = (try? Socket.peerAddress(raw))?.description ?? "somebody who left"
    do throws(TLSFault) {
      if let context { try stream.startTLS(context) }
    } catch {
      stream.close()
      return
    }
    hub.adopt(StreamEndpoint(stream)) { streamFacts(stream, place: place) }
  }
}
