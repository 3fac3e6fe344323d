import Glibc
import SynchroTiming

/// The good and bad spells of one link of one collector, asked about in the order of time.
struct LinkFading {
  private let every: Double
  private let lasting: Double
  private var random = CounterRandom(seed: 0)
  private var spells: UInt64 = 0
  /// The bad spell that lies next in time.
  private var start: Int64 = 0
  private var end: Int64 = 0

  init(_ fading: SimulationScenario.Link.Fading) {
    every = Double(fading.every.wholeNanoseconds)
    lasting = Double(fading.lasting.wholeNanoseconds)
  }

  /// Begins with the first good spell of another collector.
  mutating func reset(_ random: CounterRandom) {
    self.random = random
    spells = 0
    start = 0
    end = 0
    advance()
  }

  /// Whether a moment lies in a bad spell; moments never run backwards.
  mutating func isBad(at time: Int64) -> Bool {
    while time >= end { advance() }
    return time >= start
  }

  private mutating func advance() {
    start = end + Self.length(every, random.unit(2 * spells))
    end = start + Self.length(lasting, random.unit(2 * spells + 1))
    spells += 1
  }

  /// At least a nanosecond, so that time goes on.
  private static func length(_ mean: Double, _ unit: Double) -> Int64 {
    max(1, Int64(min(-log(unit) * mean, DelaySampler.longest)))
  }
}
