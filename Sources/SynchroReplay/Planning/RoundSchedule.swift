import SynchroFlows
import SynchroTiming

/// When the rounds of a flow begin: an open loop, fixed before the first of them.
///
/// Each lane is a device instance (or a set of them) of its own. In virtual time a round never waits
/// for the one before it: between two of a lane lies at least the time that a round may take. In real
/// time nobody waits that long; a lane that is held has its next round when the one before is over.
struct RoundSchedule: Sendable {
  /// How the gaps between the rounds of a lane are drawn.
  enum Spread: String, Sendable {
    /// Exponential gaps: a Poisson process.
    case poisson
    /// Equal gaps.
    case even
  }

  /// One planned round.
  struct Start: Sendable, Equatable {
    /// The round's number, in the order of the starts.
    let number: Int
    /// Which lane.
    let lane: Int
    /// When, counted from the start of the run.
    let due: Duration
  }

  private struct Lane {
    var random: SplitMix64
    var next: Duration
  }

  private let spread: Spread
  private let spacing: Duration
  private let mean: Duration
  private let isHeld: Bool
  private var lanes: [Lane]
  /// The lanes that have a next round, by its time.
  private var queue = EventHeap<Int>()
  private var count = 0

  /// Rounds on `lanes` lanes: at least `spacing` apart, and `mean` apart on the average. With `isHeld`
  /// a lane whose round was taken has no next one until it is released.
  init(
    lanes: Int, spacing: Duration, mean: Duration, spread: Spread = .poisson, seed: UInt64,
    isHeld: Bool = false
  ) {
    self.spread = spread
    self.spacing = spacing
    self.mean = max(mean, spacing)
    self.isHeld = isHeld
    self.lanes = (0..<max(1, lanes)).map { index in
      let own = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      return Lane(random: SplitMix64(seed: own), next: .zero)
    }
    for index in self.lanes.indices {
      self.lanes[index].next = first(of: index)
      queue(index)
    }
  }

  /// When the next round begins; nil while every lane is held.
  var nextDue: Duration? { queue.first.map { lanes[$0.payload].next } }

  /// Takes the next round; nil while every lane is held.
  mutating func take() -> Start? {
    guard let lane = queue.pop()?.payload else { return nil }
    let start = Start(number: count, lane: lane, due: lanes[lane].next)
    count += 1
    lanes[lane].next += spacing + gap(of: lane)
    if !isHeld { queue(lane) }
    return start
  }

  /// Lets a lane that is held have its next round, no sooner than at a time of the run.
  mutating func release(_ lane: Int, at now: Duration) {
    guard isHeld, lanes.indices.contains(lane) else { return }
    lanes[lane].next = max(lanes[lane].next, now)
    queue(lane)
  }

  /// Passes over the rounds that a run before has begun.
  mutating func skip(_ rounds: Int, to now: Duration) {
    while count < rounds, let start = take() {
      if isHeld { release(start.lane, at: now) }
    }
  }

  private mutating func queue(_ lane: Int) {
    queue.push(
      .init(time: lanes[lane].next.wholeNanoseconds, order: UInt64(lane), payload: lane))
  }

  private mutating func first(of lane: Int) -> Duration {
    // Lanes that all begin at once would be a burst that nobody planned, and a Poisson process has no
    // beginning: before its first event lies a gap like all others.
    if spacing == .zero, spread == .poisson { return gap(of: lane) }
    return mean * Double.random(in: 0..<1, using: &lanes[lane].random)
  }

  private mutating func gap(of lane: Int) -> Duration {
    let rest = mean - spacing
    switch spread {
    case .even: return rest
    case .poisson:
      let uniform = Double.random(in: 0..<1, using: &lanes[lane].random)
      return rest * Exponential.quantile(uniform)
    }
  }
}
