/// How much a text may ask of the reader before it is refused.
public struct JSONLimits: Sendable, Equatable {
  /// Bytes of the whole text; never more than 2 GiB, since places are kept in 32 bits.
  public let bytes: Int
  /// Arrays and objects inside one another; never more than 10,000, since comparing and printing
  /// values takes a stack frame a level.
  public let depth: Int
  /// Values and keys together; never more than 2^28 - 1, since they are counted in 28 bits.
  public let nodes: Int
  /// Characters of one number.
  public let numberLength: Int
  /// The greatest power of ten, either way, so that exact comparison stays possible.
  public let exponent: Int

  /// Sets each limit; see ``standard`` for the usual ones.
  public init(
    bytes: Int = 64 << 20, depth: Int = 512, nodes: Int = 16_000_000, numberLength: Int = 1000,
    exponent: Int = 999_999_999
  ) {
    self.bytes = min(bytes, Int(Int32.max))
    self.depth = min(depth, 10_000)
    self.nodes = min(nodes, 1 << 28 - 1)
    self.numberLength = numberLength
    // Reading one more digit than this must not overflow.
    self.exponent = min(exponent, .max / 100)
  }

  /// Generous to every honest text: 64 MiB, 512 levels, 16 million nodes.
  public static let standard = JSONLimits()
}
