import Glibc
import SynchroSystem
import SynchroTiming
import SynchroWire

/// A link to a program that we start (T1): a message a line on its standard input and output.
///
/// The end of its input tells the program to finish; TERM and at last KILL follow when it does not. They go
/// to its process group, so nothing that it started is left behind.
public final class ExecLink: Link {
  /// How a program is ended.
  public struct Patience: Sendable, Hashable {
    /// How long it may go on after its input has ended, before TERM.
    public var afterInput = Duration.seconds(5)
    /// How long it may go on after TERM, before KILL.
    public var afterTerm = Duration.seconds(5)

    /// Five seconds each.
    public init() {}
  }

  /// What it is, for reports.
  public let name: String
  private let hub: LineHub
  private let child: ChildKeeper

  /// A link to a program, which is started with the link.
  public init(
    _ command: ExecCommand, patience: Patience = Patience(), limits: LinkLimits = LinkLimits(),
    security: LinkSecurity = .none
  ) {
    name = (["exec", command.program] + command.arguments).joined(separator: " ")
    hub = LineHub(limits: limits, security: security)
    child = ChildKeeper(command, patience, hub)
    hub.companion = child
  }

  deinit {
    close()
  }

  /// Starts the program.
  public func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {
    hub.start(on: loop, deliver: deliver) { [hub, child] reactor in
      withExtendedLifetime(hub) { child.begin(reactor, ChildProcess.start) }
    }
  }

  /// Queues a message; there is one peer.
  @discardableResult
  public func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome {
    hub.send(message, to: peer)
  }

  /// Ends the program's input; the link ends when the program has.
  public func close() {
    hub.post { [hub, child] _ in withExtendedLifetime(hub) { child.finish() } }
  }
}

/// Watches over a child from its start to its end.
///
/// Unchecked: used on the loop's thread only.
final class ChildKeeper: @unchecked Sendable {
  private let command: ExecCommand
  private let patience: ExecLink.Patience
  private unowned let hub: LineHub
  private var reactor: Reactor?
  private var id: pid_t = 0
  private var exit: (raw: Int32, watch: Watch)?
  private var errors: (raw: Int32, watch: Watch)?
  private var tail = OutputTail()
  private var alarm: Alarm?
  /// Why the conversation ended, when it has.
  private var reason: LinkEnd.Reason?
  private var stage = Stage.running

  private enum Stage {
    case running, inputEnded, terminated, killed
  }

  init(_ command: ExecCommand, _ patience: ExecLink.Patience, _ hub: LineHub) {
    self.command = command
    self.patience = patience
    self.hub = hub
  }

  deinit {
    // The loop was stopped before the link had ended: no program is left behind.
    guard id > 0 else { return }
    _ = ChildEnding.reap(id)
    if let exit { _ = Glibc.close(exit.raw) }
    if let errors { _ = Glibc.close(errors.raw) }
  }

  func begin(
    _ reactor: Reactor, _ start: (ExecCommand) throws(SystemError) -> ChildProcess
  ) {
    self.reactor = reactor
    hub.peerEnded = { [weak self] _, reason in self?.conversationEnded(reason) }
    do throws(SystemError) {
      let endpoint = try watch(try start(command), reactor)
      let place = "process \(id)"
      hub.adopt(endpoint) { PeerFacts(place: place) }
    } catch {
      abandon()
      hub.over(LinkEnd(.notStarted(error)))
    }
  }

  /// Watches a child's end and what it says beside the conversation, for which it returns the pipes.
  private func watch(
    _ child: consuming ChildProcess, _ reactor: Reactor
  ) throws(SystemError) -> PipeEndpoint {
    let parts = child.parts()
    id = parts.id
    // Each end has an owner that closes it, whatever fails.
    let exitEnd = Descriptor(owning: parts.watch)
    let errorEnd = Descriptor(owning: parts.errors)
    let endpoint = PipeEndpoint(
      reading: Descriptor(owning: parts.output), writing: Descriptor(owning: parts.input))
    let exitWatch = try reactor.watch(exitEnd.raw, for: .read) { [weak self] _ in self?.ended() }
    exit = (exitEnd.release(), exitWatch)
    let errorWatch = try reactor.watch(errorEnd.raw, for: .read) { [weak self] _ in
      self?.readErrors()
    }
    errors = (errorEnd.release(), errorWatch)
    return endpoint
  }

  /// Leaves nothing behind of a child that cannot be watched.
  private func abandon() {
    guard id > 0 else { return }
    closeExit()
    closeErrors()
    _ = ChildEnding.reap(id)
    id = 0
  }

  func finish() {
    guard !hub.isOver, stage == .running else { return }
    hub.finishAll()
    wait(.inputEnded, patience.afterInput)
  }

  /// Its output has ended, or was ended because of what it did; then it has to go as well.
  private func conversationEnded(_ reason: LinkEnd.Reason) {
    self.reason = reason
    guard stage == .running else { return }
    wait(.inputEnded, reason.isMisbehaviour ? .zero : patience.afterInput)
  }

  private func wait(_ next: Stage, _ time: Duration) {
    guard let reactor else { return }
    stage = next
    alarm = reactor.setAlarm(at: .now() + time) { [weak self] in self?.impatient() }
  }

  private func impatient() {
    // The group of nobody would be our own.
    guard id > 0 else { return }
    switch stage {
    case .running, .killed: return
    case .inputEnded:
      kill(-id, SIGTERM)
      wait(.terminated, patience.afterTerm)
    case .terminated:
      stage = .killed
      kill(-id, SIGKILL)
    }
  }

  private func readErrors() {
    guard let errors else { return }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
    defer { room.deallocate() }
    let count = Glibc.read(errors.raw, room.baseAddress, room.count)
    if count > 0 { return tail.take(UnsafeRawBufferPointer(rebasing: room[..<count])) }
    if count == 0 || (errno != EAGAIN && errno != EINTR) { closeErrors() }
  }

  private func closeErrors() {
    guard let (raw, watch) = errors else { return }
    reactor?.forget(watch)
    _ = Glibc.close(raw)
    errors = nil
  }

  private func closeExit() {
    guard let (raw, watch) = exit else { return }
    reactor?.forget(watch)
    _ = Glibc.close(raw)
    exit = nil
  }

  /// The child is over: what it wrote before is read, and the link ends.
  private func ended() {
    guard exit != nil else { return }
    closeExit()
    if let alarm = alarm.take() { reactor?.cancel(alarm) }
    let ending = ChildEnding.reap(id)
    id = 0
    // Its group is gone with it, so both pipes end here.
    hub.readToTheEnd()
    for _ in 0..<64 where errors != nil { readErrors() }
    closeErrors()
    let end = LinkEnd(verdict(ending), said: tail.lines())
    hub.over(end)
  }

  private func verdict(_ ending: ChildEnding) -> LinkEnd.Reason {
    if let reason, reason.isMisbehaviour { return reason }
    switch (stage, ending) {
    case (.killed, _): return .ignoredTerm
    case (.terminated, _): return .outlastedInput
    case (.inputEnded, .exited(0)) where hub.isClosing: return .finished
    case (_, .exited(let status)): return .exited(status: status)
    case (_, .killed(let signal)): return .crashed(signal: signal)
    case (_, .unknown(let error)): return .untold(error)
    }
  }
}

extension LinkEnd.Reason {
  /// Whether the conversation was broken off because of what the peer did in it.
  fileprivate var isMisbehaviour: Bool {
    switch self {
    case .cutOff, .stalled, .flooded, .endlessLine: true
    default: false
    }
  }
}
