/// How much a text may ask of the reader before it is refused.
public struct JSONLimits: Sendable, Equatable {
  /// Bytes of the whole text; never more than 2 GiB, since places are kept in 32 bits.
  public var bytes: Int
  /// Arrays and objects inside one another; never more than 10,000, since comparing and printing
  /// values takes a stack frame a level.
  public var depth: Int
  /// Values and keys together.
  public var nodes: Int
  /// Characters of one number.
  public var numberLength: Int
  /// The greatest power of ten, either way, so that exact comparison stays possible.
  public var exponent: Int

  /// Sets each limit; see ``standard`` for the usual ones.
  public init(
    bytes: Int = 64 << 20, depth: Int = 512, nodes: Int = 16_000_000, numberLength: Int = 1000,
    exponent: Int = 999_999_999
  ) {
    self.bytes = min(bytes, Int(Int32.max))
    self.depth = min(depth, 10_000)
    self.nodes = min(nodes, Int(Int32.max))
    self.numberLength = numberLength
    self.exponent = exponent
  }

  /// Generous to every honest text: 64 MiB, 512 levels, 16 million nodes.
  public static let standard = JSONLimits()
}
