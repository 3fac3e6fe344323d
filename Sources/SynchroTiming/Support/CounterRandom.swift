/// Random words that can be asked for in any order: the word of a counter is a function of the key.
///
/// Nothing is drawn "next", so results depend neither on the order of events nor on how the work is
/// divided. The mixing is that of SplitMix64. Not for secrets.
public struct CounterRandom: Sendable, Hashable {
  private let key: UInt64

  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The stream of a seed.
  public init(seed: UInt64) {
    key = Self.mixed(seed &+ Self.golden)
  }

  private init(key: UInt64) { self.key = key }

  /// A stream of its own for each index, independent of this one and of its other children.
  @inline(__always)
  public func child(_ index: UInt64) -> CounterRandom {
    // Words and children of one key must not share their mixing.
    let base = Self.mixed(key ^ 0x6A09_E667_F3BC_C909)
    return CounterRandom(key: Self.mixed(base &+ Self.golden &* (index &+ 1)))
  }

  /// The word of a counter.
  @inline(__always)
  public func word(_ counter: UInt64) -> UInt64 {
    Self.mixed(key &+ Self.golden &* (counter &+ 1))
  }

  /// The word of a counter as a number above 0, at most 1.
  @inline(__always)
  public func unit(_ counter: UInt64) -> Double {
    Double((word(counter) >> 11) + 1) * 0x1p-53
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    var mixed = word
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
