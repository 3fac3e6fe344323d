/// Random words that can be asked for in any order: the word of a counter is a function of the key.
///
/// Nothing is drawn "next", so results depend neither on the order of events nor on how the work is
/// divided. The mixing is that of SplitMix64. Not for secrets.
public struct CounterRandom: Sendable, Hashable {
  private let key: UInt64

  /// The stream of a seed.
  public init(seed: UInt64) {
    key = SplitMix64.mixed(seed &+ SplitMix64.golden)
  }

  private init(key: UInt64) { self.key = key }

  /// A stream of its own for each index, independent of this one and of its other children.
  @inline(__always)
  public func child(_ index: UInt64) -> CounterRandom {
    // Words and children of one key must not share their mixing.
    let base = SplitMix64.mixed(key ^ 0x6A09_E667_F3BC_C909)
    return CounterRandom(key: SplitMix64.mixed(base &+ SplitMix64.golden &* (index &+ 1)))
  }

  /// The word of a counter.
  @inline(__always)
  public func word(_ counter: UInt64) -> UInt64 {
    SplitMix64.mixed(key &+ SplitMix64.golden &* (counter &+ 1))
  }

  /// The word of a counter as a number above 0, at most 1.
  @inline(__always)
  public func unit(_ counter: UInt64) -> Double {
    Double((word(counter) >> 11) + 1) * 0x1p-53
  }
}
