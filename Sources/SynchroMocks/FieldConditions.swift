import SynchroHTTP
import SynchroServer
import Synchronization

/// What a server meets with in the field: a slow way, lost connections, a limit of requests. None of
/// it is against the specifications, and no client may take it for a fault of theirs.
public struct FieldConditions: Sendable, Equatable {
  /// How long each answer is held back.
  public var delay = Duration.zero
  /// How many of a hundred answers are lost, the connection reset in their place.
  public var lostPercent = 0.0
  /// How many requests of a second are answered; more get 429 with Retry-After.
  public var requestsPerSecond: Int?

  /// Nothing out of the ordinary.
  public init() {}

  /// Whether there is anything to do.
  var isFair: Bool { self == FieldConditions() }
}

/// Applies field conditions to the replies of a server.
final class FieldWeather: Sendable {
  private struct State {
    var random: SeededNumbers
    var second: Int64 = 0
    var count = 0
  }

  private let conditions: FieldConditions
  private let state: Mutex<State>

  init(_ conditions: FieldConditions, seed: UInt64) {
    self.conditions = conditions
    state = Mutex(State(random: SeededNumbers(seed: seed)))
  }

  /// A refusal in the place of an answer, when there were too many requests in this second.
  func refusal(at second: Int64) -> ServerReply? {
    guard let limit = conditions.requestsPerSecond else { return nil }
    let count = state.withLock { state in
      if state.second != second { (state.second, state.count) = (second, 0) }
      state.count += 1
      return state.count
    }
    guard count > limit else { return nil }
    return .response(.tooManyRequests, ["Retry-After": "1"])
  }

  /// The answer as it comes out at the other end.
  func weathered(_ reply: ServerReply) -> ServerReply {
    var reply = reply
    let isLost =
      conditions.lostPercent > 0
      && state.withLock { $0.random.fraction() } * 100 < conditions.lostPercent
    if isLost { reply = .wire([.reset]) }
    guard conditions.delay > .zero else { return reply }
    let (late, delay) = (reply, conditions.delay)
    return .deferred { responder in
      Task {
        try? await Task.sleep(for: delay)
        responder.respond(late)
      }
    }
  }
}

/// Numbers that follow from a seed (SplitMix64).
struct SeededNumbers: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next number, 0 up to but not including 1.
  mutating func fraction() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Double(mixed >> 11) / 9_007_199_254_740_992
  }
}
