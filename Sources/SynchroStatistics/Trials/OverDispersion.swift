import Glibc
import SynchroTiming

/// Whether failures cluster in hours or on devices more than chance lets them.
///
/// The factor is Pearson's statistic over its degrees of freedom: how much larger the variance of
/// the counts is than independent trials give. It is used only where shuffling the same failures
/// over the same trials seldom gives as much, for with few failures the factor alone is noise. The
/// shuffles are seeded, so the same trials always give the same answer.
public struct OverDispersion: Sendable, Equatable {
  /// The measured factor.
  public let measured: Double
  /// The share of shuffles that spread the failures as unevenly, the trials' own order included.
  public let chance: Double
  /// What a trial counts for less: 1 unless clusters are shown.
  public var factor: Double { chance <= Self.level ? max(1, measured) : 1 }

  /// What the share of shuffles must not exceed, for the hours and for the instances each.
  public static let level = 0.025
  private static let shuffles = 999
  /// From so many failures on, the statistic follows its limit law and nothing is shuffled.
  private static let manyFailures = 20_000

  /// The clustering of these counts; nil where there is nothing to compare.
  public init?(_ counts: GroupedCounts, seed: UInt64) {
    let groups = counts.groups.sorted { $0.key < $1.key }.map(\.value)
    let trials = groups.reduce(0) { $0 + $1.trials }
    let failures = groups.reduce(0) { $0 + $1.failures }
    guard groups.count > 1, failures > 0, failures < trials else { return nil }
    let share = Double(failures) / Double(trials)
    let expected = groups.map { Double($0.trials) * share }
    let scale = (1 - share) * Double(groups.count - 1)
    func factor(_ observed: [Int]) -> Double {
      var sum = 0.0
      for (count, mean) in zip(observed, expected) {
        let difference = Double(count) - mean
        sum += difference * difference / mean
      }
      return sum / scale
    }
    measured = factor(groups.map(\.failures))
    guard measured > 1 else {
      chance = 1
      return
    }
    guard failures < Self.manyFailures else {
      chance = Self.limitChance(of: measured, degrees: Double(groups.count - 1))
      return
    }
    var shuffle = Shuffle(sizes: groups.map(\.trials), marked: failures, seed: seed)
    var asUneven = 1
    for done in 1...Self.shuffles {
      // Equal arrangements may differ in the last bit.
      if factor(shuffle.next()) >= measured * (1 - 1e-9) { asUneven += 1 }
      // Enough to know that it is chance.
      if asUneven * 10 > Self.shuffles {
        chance = Double(asUneven) / Double(done + 1)
        return
      }
    }
    chance = Double(asUneven) / Double(Self.shuffles + 1)
  }

  /// The chance that a chi-square statistic exceeds `factor` times its degrees of freedom, by the
  /// cube root of Wilson and Hilferty (1931).
  private static func limitChance(of factor: Double, degrees: Double) -> Double {
    let spread = 2 / (9 * degrees)
    return erfc((cbrt(factor) - 1 + spread) / (2 * spread).squareRoot()) / 2
  }
}

/// Deals a number of marks to groups of given sizes, each place equally likely.
private struct Shuffle {
  private let ends: [Int]
  private let places: Int
  private let marked: Int
  private var random: SplitMix64

  init(sizes: [Int], marked: Int, seed: UInt64) {
    var end = 0
    ends = sizes.map { size in
      end += size
      return end
    }
    places = end
    self.marked = marked
    random = SplitMix64(seed: seed)
  }

  /// Floyd's choice of places without repetition.
  mutating func next() -> [Int] {
    var counts = Array(repeating: 0, count: ends.count)
    var taken = Set<Int>(minimumCapacity: marked)
    for last in (places - marked)..<places {
      let place = Int.random(in: 0...last, using: &random)
      let chosen = taken.insert(place).inserted ? place : last
      if chosen == last { taken.insert(last) }
      counts[group(of: chosen)] += 1
    }
    return counts
  }

  private func group(of place: Int) -> Int {
    var low = 0
    var high = ends.count - 1
    while low < high {
      let middle = (low + high) / 2
      if place < ends[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
