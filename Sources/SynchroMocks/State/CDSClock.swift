public import SynchroTiming
import Synchronization

/// The time that the reference server lives in.
public final class CDSClock: Sendable {
  /// How time passes.
  public enum Kind: String, Sendable, CaseIterable {
    /// With the clock of the machine.
    case real
    /// With the clock of the machine, and in leaps whenever it is told to.
    case virtual
    /// In leaps alone, so that what happens can be repeated to the microsecond.
    case standing
  }

  /// How time passes.
  public let kind: Kind
  private let state: Mutex<State>

  private struct State {
    /// What a standing clock shows; what others are ahead of the machine.
    var start: Timestamp
    var ahead: Duration
  }

  /// A clock; a standing one begins at `start`.
  public init(_ kind: Kind = .real, start: Timestamp = .unixEpoch) {
    self.kind = kind
    state = Mutex(State(start: start, ahead: .zero))
  }

  /// The present, in whole microseconds: what is shown is what is compared.
  public var now: Timestamp {
    let (start, ahead) = state.withLock { ($0.start, $0.ahead) }
    let time = kind == .standing ? start : SystemTime().wallTime
    let exact = time.advanced(by: ahead)
    return Timestamp(seconds: exact.seconds, nanoseconds: exact.nanoseconds / 1_000 * 1_000)
      ?? exact
  }

  /// How far the clock has been put forward.
  public var ahead: Duration { state.withLock { $0.ahead } }

  /// Puts the clock forward; false when it is a real one, which nobody moves, or the step is not
  /// forward or longer than a century.
  public func advance(by step: Duration) -> Bool {
    guard kind != .real, step >= .zero, step <= .seconds(3_200_000_000) else { return false }
    state.withLock { $0.ahead += step }
    return true
  }
}
