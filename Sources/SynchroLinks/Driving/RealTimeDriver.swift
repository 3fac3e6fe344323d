public import SynchroPXB
import SynchroSystem
import SynchroWire
import Synchronization

/// Drives a participant over links by the real clock: one thread receives, wakes and sends.
///
/// It ends when all of its links have ended, by themselves or because of ``finish()``.
public final class RealTimeDriver<Party: LinkAware & Sendable>: Sendable {
  /// What the participant's times mean on this machine.
  public let clock: RealClock
  private let loop: LinkLoop
  private let core: DriverCore<Party>

  /// A driver that has not started. `observer` is called on the driver's thread: be quick.
  public init(
    _ party: Party, links: [LinkAttachment], observer: (@Sendable (DriverEvent) -> Void)? = nil
  ) throws(LinkFault) {
    guard !links.isEmpty else { throw .unusable("a driver needs a link") }
    clock = RealClock()
    loop = try LinkLoop(name: "driver")
    core = DriverCore(party, links, clock, loop, observer)
  }

  deinit {
    finish()
  }

  /// Starts the links; the participant is called from now on.
  public func start() {
    loop.events.post { [core] reactor in core.begin(reactor) }
  }

  /// Looks at the participant, or changes it, on the driver's thread; what it wants to send then goes out.
  /// Nil when the driver has ended.
  public func perform<Result: Sendable>(
    _ body: @escaping @Sendable (inout Party, PXBTime) -> Result
  ) async -> Result? {
    await withCheckedContinuation { continuation in
      let isPosted = loop.events.post { [core] _ in
        continuation.resume(returning: core.perform(body))
      }
      if !isPosted { continuation.resume(returning: nil) }
    }
  }

  /// Closes the links in order. Does not wait.
  public func finish() {
    loop.events.post { [core] _ in core.finish() }
  }

  /// Waits until all links have ended; the participant as it is then, and what was done.
  public func ended() async -> (party: Party, report: DriverReport) {
    await core.outcome.value()
  }
}

/// The end of a driver, for those who wait for it.
final class DriverOutcome<Value: Sendable>: Sendable {
  private enum State {
    case open([CheckedContinuation<Value, Never>])
    case over(Value)
  }

  private let state = Mutex(State.open([]))

  func value() async -> Value {
    await withCheckedContinuation { continuation in
      let value = state.withLock { state -> Value? in
        switch state {
        case .over(let value): return value
        case .open(let waiting):
          state = .open(waiting + [continuation])
          return nil
        }
      }
      if let value { continuation.resume(returning: value) }
    }
  }

  func settle(_ value: Value) {
    let waiting = state.withLock { state -> [CheckedContinuation<Value, Never>] in
      guard case .open(let waiting) = state else { return [] }
      state = .over(value)
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }
}
