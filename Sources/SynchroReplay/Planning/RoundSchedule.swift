import SynchroTiming

/// When rounds of a flow begin: seeded, open loop, fixed before the first of them.
///
/// Each lane is a device instance (or a set of them) of its own. A round never waits for the one
/// before it: between two of a lane lies at least the time that a round may take.
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
  private var lanes: [Lane]
  private var count = 0

  /// Rounds on `lanes` lanes: at least `spacing` apart, and `mean` apart on the average.
  init(lanes: Int, spacing: Duration, mean: Duration, spread: Spread = .poisson, seed: UInt64) {
    self.spread = spread
    self.spacing = spacing
    self.mean = max(mean, spacing)
    self.lanes = (0..<max(1, lanes)).map { index in
      let own = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      return Lane(random: SplitMix64(seed: own), next: .zero)
    }
    for index in self.lanes.indices { self.lanes[index].next = first(of: index) }
  }

  /// When the next round begins.
  var nextDue: Duration { lanes.lazy.map(\.next).min() ?? .zero }

  /// Takes the next round.
  mutating func take() -> Start {
    var chosen = 0
    for index in lanes.indices where lanes[index].next < lanes[chosen].next { chosen = index }
    let start = Start(number: count, lane: chosen, due: lanes[chosen].next)
    count += 1
    lanes[chosen].next += spacing + gap(of: chosen)
    return start
  }

  private mutating func first(of lane: Int) -> Duration {
    // Lanes that all begin at once would be a burst that nobody planned.
    mean * Double.random(in: 0..<1, using: &lanes[lane].random)
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
